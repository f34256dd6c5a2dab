package io.ditgauge.cli;

import io.ditgauge.model.count.Setting;
import io.ditgauge.model.count.Settings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What a model is asked to make; what is not given is the model's own default. */
final class RequestOptions {
  private static final Pattern IMAGE = Pattern.compile("([0-9]{1,13})(?:x([0-9]{1,13}))?");

  @Option(names = "--image", paramLabel = "WxH", description = "Pixels; SIDE for a square.")
  Optional<String> image = Optional.empty();

  @Option(names = "--frames", paramLabel = "N", description = "Frames of a clip.")
  Optional<Long> frames = Optional.empty();

  @Option(names = "--fps", paramLabel = "F", description = "Frames in a second of video.")
  Optional<Double> framesPerSecond = Optional.empty();

  @Option(
      names = "--text-tokens",
      paramLabel = "N",
      description = "Text tokens that the denoiser sees.")
  Optional<Long> textTokens = Optional.empty();

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = "Tokens of a sequence, for text networks.")
  Optional<Long> tokens = Optional.empty();

  @Option(names = "--batch", paramLabel = "N", description = "Samples in a pass.")
  Optional<Long> batch = Optional.empty();

  @Option(names = "--steps", paramLabel = "N", description = "Denoising steps.")
  Optional<Long> steps = Optional.empty();

  @Option(
      names = {"--passes", "--guidance-passes"},
      paramLabel = "N",
      description = "Passes in a step: 2 with classifier-free guidance.")
  Optional<Long> passes = Optional.empty();

  Settings settings() {
    Settings settings = Settings.NONE;
    if (image.isPresent()) {
      Matcher sides = IMAGE.matcher(image.get());
      if (!sides.matches()) {
        throw new IllegalArgumentException(
            "--image must be WIDTHxHEIGHT or SIDE in pixels, for instance 512x512: --image="
                + image.get());
      }
      String height = sides.group(2) == null ? sides.group(1) : sides.group(2);
      settings = settings.with(Setting.WIDTH, Long.parseLong(sides.group(1)));
      settings = settings.with(Setting.HEIGHT, Long.parseLong(height));
    }
    settings = with(settings, Setting.FRAMES, frames);
    settings = with(settings, Setting.TEXT_TOKENS, textTokens);
    settings = with(settings, Setting.TOKENS, tokens);
    settings = with(settings, Setting.BATCH, batch);
    settings = with(settings, Setting.STEPS, steps);
    settings = with(settings, Setting.PASSES, passes);
    return framesPerSecond.isPresent()
        ? settings.withFramesPerSecond(framesPerSecond.get())
        : settings;
  }

  private static Settings with(Settings settings, Setting setting, Optional<Long> value) {
    return value.isPresent() ? settings.with(setting, value.get()) : settings;
  }
}

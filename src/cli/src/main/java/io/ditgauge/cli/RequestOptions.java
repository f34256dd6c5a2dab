package io.ditgauge.cli;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Request;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a model is asked to make; what is not given is the model's own default. */
@Command
final class RequestOptions {
  private static final Pattern IMAGE = Pattern.compile("([0-9]{1,9})(?:x([0-9]{1,9}))?");

  @Option(
      names = "--image",
      paramLabel = "WIDTHxHEIGHT",
      description = "Pixels, or one side of a square.")
  String image;

  @Option(names = "--frames", paramLabel = "N", description = "Frames.")
  Long frames;

  @Option(names = "--text-tokens", paramLabel = "N", description = "Text tokens.")
  Long textTokens;

  @Option(names = "--batch", paramLabel = "N", description = "Outputs made together.")
  Long batch;

  @Option(names = "--steps", paramLabel = "N", description = "Denoising steps.")
  Long steps;

  @Option(
      names = {"--passes", "--guidance-passes"},
      paramLabel = "N",
      description = "Passes a step: 1, or 2 with classifier-free guidance.")
  Long passes;

  /** The request, from what is given and the defaults. */
  Request of(Request defaults) {
    Grid pixels = defaults.pixels();
    long width = pixels.width();
    long height = pixels.height();
    if (image != null) {
      Matcher sides = IMAGE.matcher(image);
      if (!sides.matches()) {
        throw new IllegalArgumentException(
            "--image must be WIDTHxHEIGHT or SIDE in pixels, for instance 1280x720: --image="
                + image);
      }
      width = Long.parseLong(sides.group(1));
      height = sides.group(2) == null ? width : Long.parseLong(sides.group(2));
    }
    return new Request(
        new Grid(or(frames, pixels.frames()), height, width),
        defaults.framesPerSecond(),
        or(textTokens, defaults.textTokens()),
        or(batch, defaults.batch()),
        or(steps, defaults.steps()),
        or(passes, defaults.passes()));
  }

  private static long or(Long given, long byDefault) {
    return given == null ? byDefault : given;
  }
}

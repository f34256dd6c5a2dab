package io.ditgauge.model.count;

import static io.ditgauge.model.count.Setting.BATCH;
import static io.ditgauge.model.count.Setting.FRAMES;
import static io.ditgauge.model.count.Setting.HEIGHT;
import static io.ditgauge.model.count.Setting.PASSES;
import static io.ditgauge.model.count.Setting.STEPS;
import static io.ditgauge.model.count.Setting.TEXT_TOKENS;
import static io.ditgauge.model.count.Setting.TOKENS;
import static io.ditgauge.model.count.Setting.WIDTH;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Network;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.Stage;
import io.ditgauge.model.arch.TextNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Counts subjects. */
public final class Counter {
  private Counter() {}

  /**
   * The cost of a subject.
   *
   * @param asked settings in the place of the defaults
   * @throws IllegalArgumentException for settings that the network does not have or refuses
   */
  public static FlopCount count(Subject subject, Settings asked) {
    Network network = subject.network();
    if (network instanceof TextNetwork text) {
      return text(subject, text, asked);
    }
    if (network instanceof Autoencoder autoencoder) {
      return autoencoder(subject, autoencoder, asked);
    }
    return model(subject, subject.model().orElseThrow(), asked);
  }

  private static FlopCount model(Subject subject, Model model, Settings asked) {
    refuseOthers(
        subject.name() + " makes images or clips",
        Set.of(WIDTH, HEIGHT, FRAMES, TEXT_TOKENS, BATCH, STEPS, PASSES),
        asked);
    Request request = request(model.defaults(), asked);
    ForwardPass forward = model.forward(request);
    List<StageCount> stages = new ArrayList<>();
    for (Stage stage : model.stages(withBatch(request, 1))) {
      String kind = stage.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      stages.add(StageCount.of(kind, stage.name(), stage.runs(), stage.pass()));
    }
    return new FlopCount(
        subject,
        settings(request),
        forward,
        stages,
        Optional.of(output(request, forward, stages)),
        new FlopCount.Remarks(
            subject.origin().assumed(), leftOut(model), warnings(subject, model, asked, forward)));
  }

  /** What is asked, with the defaults for the rest. */
  public static Request request(Request defaults, Settings asked) {
    return new Request(
        new Grid(
            asked.get(FRAMES, defaults.pixels().frames()),
            asked.get(HEIGHT, defaults.pixels().height()),
            asked.get(WIDTH, defaults.pixels().width())),
        asked.framesPerSecond().orElse(defaults.framesPerSecond()),
        asked.get(TEXT_TOKENS, defaults.textTokens()),
        asked.get(BATCH, defaults.batch()),
        asked.get(STEPS, defaults.steps()),
        asked.get(PASSES, defaults.passes()));
  }

  private static Request withBatch(Request request, long batch) {
    return new Request(
        request.pixels(),
        request.framesPerSecond(),
        request.textTokens(),
        batch,
        request.steps(),
        request.passes());
  }

  private static Settings settings(Request request) {
    Settings settings =
        ofPixels(request.pixels())
            .with(TEXT_TOKENS, request.textTokens())
            .with(BATCH, request.batch())
            .with(STEPS, request.steps())
            .with(PASSES, request.passes());
    return request.pixels().frames() > 1
        ? settings.withFramesPerSecond(request.framesPerSecond())
        : settings;
  }

  private static Settings ofPixels(Grid pixels) {
    return Settings.NONE
        .with(WIDTH, pixels.width())
        .with(HEIGHT, pixels.height())
        .with(FRAMES, pixels.frames());
  }

  private static Output output(Request request, ForwardPass forward, List<StageCount> stages) {
    Counts whole = Counts.ZERO;
    for (StageCount stage : stages) {
      whole = whole.plus(stage.counts());
    }
    Optional<Output.Second> second = Optional.empty();
    if (request.pixels().frames() > 1) {
      double seconds = request.seconds();
      second =
          Optional.of(
              new Output.Second(
                  seconds, whole.macs().value() / seconds, whole.elementwise().value() / seconds));
    }
    return new Output(
        request.steps(), request.passes(), forward.counts().times(request.passes()), whole, second);
  }

  private static List<String> leftOut(Model model) {
    List<String> result = new ArrayList<>(model.denoiser().leftOut());
    for (Model.TextEncoder encoder : model.encoders()) {
      encoder.network().leftOut().forEach(it -> result.add(encoder.name() + ": " + it));
    }
    model
        .autoencoder()
        .ifPresent(it -> it.leftOut().forEach(text -> result.add(it.className() + ": " + text)));
    return result.stream().distinct().toList();
  }

  private static List<String> warnings(
      Subject subject, Model model, Settings asked, ForwardPass forward) {
    List<String> result = new ArrayList<>(subject.origin().warnings());
    if (asked.get(TEXT_TOKENS, 0) > 0 && forward.textTokens() == 0) {
      result.add(
          "textTokens="
              + asked.get(TEXT_TOKENS, 0)
              + " changes nothing: the denoiser has no text tokens of its own");
    }
    if (asked.framesPerSecond().isPresent()
        && asked.get(FRAMES, model.defaults().pixels().frames()) == 1) {
      result.add("framesPerSecond changes nothing: one frame is no video");
    }
    return result;
  }

  private static FlopCount text(Subject subject, TextNetwork network, Settings asked) {
    refuseOthers(subject.name() + " is a text network", Set.of(TOKENS, BATCH), asked);
    Defaults.Taken<Long> tokens = Defaults.tokens(network);
    Settings settings =
        Settings.NONE
            .with(TOKENS, asked.get(TOKENS, tokens.value()))
            .with(BATCH, asked.get(BATCH, 1));
    ForwardPass forward = network.forward(settings.get(TOKENS, 1), settings.get(BATCH, 1));
    List<String> assumed = new ArrayList<>(subject.origin().assumed());
    if (!asked.has(TOKENS)) {
      assumed.add("tokens=" + tokens.value() + " (" + tokens.from() + ")");
    }
    return new FlopCount(
        subject,
        settings,
        forward,
        List.of(),
        Optional.empty(),
        new FlopCount.Remarks(assumed, network.leftOut(), subject.origin().warnings()));
  }

  private static FlopCount autoencoder(Subject subject, Autoencoder network, Settings asked) {
    refuseOthers(
        subject.name() + " is an autoencoder", Set.of(WIDTH, HEIGHT, FRAMES, BATCH), asked);
    Defaults.Taken<Grid> taken = Defaults.pixels(network);
    Grid pixels =
        new Grid(
            asked.get(FRAMES, taken.value().frames()),
            asked.get(HEIGHT, taken.value().height()),
            asked.get(WIDTH, taken.value().width()));
    Grid latent = network.latentSpace().latent(pixels, Grid.cube(1));
    long batch = asked.get(BATCH, 1);
    ForwardPass encoder = network.encode(pixels, batch);
    ForwardPass decoder = network.decode(latent, batch);
    List<Part> parts = new ArrayList<>();
    encoder.parts().forEach(it -> parts.add(named("encoder", it)));
    decoder.parts().forEach(it -> parts.add(named("decoder", it)));
    List<String> assumed = new ArrayList<>(subject.origin().assumed());
    if (!asked.has(WIDTH) || !asked.has(HEIGHT) || !asked.has(FRAMES)) {
      assumed.add(
          "where not given: frames x height x width=" + taken.value() + " (" + taken.from() + ")");
    }
    return new FlopCount(
        subject,
        ofPixels(pixels).with(BATCH, batch),
        new ForwardPass(parts, latent.elements(), 0),
        List.of(
            StageCount.of("encoder", network.className(), 1, network.encode(pixels, 1)),
            StageCount.of("decoder", network.className(), 1, network.decode(latent, 1))),
        Optional.empty(),
        new FlopCount.Remarks(assumed, network.leftOut(), subject.origin().warnings()));
  }

  private static Part named(String half, Part part) {
    String name = part.name().startsWith(half) ? part.name() : half + " " + part.name();
    return new Part(name, part.ops(), part.count());
  }

  private static void refuseOthers(String what, Set<Setting> known, Settings asked) {
    if (asked.framesPerSecond().isPresent() && !known.contains(STEPS)) {
      throw new IllegalArgumentException(
          what
              + " and has no framesPerSecond: framesPerSecond="
              + asked.framesPerSecond().getAsDouble());
    }
    for (Setting setting : asked.numbers().keySet()) {
      if (!known.contains(setting)) {
        throw new IllegalArgumentException(
            what
                + " and has no "
                + setting.id()
                + ": "
                + setting.id()
                + "="
                + asked.get(setting, 0)
                + "; it has "
                + String.join(", ", known.stream().sorted().map(Setting::id).toList()));
      }
    }
  }
}

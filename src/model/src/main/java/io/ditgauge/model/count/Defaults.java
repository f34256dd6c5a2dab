package io.ditgauge.model.count;

import io.ditgauge.model.Checks;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a configuration does not say and a count needs: taken from the preset that is most alike.
 */
final class Defaults {
  /** Tokens of a text network that no preset uses; CLIP takes no more than 77. */
  private static final List<Long> TOKENS = List.of(512L, 77L, 1L);

  private static final long SIDE = 1024;
  private static final long AUTOENCODER_SIDE = 512;
  private static final long AUTOENCODER_FRAMES = 5;
  private static final long TEXT_TOKENS = 256;
  private static final long STEPS = 50;
  private static final long PASSES = 2;
  private static final long STRIDE = 8;

  private Defaults() {}

  /**
   * A value and where it was taken from.
   *
   * @param value the value
   * @param from for people
   */
  record Taken<T>(T value, String from) {}

  /** Tokens that a preset's pipeline runs the text network over. */
  static Taken<Long> tokens(TextNetwork network) {
    for (Model model : models()) {
      for (Model.TextEncoder encoder : model.encoders()) {
        if (encoder.network().equals(network)) {
          return new Taken<>(encoder.tokens(), "as in " + model.name());
        }
      }
    }
    return new Taken<>(tokensTaken(network), "no model here uses it");
  }

  private static long tokensTaken(TextNetwork network) {
    return TOKENS.stream()
        .filter(
            tokens -> {
              try {
                return network.forward(tokens, 1).tokens() > 0;
              } catch (IllegalArgumentException tooMany) {
                return false;
              }
            })
        .findFirst()
        .orElse(1L);
  }

  /** The extent that a preset with the autoencoder makes. */
  static Taken<Grid> pixels(Autoencoder autoencoder) {
    for (Model model : models()) {
      if (model.autoencoder().filter(autoencoder::equals).isPresent()) {
        return new Taken<>(model.defaults().pixels(), "as in " + model.name());
      }
    }
    Grid latent = new Grid(stride(autoencoder) > 1 ? AUTOENCODER_FRAMES : 1, 1, 1);
    long frames = autoencoder.latentSpace().pixels(latent).frames();
    return new Taken<>(
        new Grid(frames, AUTOENCODER_SIDE, AUTOENCODER_SIDE), "no model here uses it");
  }

  private static long stride(Autoencoder autoencoder) {
    return autoencoder.latentSpace().stride().frames();
  }

  /**
   * The preset's model with the same denoiser, or the one of the same class nearest in size.
   * Described denoisers have nothing but the way of description in common.
   */
  static Optional<Model> like(Denoiser denoiser) {
    boolean described = denoiser.className().equals(Subjects.GENERIC);
    return models().stream()
        .filter(it -> it.denoiser().className().equals(denoiser.className()))
        .filter(it -> !described || it.denoiser().equals(denoiser))
        .min(
            Comparator.comparing((Model it) -> !it.denoiser().equals(denoiser))
                .thenComparing(it -> !it.denoiser().patch().equals(denoiser.patch()))
                .thenComparingDouble(it -> distance(it.denoiser(), denoiser)));
  }

  private static double distance(Denoiser a, Denoiser b) {
    return Math.abs(Math.log((double) a.parameters() / Math.max(1, b.parameters())));
  }

  private static List<Model> models() {
    return Presets.all().stream().map(Preset::model).flatMap(Optional::stream).toList();
  }

  /** The latent space of most image models: 8 pixels along each side. */
  static LatentSpace space(Denoiser denoiser) {
    return new LatentSpace(
        new Grid(1, STRIDE, STRIDE), true, Math.max(1, denoiser.latentChannels()));
  }

  /** A square image of about a megapixel that the denoiser can make. */
  static Request request(Denoiser denoiser, LatentSpace space) {
    Grid unit = denoiser.patch().times(space.stride());
    boolean text = denoiser.forward(denoiser.smallest()).textTokens() > 0;
    return new Request(
        new Grid(1, side(unit.height()), side(unit.width())),
        1,
        text ? TEXT_TOKENS : 0,
        1,
        STEPS,
        PASSES);
  }

  private static long side(long unit) {
    return Checks.product(Math.max(1, SIDE / unit), unit);
  }

  /** Encoder tokens of the model whose pipeline has an encoder of the same class. */
  static Optional<Taken<Long>> tokens(Optional<Model> like, TextNetwork network) {
    return like.stream()
        .flatMap(model -> model.encoders().stream().map(it -> new Pair(model, it)))
        .filter(it -> it.encoder().network().className().equals(network.className()))
        .flatMap(it -> Stream.of(new Taken<>(it.encoder().tokens(), "as in " + it.model().name())))
        .findFirst();
  }

  private record Pair(Model model, Model.TextEncoder encoder) {}
}

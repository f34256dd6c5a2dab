package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Work of one pass of the image models against published figures, and against formulas that know
 * nothing of ops: 8 D^2 FLOP of projections a token and layer, 16 D^2 of a feed-forward part (6 D F
 * of a gated one), 4 T^2 D of attention a layer.
 */
class ImageFlopsTest {
  /** Counts of a pass without what published counts leave out. */
  static Counts published(Preset preset, Grid latent, long textTokens) {
    Denoiser denoiser = preset.model().orElseThrow().denoiser();
    Counts total = Counts.ZERO;
    for (Part part : denoiser.forward(new Denoiser.Input(latent, textTokens, 1)).parts()) {
      if (!preset.beyondPublished().contains(part.name())) {
        List<CountedOp> ops = part.ops().stream().filter(op -> !beyond(preset, op.name())).toList();
        total = total.plus(new Part(part.name(), ops, part.count()).counts());
      }
    }
    return total;
  }

  private static boolean beyond(Preset preset, String op) {
    return preset.beyondPublished().stream()
        .anyMatch(name -> op.equals(name) || op.endsWith(" " + name));
  }

  private static double square(double x) {
    return x * x;
  }

  private static Arguments joint(String name, double tokens, double text, Layers layers) {
    double all = tokens + text;
    return arguments(
        name,
        (long) text,
        layers.count * all * (8 * square(layers.width) + layers.mlp),
        layers.count * 4 * square(all) * layers.width);
  }

  /**
   * Layers of a model.
   *
   * @param count L
   * @param width D
   * @param mlp FLOP of the feed-forward part for a token
   */
  private record Layers(double count, double width, double mlp) {
    static Layers plain(double count, double width) {
      return new Layers(count, width, 16 * square(width));
    }

    static Layers gated(double count, double width, double hidden) {
      return new Layers(count, width, 6 * width * hidden);
    }
  }

  static Stream<Arguments> models() {
    return Stream.of(
        joint("FLUX.1-dev", 4096, 512, Layers.plain(57, 3072)),
        joint("FLUX.1-schnell", 4096, 256, Layers.plain(57, 3072)),
        joint("SD3.5-Large", 4096, 333, Layers.plain(38, 2432)),
        joint("FLUX.2-dev", 4096, 512, Layers.gated(56, 6144, 18432)),
        joint("FLUX.2-klein-4B", 4096, 512, Layers.gated(25, 3072, 9216)),
        joint("FLUX.2-klein-base-4B", 4096, 512, Layers.gated(25, 3072, 9216)),
        joint("Qwen-Image", 4096, 32, Layers.plain(60, 3072)),
        joint("Z-Image-Turbo", 4096, 32, Layers.gated(30, 3840, 10240)),
        joint("DiT-XL-2-256", 256, 0, Layers.plain(28, 1152)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aPassIsAsTheFormulaSays(String name, long text, double linear, double attention) {
    Preset preset = Presets.of(name);
    Model model = preset.model().orElseThrow();
    Counts counts = published(preset, model.latent(model.defaults().pixels()), text);
    assertEquals(linear, counts.linearFlops().value(), 0.01 * linear);
    assertEquals(attention, counts.attentionFlops().value(), 0.001 * attention);
  }

  /**
   * Linear TFLOP of huggingface/diffusers' benchmarks (torchprofile, FLUX.1-dev: 59.523 with the
   * embedders); the attention is 4 T^2 D a layer.
   */
  @Test
  void fluxIsAsPublished() {
    Counts dev = published(Presets.of("FLUX.1-dev"), Grid.square(128), 512);
    assertEquals(59.49e12, dev.linearFlops().value(), 0.001 * 59.49e12);
    assertEquals(14.87e12, dev.attentionFlops().value(), 0.001 * 14.87e12);
    Counts schnell = published(Presets.of("FLUX.1-schnell"), Grid.square(128), 256);
    assertEquals(56.18e12, schnell.linearFlops().value(), 0.001 * 56.18e12);
    assertEquals(13.27e12, schnell.attentionFlops().value(), 0.001 * 13.27e12);
  }

  /**
   * Linear attention 4 T D K, cross-attention 4 T S D, keys and values of the text once a layer.
   */
  @Test
  void sanaIsLinearInItsTokens() {
    double tokens = 128 * 128;
    double width = 2240;
    Counts counts = published(Presets.of("SANA-1.6B-4K"), Grid.square(128), 300);
    double linear =
        20 * (tokens * (12 * square(width) + 6 * width * 5600) + 300 * 4 * square(width));
    assertEquals(linear, counts.linearFlops().value(), 0.005 * linear);
    double attention = 20 * 4 * tokens * width * (32 + 300);
    assertEquals(attention, counts.attentionFlops().value(), 0.005 * attention);
  }

  @Test
  void pixArtReadsTheTextInEachBlock() {
    Counts counts = published(Presets.of("PixArt-Sigma-1024"), Grid.square(128), 300);
    double linear = 28 * square(1152) * (4096 * (24 + 4) + 300 * 4);
    assertEquals(linear, counts.linearFlops().value(), 1);
    double attention = 28 * 4 * 4096.0 * 1152 * (4096 + 300);
    assertEquals(attention, counts.attentionFlops().value(), 1);
  }

  /** The first 13 of 24 blocks attend over the image once more; the last drops the text. */
  @Test
  void stableDiffusion35MediumAttendsTwice() {
    Counts counts = published(Presets.of("SD3.5-Medium"), Grid.square(128), 333);
    double last = 333 * 18 * square(1536);
    double linear = square(1536) * (24 * 24 * 4429.0 + 13 * 8 * 4096.0) - last;
    assertEquals(linear, counts.linearFlops().value(), 1);
    double attention = 4 * 1536 * (24 * square(4429) + 13 * square(4096));
    assertEquals(attention, counts.attentionFlops().value(), 1);
  }

  /** Two of four experts of 6912 and one of 3584; 384 text tokens, with a dense part of 6912. */
  @Test
  void hiDreamRunsThreeExpertsAToken() {
    Counts counts = published(Presets.of("HiDream-I1-Full"), Grid.square(128), 128);
    double width = 2560;
    double mixture = 6 * width * (2 * 6912 + 3584) + 2 * width * 4;
    double dual = 4480 * 8 * square(width) + 4096 * mixture + 384 * 6 * width * 6912;
    double single = 4480 * (8 * square(width) + mixture);
    double linear = 16 * dual + 32 * single;
    assertEquals(linear, counts.linearFlops().value(), 1e-9 * linear);
    double attention = 48 * 4 * square(4480) * width;
    assertEquals(attention, counts.attentionFlops().value(), 1);
  }
}

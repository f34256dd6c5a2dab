package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One pass of the video models costs what was published, or what the layers' sizes give. */
class VideoWorkTest {
  private static boolean named(String name, List<String> names) {
    return names.stream().anyMatch(it -> name.equals(it) || name.endsWith(" " + it));
  }

  /** The blocks alone: without what published counts leave out. */
  private static Counts blocks(Preset preset, ForwardPass pass) {
    List<String> beyond = preset.beyondPublished();
    Counts total = Counts.ZERO;
    for (Part part : pass.parts()) {
      if (!beyond.contains(part.name())) {
        List<CountedOp> ops = part.ops().stream().filter(it -> !named(it.name(), beyond)).toList();
        total = total.plus(Counts.of(ops).times(part.count()));
      }
    }
    return total;
  }

  private static ForwardPass pass(Preset preset, String tokens, long text) {
    String[] sides = tokens.split("x", -1);
    Grid grid =
        new Grid(Long.parseLong(sides[0]), Long.parseLong(sides[1]), Long.parseLong(sides[2]));
    Denoiser denoiser = preset.model().orElseThrow().denoiser();
    return denoiser.forward(new Denoiser.Input(grid.times(denoiser.patch()), text, 1));
  }

  private static ForwardPass byDefault(Preset preset) {
    return preset.model().orElseThrow().forward(preset.model().orElseThrow().defaults());
  }

  /** Source: the linear and attention TFLOP of a forward pass beside published generation times. */
  @ParameterizedTest
  @CsvSource({
    "CogVideoX-2B, 13x30x45, 226, 47.18, 72.8",
    "CogVideoX-5B, 13x30x45, 226, 169.1, 163.08",
    "ConsisID (CogVideoX-5B based), 13x30x45, 226, 169.1, 163.08",
    "HunyuanVideo, 33x45x80, 256, 1617.92, 10450.45",
    "HunyuanVideo, 30x48x80, 256, 1568.99, 9828.01",
    "HunyuanVideo, 33x60x60, 256, 1617.92, 10450.45",
    "'FastHunyuan (HunyuanVideo arch, 6 steps)', 33x45x80, 256, 1617.92, 10450.45",
    "Open-Sora 2.0, 33x36x64, 512, 988.19, 4103.73",
  })
  void oneForwardPassIsAsPublished(
      String name, String tokens, long text, double linear, double attention) {
    Preset preset = Presets.of(name);
    Counts counts = blocks(preset, pass(preset, tokens, text));
    assertEquals(linear, counts.linearFlops().value() / 1e12, 0.001 * linear);
    assertEquals(attention, counts.attentionFlops().value() / 1e12, 0.001 * attention);
  }

  /** Source: Xi et al., Sparse VideoGen, arXiv 2502.01776, table 1: 612.37 PFLOPS. */
  @Test
  void fiftyStepsOfHunyuanVideoAreAsPublished() {
    Preset hunyuan = Presets.of("HunyuanVideo");
    double flops = 50 * pass(hunyuan, "33x45x80", 256).counts().flops().value();
    assertEquals(612.37e15, flops, 0.02 * 612.37e15);
  }

  /** d = 3072, text stream 1536, F = 8192 and 4096 gated; the last block leaves the text alone. */
  @Test
  void mochiCostsWhatItsTwoStreamsCost() {
    Preset mochi = Presets.of("Mochi-1-preview");
    Counts counts = blocks(mochi, byDefault(mochi));
    double d = 3072;
    double c = 1536;
    double video = 44520 * (4 * d * d + 3 * d * 8192);
    double textIn = 256 * 3 * c * d;
    double textOut = 256 * (d * c + 3 * c * 4096);
    assertEquals(48 * (video + textIn) + 47 * textOut, counts.linearMacs().value(), 1);
    assertEquals(48 * 2 * 44776.0 * 44776.0 * d, counts.attentionMacs().value(), 1);
  }

  /** d = 2304: 6 d^2 and 2 d F a token, 2 d^2 a text token; self- and cross-attention. */
  @Test
  void allegroCostsWhatItsLayersCost() {
    Preset allegro = Presets.of("Allegro");
    Counts counts = blocks(allegro, byDefault(allegro));
    double d = 2304;
    double tokens = 79200;
    assertEquals(
        32 * (tokens * (6 * d * d + 2 * d * 9216) + 512 * 2 * d * d),
        counts.linearMacs().value(),
        1);
    assertEquals(32 * 2 * tokens * d * (tokens + 512), counts.attentionMacs().value(), 1);
  }

  /** d = 1152, 16 frames of 1024 places: the spatial blocks read 120 text tokens in each frame. */
  @Test
  void latteCostsWhatItsTwoKindsOfBlocksCost() {
    Preset latte = Presets.of("Latte-1");
    Counts counts = blocks(latte, byDefault(latte));
    double d = 1152;
    double tokens = 16 * 1024;
    double spatial = tokens * (6 * d * d + 2 * d * 4608) + 16 * 120 * 2 * d * d;
    double temporal = tokens * (4 * d * d + 2 * d * 4608);
    assertEquals(28 * (spatial + temporal), counts.linearMacs().value(), 1);
    assertEquals(28 * 2 * tokens * d * (1024 + 120 + 16), counts.attentionMacs().value(), 1);
  }

  /** d = 3072, 44880 + 224 tokens: 12 d^2 a token, text and video alike. */
  @Test
  void cogVideoX15CostsWhatItsLayersCost() {
    Preset cog = Presets.of("CogVideoX1.5-5B");
    Counts counts = blocks(cog, byDefault(cog));
    double d = 3072;
    double tokens = 44880 + 224;
    assertEquals(42 * tokens * 12 * d * d, counts.linearMacs().value(), 1);
    assertEquals(42 * 2 * tokens * tokens * d, counts.attentionMacs().value(), 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CogVideoX-2B",
        "CogVideoX-5B",
        "CogVideoX1.5-5B",
        "ConsisID (CogVideoX-5B based)",
        "HunyuanVideo",
        "FastHunyuan (HunyuanVideo arch, 6 steps)",
        "Mochi-1-preview",
        "Allegro",
        "Latte-1",
        "Open-Sora 2.0"
      })
  void whatPublishedCountsLeaveOutExists(String name) {
    Preset preset = Presets.of(name);
    ForwardPass pass = byDefault(preset);
    for (String beyond : preset.beyondPublished()) {
      boolean found =
          pass.parts().stream()
              .anyMatch(
                  part ->
                      part.name().equals(beyond)
                          || part.ops().stream().anyMatch(op -> named(op.name(), List.of(beyond))));
      assertTrue(found, name + ": " + beyond);
    }
  }

  /** Twice the clips: twice the products, whatever is shared between them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CogVideoX-2B",
        "ConsisID (CogVideoX-5B based)",
        "HunyuanVideo",
        "Allegro",
        "Latte-1",
        "Open-Sora 2.0"
      })
  void twoClipsCostTwice(String name) {
    Preset preset = Presets.of(name);
    Denoiser denoiser = preset.model().orElseThrow().denoiser();
    Denoiser.Input one = denoiser.smallest();
    Counts once = denoiser.forward(one).counts();
    Counts twice = denoiser.forward(new Denoiser.Input(one.latent(), one.textTokens(), 2)).counts();
    assertEquals(2 * once.macs().exact(), twice.macs().exact());
  }
}

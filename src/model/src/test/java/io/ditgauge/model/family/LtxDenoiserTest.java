package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.config.Imported;
import java.util.List;
import org.junit.jupiter.api.Test;

class LtxDenoiserTest {
  private static final String LTX = "LTXVideoTransformer3DModel";

  /** Values: a-r-r-o-w/LTX-Video-0.9.7-diffusers transformer/config.json. */
  private static final String LTX_13B =
      """
      "activation_fn": "gelu-approximate", "attention_bias": true, "attention_head_dim": 128,
      "attention_out_bias": true, "caption_channels": 4096, "cross_attention_dim": 4096,
      "in_channels": 128, "norm_elementwise_affine": false, "norm_eps": 1e-06,
      "num_attention_heads": 32, "num_layers": 48, "out_channels": 128, "patch_size": 1,
      "patch_size_t": 1, "qk_norm": "rms_norm_across_heads"
      """;

  private static Denoiser ltx(String keys) {
    return CrossVideoConfigs.denoiser(LTX, keys);
  }

  /** Source: a-r-r-o-w/finetrainers docs/training/ltx_video.md (full fine-tuning). */
  @Test
  void theDefaultsOfTheLibraryAreThe2B() {
    Imported imported = CrossVideoConfigs.read(CrossVideoConfigs.json(LTX, ""));
    assertEquals(1_923_385_472L, imported.network().parameters());
    assertTrue(imported.assumed().contains("num_layers=28"), imported.assumed().toString());
  }

  /** Source: Lightricks/LTX-Video-0.9.7-dev: files of 4.87 + 4 x 4.97 + 1.34 GB in bfloat16. */
  @Test
  void a13BConfigurationHasTheParametersOfItsFiles() {
    Imported imported = CrossVideoConfigs.read(CrossVideoConfigs.json(LTX, LTX_13B));
    assertEquals(26.09e9 / 2, (double) imported.network().parameters(), 6 * 0.005e9 / 2);
    assertEquals(List.of(), imported.assumed());
    assertEquals(List.of(), imported.unknown());
  }

  /**
   * Source: the data set diffusers/benchmarks (torchprofile, 167566 GFLOP, attention not counted),
   * at 7392 video tokens and 256 text tokens.
   */
  @Test
  void theLinearPartIsAsProfiled() {
    ForwardPass pass = ltx(LTX_13B).forward(new Denoiser.Input(new Grid(21, 16, 22), 256, 1));
    assertEquals(7392, pass.tokens());
    double all = pass.counts().linearFlops().value();
    assertEquals(167.566e12, all, 0.001 * 167.566e12);
    assertEquals(167.537e12, all, 0.001e12);
    double blocks = CrossVideoConfigs.part(pass, "block").counts().linearFlops().value();
    assertEquals(167.504e12, blocks, 0.0005e12);
  }

  @Test
  void affineNormsHaveWeights() {
    assertEquals(
        ltx("").parameters() + 28 * 2 * 2048,
        ltx("\"norm_elementwise_affine\": true").parameters());
  }

  @Test
  void largerPatchesTakeLatentChannelsOfAToken() {
    Denoiser patched = ltx("\"patch_size\": 2, \"in_channels\": 512, \"out_channels\": 512");
    assertEquals(128, patched.latentChannels());
    assertEquals(
        4 * 3 * 5, patched.forward(new Denoiser.Input(new Grid(4, 6, 10), 128, 1)).tokens());
  }

  @Test
  void impossibleValuesAreRefusedByKeyAndRule() {
    String narrow = CrossVideoConfigs.refusal(LTX, "\"cross_attention_dim\": 1024");
    assertTrue(
        narrow.contains(
            "cross_attention_dim must be num_attention_heads x attention_head_dim = 2048:"
                + " cross_attention_dim=1024"),
        narrow);
    String gated = CrossVideoConfigs.refusal(LTX, "\"activation_fn\": \"geglu\"");
    assertTrue(gated.contains("activation_fn must be one of gelu-approximate"), gated);
    String broken = CrossVideoConfigs.refusal(LTX, "\"patch_size\": 3");
    assertTrue(broken.contains("must divide in_channels"), broken);
  }
}

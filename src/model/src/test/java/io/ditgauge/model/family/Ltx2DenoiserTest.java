package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.config.Imported;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ltx2DenoiserTest {
  private static final String LTX2 = "LTX2VideoTransformer3DModel";

  /** Values: huggingface/diffusers scripts/convert_ltx2_to_diffusers.py, version 2.0. */
  private static final String PUBLISHED =
      """
      "in_channels": 128, "out_channels": 128, "patch_size": 1, "patch_size_t": 1,
      "num_attention_heads": 32, "attention_head_dim": 128, "cross_attention_dim": 4096,
      "vae_scale_factors": [8, 32, 32], "pos_embed_max_pos": 20, "base_height": 2048,
      "base_width": 2048, "audio_in_channels": 128, "audio_out_channels": 128,
      "audio_patch_size": 1, "audio_patch_size_t": 1, "audio_num_attention_heads": 32,
      "audio_attention_head_dim": 64, "audio_cross_attention_dim": 2048, "audio_scale_factor": 4,
      "audio_pos_embed_max_pos": 20, "audio_sampling_rate": 16000, "audio_hop_length": 160,
      "num_layers": 48, "activation_fn": "gelu-approximate", "qk_norm": "rms_norm_across_heads",
      "norm_elementwise_affine": false, "norm_eps": 1e-6, "caption_channels": 3840,
      "attention_bias": true, "attention_out_bias": true, "rope_theta": 10000.0,
      "causal_offset": 1
      """;

  /** Extras of LTX-2.3: gates and modulated text. */
  private static final String GATED =
      """
      "gated_attn": true, "audio_gated_attn": true, "cross_attn_mod": true,
      "audio_cross_attn_mod": true, "use_prompt_embeddings": false, "perturbed_attn": true
      """;

  private static Denoiser ltx2(String keys) {
    return CrossVideoConfigs.denoiser(LTX2, keys);
  }

  /** Source: Hugging Face's total for Lightricks/LTX-2, in unslothai/unsloth's catalogue. */
  @Test
  void thePublishedConfigurationHasTheParametersOfItsCheckpoint() {
    Imported imported = CrossVideoConfigs.read(CrossVideoConfigs.json(LTX2, PUBLISHED));
    assertEquals(18_876_174_592L, imported.network().parameters());
    assertEquals(List.of(), imported.unknown());
    assertEquals(18_876_174_592L, ltx2("").parameters());
  }

  /** Derived: 25 audio tokens a second (16000 / 160 / 4), 121 frames at 24 a second. */
  @Test
  void theAudioIsAsLongAsTheVideo() {
    ForwardPass pass = ltx2("").forward(new Denoiser.Input(new Grid(16, 16, 24), 1024, 1));
    assertEquals(6144, pass.tokens());
    assertEquals(
        new Sdpa(1, 32, 32, 6144, 126, 64),
        CrossVideoConfigs.op(pass, "video block", "exchange cross attention").op());
    assertEquals(
        new Sdpa(1, 32, 32, 126, 6144, 64),
        CrossVideoConfigs.op(pass, "audio block", "exchange cross attention").op());
  }

  /** Derived: 14 D^2 a token as in LTX-Video, and D^2 for queries and outputs of half the width. */
  @Test
  void theVideoBlockIsThatOfLtxVideoAndAnAttentionToTheAudio() {
    ForwardPass pass = ltx2("").forward(new Denoiser.Input(new Grid(16, 16, 24), 1024, 1));
    long square = 4096L * 4096;
    assertEquals(
        48 * (15 * square * 6144 + 2 * square * 1024 + 2 * 2048L * 2048 * 126),
        CrossVideoConfigs.part(pass, "video block").counts().linearMacs().exact());
  }

  /** Derived from the shapes of transformer_ltx2.py: what LTX-2.3 adds and leaves out. */
  @Test
  void gatesAndModulatedTextHaveTheirWeights() {
    long expected = 18_876_174_592L;
    for (long width : new long[] {4096, 2048}) {
      long square = width * width;
      long gates = 3 * (width * 32 + 32);
      long tables = 3 * width + 2 * width;
      long wider = 3 * square + 3 * width;
      long textTimes = 256 * width + width + square + width + 2 * square + 2 * width;
      long captions = 3840 * width + width + square + width;
      expected += 48 * (gates + tables) + wider + textTimes - captions;
    }
    assertEquals(expected, ltx2(GATED).parameters());
  }

  @Test
  void impossibleValuesAreRefusedByKeyAndRule() {
    String narrow = CrossVideoConfigs.refusal(LTX2, "\"audio_cross_attention_dim\": 4096");
    assertTrue(narrow.contains("audio_cross_attention_dim must be"), narrow);
    String patched = CrossVideoConfigs.refusal(LTX2, "\"audio_patch_size\": 2");
    assertTrue(patched.contains("audio_patch_size=2"), patched);
  }
}

package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.OpList;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import java.util.ArrayList;
import java.util.List;

/**
 * LTX-2: a wide stream of video tokens and a narrow one of audio tokens, each with blocks as in
 * LTX-Video, that attend to each other in every layer.
 *
 * <p>Layout: huggingface/diffusers, transformer_ltx2.py ({@code LTX2VideoTransformer3DModel}). A
 * layer runs as its video part, then its audio part, which changes no count. The audio is as long
 * as the video at 24 frames a second, the model's default.
 *
 * @param layers L
 * @param video the video stream
 * @param audio the audio stream
 * @param clock how long the audio of a video is
 * @param textWidth width of the text tokens; 0 where they come with the width of each stream
 */
record Ltx2Denoiser(long layers, Ltx2Stream video, Ltx2Stream audio, Clock clock, long textWidth)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "LTX2VideoTransformer3DModel";

  private static final long FRAMES_PER_SECOND = 24;

  /**
   * Audio tokens of a video: {@code latents / second x seconds}, rounded.
   *
   * @param framesPerLatent video frames of a latent frame, but for the first, which has one
   * @param samplesPerSecond audio samples
   * @param samplesPerToken audio samples of a token
   */
  record Clock(long framesPerLatent, long samplesPerSecond, long samplesPerToken) {
    /** Validates the numbers. */
    Clock {
      dimension(CLASS, "frames of a latent", framesPerLatent);
      dimension(CLASS, "audio_sampling_rate", samplesPerSecond);
      dimension(CLASS, "samples of an audio token", samplesPerToken);
    }

    long audioTokens(long latentFrames) {
      long frames = sum(product(latentFrames - 1, framesPerLatent), 1);
      double tokens =
          (double) product(frames, samplesPerSecond) / product(FRAMES_PER_SECOND, samplesPerToken);
      return Math.max(1, Math.round(tokens));
    }
  }

  /** Reads the configuration, with the library's defaults. */
  static Ltx2Denoiser read(Keys keys) {
    ignored(keys);
    KeyChecks.choice(keys, "activation_fn", "gelu-approximate", List.of("gelu-approximate"));
    boolean bias = keys.flag("attention_bias", true);
    boolean outBias = keys.flag("attention_out_bias", true);
    boolean affine = keys.flag("norm_elementwise_affine", false);
    Ltx2Stream video =
        new Ltx2Stream(
            attention(keys, "", new long[] {32, 128}, bias, outBias),
            LtxDenoiser.latent(keys),
            affine,
            keys.flag("cross_attn_mod", false));
    Ltx2Stream audio =
        new Ltx2Stream(
            attention(keys, "audio_", new long[] {32, 64}, bias, outBias),
            audioLatent(keys),
            affine,
            keys.flag("audio_cross_attn_mod", false));
    boolean embedded = keys.flag("use_prompt_embeddings", true);
    return new Ltx2Denoiser(
        keys.integer("num_layers", 48),
        video,
        audio,
        clock(keys),
        embedded
            ? dimension(CLASS, "caption_channels", keys.integer("caption_channels", 3840))
            : 0);
  }

  private static void ignored(Keys keys) {
    keys.ignore(
        "qk_norm",
        "norm_eps",
        "pos_embed_max_pos",
        "base_height",
        "base_width",
        "audio_pos_embed_max_pos",
        "rope_theta",
        "rope_double_precision",
        "rope_type",
        "causal_offset",
        "timestep_scale_multiplier",
        "cross_attn_timestep_scale_multiplier",
        "perturbed_attn");
  }

  private static AttentionLayer attention(
      Keys keys, String prefix, long[] byDefault, boolean bias, boolean outBias) {
    AttentionLayer attention =
        AttentionLayer.of(
            keys.integer(prefix + "num_attention_heads", byDefault[0]),
            keys.integer(prefix + "attention_head_dim", byDefault[1]),
            new AttentionLayer.Style(
                bias, outBias, false, keys.flag(prefix + "gated_attn", false)));
    KeyChecks.fixed(
        keys,
        prefix + "cross_attention_dim",
        attention.width(),
        prefix + "num_attention_heads x " + prefix + "attention_head_dim");
    return attention;
  }

  private static LtxDenoiser.Latent audioLatent(Keys keys) {
    KeyChecks.fixed(keys, "audio_patch_size", 1, "that of the published models");
    KeyChecks.fixed(keys, "audio_patch_size_t", 1, "that of the published models");
    return new LtxDenoiser.Latent(
        keys.integer("audio_in_channels", 128),
        keys.integer("audio_out_channels", 128),
        Grid.cube(1));
  }

  private static Clock clock(Keys keys) {
    return new Clock(
        KeyChecks.grid(keys, "vae_scale_factors", new Grid(8, 32, 32)).frames(),
        keys.integer("audio_sampling_rate", 16000),
        product(keys.integer("audio_hop_length", 160), keys.integer("audio_scale_factor", 4)));
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return video.latent().patch();
  }

  @Override
  public long latentChannels() {
    return video.latent().in() / patch().elements();
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        "Audio of other lengths than that of the video at 24 frames a second.",
        "Times of single tokens: with frames given as conditions, each token has a modulation of"
            + " its own.");
  }

  @Override
  public ForwardPass forward(Input input) {
    dimension(CLASS, "textTokens", input.textTokens());
    long tokens = input.latent().over("latent", patch()).elements();
    long text = input.textTokens();
    long audioTokens = clock.audioTokens(input.latent().frames());
    Ltx2Stream.Extent seen = new Ltx2Stream.Extent(input.batch(), tokens, audioTokens, text);
    Ltx2Stream.Extent heard = new Ltx2Stream.Extent(input.batch(), audioTokens, tokens, text);
    List<Part> parts = new ArrayList<>();
    parts.add(part("patch embedding", video.patches(seen), audio.patches(heard)));
    parts.add(part("time embedding", video.times(seen), audio.times(heard)));
    if (textWidth > 0) {
      parts.add(part("text embedding", video.text(seen, textWidth), audio.text(heard, textWidth)));
    }
    if (textModulated()) {
      parts.add(part("text modulation", video.textTimes(seen), audio.textTimes(heard)));
    }
    boolean both = textModulated();
    parts.add(new Part("video block", video.block(seen, exchange(video, audio), both), layers));
    parts.add(new Part("audio block", audio.block(heard, exchange(audio, video), both), layers));
    parts.add(part("final layer", video.finalLayer(seen), audio.finalLayer(heard)));
    return new ForwardPass(parts, tokens, text);
  }

  private boolean textModulated() {
    return video.crossModulated() || audio.crossModulated();
  }

  /** Attention of a stream to the other, in both directions with the heads of the audio stream. */
  private AttentionLayer exchange(Ltx2Stream queries, Ltx2Stream keys) {
    AttentionLayer heads = audio.attention();
    return new AttentionLayer(
        queries.width(),
        keys.width(),
        heads.heads(),
        heads.headWidth(),
        queries.attention().style());
  }

  private static Part part(String name, List<CountedOp> video, List<CountedOp> audio) {
    return new Part(name, new OpList().addAll("video", video).addAll("audio", audio).build(), 1);
  }
}

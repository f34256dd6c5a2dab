package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import java.util.ArrayList;
import java.util.List;

/**
 * Mochi 1: dual-stream blocks whose text stream is narrower than the video stream; the last block
 * reads the text and leaves it.
 *
 * <p>Layout: huggingface/diffusers, transformer_mochi.py ({@code MochiTransformer3DModel}) and
 * embeddings.py.
 *
 * @param layers L
 * @param heads H and K
 * @param patches how the latent becomes tokens
 * @param text widths of the text and of the time features
 * @param feedForward the function between the matrices
 */
record MochiDenoiser(
    long layers, VideoHeads heads, Patches patches, Text text, FeedForwardKind feedForward)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "MochiTransformer3DModel";

  private static final long POOL_HEADS = 8;

  /**
   * Patches.
   *
   * @param in latent channels taken
   * @param out latent channels predicted
   * @param side latent rows and columns of a token
   */
  record Patches(long in, long out, long side) {}

  /**
   * Text and time.
   *
   * @param sequence width of the text tokens as encoded
   * @param stream width of the text stream
   * @param time sinusoidal features of the time
   */
  record Text(long sequence, long stream, long time) {}

  /** Tokens, rows and width of one stream. */
  private record Stream(long tokens, long rows, long width) {
    long hidden() {
      return 4 * width * 2 / 3;
    }
  }

  /** Validates what the ops cannot see. */
  MochiDenoiser {
    dimension(CLASS, "num_layers", layers);
    divides(CLASS, "2", 2, "attention_head_dim", heads.headWidth());
    divides(CLASS, "heads of the text pooling", POOL_HEADS, "text_embed_dim", text.sequence());
  }

  /** Reads the configuration, with the library's defaults. */
  static MochiDenoiser read(Keys keys) {
    keys.ignore("max_sequence_length");
    if (!keys.text("qk_norm", "rms_norm").equals("rms_norm")) {
      throw keys.refuse("qk_norm", keys.text("qk_norm", ""), "rms_norm");
    }
    long in = keys.integer("in_channels", 12);
    return new MochiDenoiser(
        keys.integer("num_layers", 48),
        VideoHeads.read(keys, 24, 128),
        new Patches(
            in,
            keys.has("out_channels") ? keys.integer("out_channels") : in,
            keys.integer("patch_size", 2)),
        new Text(
            keys.integer("text_embed_dim", 4096),
            keys.integer("pooled_projection_dim", 1536),
            keys.integer("time_embed_dim", 256)),
        FeedForwardKind.read(keys, FeedForwardKind.SWIGLU));
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return new Grid(1, patches.side(), patches.side());
  }

  @Override
  public long latentChannels() {
    return patches.in();
  }

  @Override
  public List<String> leftOut() {
    return List.of("the mean over the text tokens that the pooling starts from");
  }

  @Override
  public ForwardPass forward(Input input) {
    VideoPass pass = VideoPass.of(this, input);
    long width = heads.width();
    List<Part> parts = new ArrayList<>();
    parts.add(
        Part.of(
            "patch embedding",
            new PatchEmbed(pass.batch(), patches.in(), input.latent(), patch(), width)));
    parts.add(
        Part.of("text embedding", new Linear(pass.textRows(), text.sequence(), text.stream(), 1)));
    parts.add(new Part("time and text conditions", conditions(pass), 1));
    parts.add(new Part("rotary frequencies", frequencies(pass.tokens()), 1));
    if (layers > 1) {
      parts.add(new Part("block", block(pass, false), layers - 1));
    }
    parts.add(new Part("last block", block(pass, true), 1));
    parts.add(new Part("final layer", finalLayer(pass, input.latent()), 1));
    return new ForwardPass(parts, pass.tokens(), pass.text());
  }

  /** The time, and the text pooled by attention from its mean. */
  private List<CountedOp> conditions(VideoPass pass) {
    long batch = pass.batch();
    long sequence = text.sequence();
    long keys = sum(pass.text(), 1);
    return new OpList()
        .addAll("timestep", Embedders.timestep(batch, text.time(), heads.width()))
        .linear("pool kv", product(batch, keys), sequence, product(2, sequence), true)
        .linear("pool q", batch, sequence, sequence, true)
        .add(
            "pool attention",
            new Sdpa(batch, POOL_HEADS, POOL_HEADS, 1, keys, sequence / POOL_HEADS))
        .linear("pool out", batch, sequence, heads.width(), true)
        .residual("sum", batch, heads.width())
        .build();
  }

  /** Learned frequencies for time, height and width, times the place of each token. */
  private List<CountedOp> frequencies(long tokens) {
    long angles = heads.width() / 2;
    return new OpList()
        .linear("angles", tokens, 3, angles, false)
        .add("sines and cosines", new Elementwise(Function.SINUSOID, product(tokens, angles), 1), 2)
        .build();
  }

  private List<CountedOp> block(VideoPass pass, boolean last) {
    Stream video = new Stream(pass.tokens(), pass.rows(), heads.width());
    Stream words = new Stream(pass.text(), pass.textRows(), text.stream());
    long headWidth = heads.headWidth();
    OpList ops =
        new OpList()
            .addAll("video", before(pass.batch(), video, 4))
            .addAll("text", before(pass.batch(), words, last ? 1 : 4))
            .add(
                "rotary embedding",
                new Rope(pass.batch(), heads.count(), pass.tokens(), headWidth),
                2)
            .add(
                "joint attention",
                new Attention(pass.batch(), heads.count(), pass.sequence(), headWidth))
            .addAll("video", after(pass.batch(), video));
    if (!last) {
      ops.addAll("text", after(pass.batch(), words));
    }
    return ops.build();
  }

  private List<CountedOp> before(long batch, Stream stream, long chunks) {
    long width = heads.width();
    return new OpList()
        .elementwise(Function.SILU, "condition activation", product(batch, width))
        .linear("modulation", batch, width, product(chunks, stream.width()), true)
        .addAll("attention", scaledNorm(stream))
        .linear("qkv", stream.rows(), stream.width(), product(3, width), false)
        .add("qk norm", Norm.rms(product(stream.rows(), heads.count()), heads.headWidth()), 2)
        .build();
  }

  private List<CountedOp> after(long batch, Stream stream) {
    long rows = stream.rows();
    long width = stream.width();
    return new OpList()
        .linear("attention out", rows, heads.width(), width, true)
        .addAll("attention", gatedNorm(batch, stream))
        .addAll("mlp", scaledNorm(stream))
        .addAll(feedForward.ops(rows, width, stream.hidden(), false))
        .addAll("mlp", gatedNorm(batch, stream))
        .build();
  }

  private static List<CountedOp> scaledNorm(Stream stream) {
    return new OpList()
        .norm("norm", plainNorm(stream))
        .add(
            "scale",
            new Elementwise(
                Function.BROADCAST_MULTIPLY,
                product(stream.rows(), stream.width()),
                stream.tokens()))
        .build();
  }

  private static List<CountedOp> gatedNorm(long batch, Stream stream) {
    return new OpList()
        .norm("output norm", plainNorm(stream))
        .elementwise(Function.TANH, "gate activation", product(batch, stream.width()))
        .gatedResidual("residual", stream.rows(), stream.width(), stream.tokens())
        .build();
  }

  private static Norm plainNorm(Stream stream) {
    return new Norm(Norm.Kind.RMS, stream.rows(), stream.width(), 0);
  }

  private List<CountedOp> finalLayer(VideoPass pass, Grid latent) {
    long rows = pass.rows();
    long width = heads.width();
    return new OpList()
        .addAll(new AdaLn(pass.batch(), width, 2).parts())
        .norm("norm", Norm.layer(rows, width, false))
        .modulate("modulate", rows, width, pass.tokens())
        .linear("projection", rows, width, product(patch().elements(), patches.out()), true)
        .add("unpatchify", new Unpatchify(pass.batch(), patches.out(), latent, patch()))
        .build();
  }
}

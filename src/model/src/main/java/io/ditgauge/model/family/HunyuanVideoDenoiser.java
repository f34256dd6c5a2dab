package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Rope;
import io.ditgauge.model.SingleBlock;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import java.util.ArrayList;
import java.util.List;

/**
 * HunyuanVideo: a refiner of the text, then dual-stream blocks, then single-stream blocks, with
 * attention over all frames.
 *
 * <p>Layout: huggingface/diffusers, transformer_hunyuan_video.py ({@code
 * HunyuanVideoTransformer3DModel}).
 *
 * @param depth layers of each kind
 * @param heads H and K
 * @param hidden F
 * @param patches how the latent becomes tokens
 * @param text text conditions
 * @param firstFrameKept whether the first frame is a given image with a modulation of its own
 */
record HunyuanVideoDenoiser(
    Depth depth, VideoHeads heads, long hidden, Patches patches, Text text, boolean firstFrameKept)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "HunyuanVideoTransformer3DModel";

  private static final long REFINER_RATIO = 4;

  /**
   * Layers.
   *
   * @param dual dual-stream blocks
   * @param single single-stream blocks
   * @param refiner blocks over the text alone
   */
  record Depth(long dual, long single, long refiner) {}

  /**
   * Patches.
   *
   * @param in latent channels taken
   * @param out latent channels predicted
   * @param extent latent elements of a token
   */
  record Patches(long in, long out, Grid extent) {}

  /**
   * Text conditions.
   *
   * @param sequence width of the text tokens
   * @param pooled width of the pooled text
   * @param guidance whether the guidance scale is embedded
   */
  record Text(long sequence, long pooled, boolean guidance) {}

  /** Validates what the ops cannot see. */
  HunyuanVideoDenoiser {
    divides(CLASS, "2", 2, "attention_head_dim", heads.headWidth());
  }

  /** Reads the configuration, with the library's defaults. */
  static HunyuanVideoDenoiser read(Keys keys) {
    keys.ignore("rope_theta");
    VideoHeads heads = VideoHeads.read(keys, 24, 128);
    axesFillTheHead(keys, heads.headWidth());
    if (!keys.text("qk_norm", "rms_norm").equals("rms_norm")) {
      throw keys.refuse("qk_norm", keys.text("qk_norm", ""), "rms_norm");
    }
    long side = keys.integer("patch_size", 2);
    return new HunyuanVideoDenoiser(
        new Depth(
            keys.integer("num_layers", 20),
            keys.integer("num_single_layers", 40),
            keys.integer("num_refiner_layers", 2)),
        heads,
        (long) (heads.width() * keys.number("mlp_ratio", 4)),
        new Patches(
            keys.integer("in_channels", 16),
            keys.integer("out_channels", 16),
            new Grid(keys.integer("patch_size_t", 1), side, side)),
        new Text(
            keys.integer("text_embed_dim", 4096),
            keys.integer("pooled_projection_dim", 768),
            keys.flag("guidance_embeds", true)),
        firstFrameKept(keys));
  }

  private static void axesFillTheHead(Keys keys, long headWidth) {
    List<Long> axes = keys.integers("rope_axes_dim", List.of(16L, 56L, 56L));
    if (axes.stream().mapToLong(Long::longValue).sum() != headWidth) {
      throw keys.refuse(
          "rope_axes_dim", axes, "widths that add up to attention_head_dim=" + headWidth);
    }
  }

  private static boolean firstFrameKept(Keys keys) {
    if (!keys.has("image_condition_type")) {
      return false;
    }
    String type = keys.text("image_condition_type", "");
    if (!type.equals("latent_concat") && !type.equals("token_replace")) {
      throw keys.refuse("image_condition_type", type, "latent_concat, token_replace or null");
    }
    return type.equals("token_replace");
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return patches.extent();
  }

  @Override
  public long latentChannels() {
    return patches.in();
  }

  @Override
  public List<String> leftOut() {
    return List.of("the mean over the text tokens that the refiner embeds");
  }

  @Override
  public ForwardPass forward(Input input) {
    VideoPass pass = VideoPass.of(this, input);
    List<Part> parts = new ArrayList<>();
    parts.add(
        Part.of(
            "patch embedding",
            new PatchEmbed(pass.batch(), patches.in(), input.latent(), patch(), heads.width())));
    parts.add(new Part("text refiner embedding", refinerEmbedding(pass), 1));
    repeat(parts, "text refiner block", refinerBlock(pass), depth.refiner());
    parts.add(new Part("time and text conditions", conditions(pass.batch()), 1));
    repeat(parts, "dual-stream block", dual(pass), depth.dual());
    repeat(parts, "single-stream block", single(pass), depth.single());
    parts.add(new Part("final layer", finalLayer(pass, input.latent()), 1));
    return new ForwardPass(parts, pass.tokens(), pass.text());
  }

  private static void repeat(List<Part> parts, String name, List<CountedOp> ops, long count) {
    if (count > 0) {
      parts.add(new Part(name, ops, count));
    }
  }

  private List<CountedOp> refinerEmbedding(VideoPass pass) {
    long width = heads.width();
    OpList.Widths widths = new OpList.Widths(text.sequence(), width, width);
    return new OpList()
        .addAll("timestep", Embedders.timestep(pass.batch(), width))
        .twoLayer("mean text", pass.batch(), widths, Function.SILU, true)
        .residual("sum", pass.batch(), width)
        .linear("text embedding", pass.textRows(), text.sequence(), width, true)
        .build();
  }

  private List<CountedOp> refinerBlock(VideoPass pass) {
    long rows = pass.textRows();
    long width = heads.width();
    return new OpList()
        .norm("attention norm", Norm.layer(rows, width, true))
        .linear("qkv", rows, width, product(3, width), true)
        .add(
            "attention", new Attention(pass.batch(), heads.count(), pass.text(), heads.headWidth()))
        .linear("attention out", rows, width, width, true)
        .addAll(new AdaLn(pass.batch(), width, 2).parts())
        .gatedResidual("attention residual", rows, width, pass.text())
        .norm("mlp norm", Norm.layer(rows, width, true))
        .addAll(FeedForwardKind.LINEAR_SILU.ops(rows, width, product(REFINER_RATIO, width), true))
        .gatedResidual("mlp residual", rows, width, pass.text())
        .build();
  }

  private List<CountedOp> conditions(long batch) {
    long width = heads.width();
    OpList ops = new OpList().addAll("timestep", Embedders.timestep(batch, width));
    if (firstFrameKept) {
      for (CountedOp op : Embedders.timestep(batch, width)) {
        ops.addShared("first frame " + op.name(), op.op(), 1);
      }
    }
    if (text.guidance()) {
      ops.addAll("guidance", Embedders.timestep(batch, width)).residual("sum", batch, width);
    }
    return ops.twoLayer(
            "pooled text",
            batch,
            new OpList.Widths(text.pooled(), width, width),
            Function.SILU,
            true)
        .residual("sum of conditions", batch, width)
        .build();
  }

  private List<CountedOp> dual(VideoPass pass) {
    long width = heads.width();
    JointBlock block =
        new JointBlock(pass.batch(), pass.tokens(), pass.text(), width, heads.count(), hidden);
    return block(block.parts(), pass, 6);
  }

  private List<CountedOp> single(VideoPass pass) {
    SingleBlock block =
        new SingleBlock(pass.batch(), pass.sequence(), heads.width(), heads.count(), hidden);
    return block(block.parts(), pass, 3);
  }

  /** The block with rotation of the video tokens alone, and a second modulation if there is one. */
  private List<CountedOp> block(List<CountedOp> parts, VideoPass pass, long chunks) {
    OpList ops = new OpList();
    if (firstFrameKept) {
      for (CountedOp op : new AdaLn(pass.batch(), heads.width(), chunks).parts()) {
        ops.addShared("first frame " + op.name(), op.op(), 1);
      }
    }
    for (CountedOp part : parts) {
      if (part.op() instanceof Rope) {
        ops.add(
            part.name(),
            new Rope(pass.batch(), heads.count(), pass.tokens(), heads.headWidth()),
            part.count());
      } else {
        ops.addAll(List.of(part));
      }
    }
    return ops.build();
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

package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * One forward pass of a whole class-conditional diffusion transformer, from the latent [B, C, N], a
 * time step and a label for each sample to the prediction [B, 2C, N].
 *
 * <table>
 *   <caption>Steps, for a batch of B with T tokens</caption>
 *   <tr><th>step</th><th>op</th></tr>
 *   <tr><td>patches to tokens, plus a fixed positional table [T, D]</td><td>{@link PatchEmbed}</td></tr>
 *   <tr><td>256 sinusoids of the time step, D, SiLU, D</td><td>{@link TimestepEmbedding}</td></tr>
 *   <tr><td>plus the label's row of a table [E, D]</td><td>{@link Lookup}</td></tr>
 *   <tr><td>L blocks, each with weights of its own</td><td>{@link DitBlock}</td></tr>
 *   <tr><td>tokens to patches of 2C channels</td><td>{@link FinalLayer}</td></tr>
 *   <tr><td>patches back in place</td><td>{@link Unpatchify}</td></tr>
 * </table>
 *
 * <p>Elements moved: the latent, the time steps, the positional table, the labels' rows and every
 * other weight read once, the prediction written. Of one frame it is the model of arXiv 2212.09748;
 * of several it is the same with patches in space and time and attention over all tokens.
 *
 * @param batch B
 * @param channels C
 * @param latent extent N of the latent
 * @param patch extent of a patch; divides the latent's
 * @param stack the blocks
 */
public record DitForward(long batch, long channels, Grid latent, Grid patch, Stack stack)
    implements Op {
  /** Type identifier. */
  public static final String TYPE = "dit-forward";

  /** Sinusoidal features of the time step. */
  public static final long TIMESTEP_FEATURES = DitModel.TIMESTEP_FEATURES;

  /**
   * The blocks of a model.
   *
   * @param layers L
   * @param width D
   * @param heads H
   * @param hidden F
   * @param labels E, rows of the label table
   */
  public record Stack(long layers, long width, long heads, long hidden, long labels) {
    /** Validates the dimensions. */
    public Stack {
      dimension(TYPE, "layers", layers);
      dimension(TYPE, "embed", width);
      dimension(TYPE, "heads", heads);
      dimension(TYPE, "hidden", hidden);
      dimension(TYPE, "labels", labels);
      divides(TYPE, "heads", heads, "embed", width);
    }
  }

  /** Validates the dimensions. */
  public DitForward {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "channels", channels);
    latent.over(TYPE, patch);
  }

  /** The forward pass of a model of the paper over square images. */
  public static DitForward of(DitModel model, long batch, long imageSide) {
    return new DitForward(
        batch,
        DitModel.CHANNELS,
        Grid.square(model.latentSide(imageSide)),
        Grid.square(model.patch()),
        new Stack(
            model.layers(),
            model.width(),
            model.heads(),
            product(DitModel.MLP_RATIO, model.width()),
            DitModel.LABELS));
  }

  /** The row of the label table of a sample: different ones as far as there are any. */
  public long label(long sample) {
    return stack.labels() - 1 - sample % stack.labels();
  }

  /** Tokens T of a sample. */
  public long tokens() {
    return latent.over(TYPE, patch).elements();
  }

  /** Channels of the prediction: noise and covariance. */
  public long outChannels() {
    return product(2, channels);
  }

  /** The embedding of the time steps. */
  public TimestepEmbedding timestep() {
    return new TimestepEmbedding(batch, TIMESTEP_FEATURES, stack.width());
  }

  /** The patch embedding. */
  public PatchEmbed patchEmbed() {
    return new PatchEmbed(batch, channels, latent, patch, stack.width());
  }

  /** One block. */
  public DitBlock block() {
    return new DitBlock(batch, tokens(), stack.width(), stack.heads(), stack.hidden());
  }

  /** Elements of a patch of the prediction. */
  public long outPatchElements() {
    return product(patch.elements(), outChannels());
  }

  /** The modulation of the final layer. */
  public AdaLn finalModulation() {
    return new AdaLn(batch, stack.width(), 2);
  }

  /** What puts the patches of the prediction in place. */
  public Unpatchify unpatchify() {
    return new Unpatchify(batch, outChannels(), latent, patch);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "batch", batch,
        "channels", channels,
        "frames", latent.frames(),
        "height", latent.height(),
        "width", latent.width(),
        "patchFrames", patch.frames(),
        "patchHeight", patch.height(),
        "patchWidth", patch.width(),
        "layers", stack.layers(),
        "embed", stack.width(),
        "heads", stack.heads(),
        "hidden", stack.hidden(),
        "labels", stack.labels());
  }

  @Override
  public Work work() {
    long width = stack.width();
    long weights = weightsMet(Math.min(batch, stack.labels()));
    return Composites.work(
        parts(),
        sum(product(batch, channels, latent.elements()), batch, product(tokens(), width), weights),
        product(batch, outChannels(), latent.elements()));
  }

  /** Elements of all weights, of the labels' table so many rows. */
  long weightsMet(long rowsOfLabels) {
    return parameters() - product(stack.labels() - rowsOfLabels, stack.width());
  }

  @Override
  public long parameters() {
    return Composites.parameters(parts());
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    long width = stack.width();
    long rows = product(batch, tokens());
    return new OpList()
        .add("patch embedding", patchEmbed())
        .add("positions", new Elementwise(Function.BROADCAST_ADD, product(rows, width), batch))
        .addAll(condition())
        .add("block", block(), stack.layers())
        .addAll(last())
        .build();
  }

  /** What the blocks are conditioned on. */
  List<CountedOp> condition() {
    return new OpList()
        .addAll("timestep", timestep().parts())
        .add("label embedding", new Lookup(batch, stack.width(), stack.labels()))
        .elementwise(Function.ADD, "condition", product(batch, stack.width()))
        .build();
  }

  /** What follows the blocks. */
  List<CountedOp> last() {
    long width = stack.width();
    long rows = product(batch, tokens());
    return new OpList()
        .addAll("final", finalModulation().parts())
        .norm("final norm", Norm.layer(rows, width, false))
        .modulate("final modulate", rows, width, tokens())
        .linear("final projection", rows, width, outPatchElements(), true)
        .add("unpatchify", unpatchify())
        .build();
  }

  @Override
  public String shape() {
    return shapeOf(batch);
  }

  /** The shape of as many samples. */
  String shapeOf(long samples) {
    return samples
        + "x"
        + channels
        + "x"
        + latent
        + ", P="
        + patch
        + ", L="
        + stack.layers()
        + ", D="
        + stack.width()
        + ", H="
        + stack.heads()
        + ", F="
        + stack.hidden();
  }
}

package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * One forward pass of a video diffusion transformer whose blocks attend in turn within frames and
 * across them, from the latent [B, C, N], a time step and a label for each sample to the prediction
 * [B, 2C, N].
 *
 * <table>
 *   <caption>Steps that differ from {@link DitForward}, with T frames of N' tokens</caption>
 *   <tr><th>step</th><th>attention</th></tr>
 *   <tr><td>patches to tokens, plus a fixed table of places [N', D]</td><td></td></tr>
 *   <tr><td>every other block, from the first: {@link DitBlock}, of whose tokens those of a frame
 *     meet</td><td>{@link FactorisedAttention#spatial}</td></tr>
 *   <tr><td>after the first block, plus a fixed table of times [T, D]</td><td></td></tr>
 *   <tr><td>the others: {@link DitBlock}, of whose tokens those of a place meet</td>
 *     <td>{@link FactorisedAttention#temporal}</td></tr>
 * </table>
 *
 * <p>Elements moved: as there, with both tables. Each sample has one modulation a block, whatever
 * the order of its tokens; the published code (Vchitect/Latte, models/latte.py) repeats the
 * condition for each frame and place and computes the same rows again. Source: Ma et al., Latte,
 * arXiv 2401.03048, variant 1.
 *
 * @param batch B
 * @param channels C
 * @param latent extent N of the latent
 * @param patch extent of a patch; divides the latent's
 * @param stack the blocks, an even number
 */
public record FactorisedForward(
    long batch, long channels, Grid latent, Grid patch, DitForward.Stack stack) implements Op {
  /** Type identifier. */
  public static final String TYPE = "factorised-forward";

  /** Validates the dimensions. */
  public FactorisedForward {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "channels", channels);
    latent.over(TYPE, patch);
    if (stack.layers() % 2 != 0) {
      throw new IllegalArgumentException(
          "layers must be even, half of them over space and half over time: layers="
              + stack.layers()
              + " (in "
              + TYPE
              + ")");
    }
  }

  /** The same model with attention over all tokens. */
  public DitForward whole() {
    return new DitForward(batch, channels, latent, patch, stack);
  }

  /** Frames and places of the tokens. */
  public Grid grid() {
    return latent.over(TYPE, patch);
  }

  /** Both attentions. */
  public FactorisedAttention attention() {
    return new FactorisedAttention(
        batch, stack.heads(), grid().frames(), grid().area(), stack.width() / stack.heads());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return whole().dimensions();
  }

  @Override
  public Work work() {
    long elements = product(batch, channels, latent.elements());
    return Composites.work(
        parts(),
        sum(
            elements,
            batch,
            product(sum(grid().frames(), grid().area()), stack.width()),
            whole().weightsMet(Math.min(batch, stack.labels()))),
        product(2, elements));
  }

  @Override
  public long parameters() {
    return whole().parameters();
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    DitForward whole = whole();
    long elements = product(batch, whole.tokens(), stack.width());
    long frames = product(batch, grid().frames());
    long places = product(batch, grid().area());
    return new OpList()
        .add("patch embedding", whole.patchEmbed())
        .add("places", new Elementwise(Function.BROADCAST_ADD, elements, frames))
        .addAll(whole.condition())
        .addAll("spatial", blocks(attention().spatial()))
        .add("times", new Elementwise(Function.BROADCAST_ADD, elements, places))
        .addAll("temporal", blocks(attention().temporal()))
        .addAll(whole.last())
        .build();
  }

  /** Half of the blocks, step by step, with that attention. */
  private List<CountedOp> blocks(Attention attention) {
    OpList result = new OpList();
    for (CountedOp part : whole().block().parts()) {
      Op op = part.op() instanceof Attention ? attention : part.op();
      result.add(part.name(), op, stack.layers() / 2);
    }
    return result.build();
  }

  @Override
  public String shape() {
    return whole().shape();
  }
}

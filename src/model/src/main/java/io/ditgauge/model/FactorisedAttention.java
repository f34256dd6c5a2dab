package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import java.util.List;
import java.util.Map;

/**
 * Attention over space and then over time: among the N tokens of each of the T frames, then among
 * the T frames at each of the N places.
 *
 * <p>Work: that of {@link Attention} with batch B T and N tokens, and with batch B N and T tokens;
 * the traffic is the sum of both. The products alone: a block puts projections around each, so each
 * has queries, keys and values of its own. Source: Ma et al., Latte, arXiv 2401.03048, variant 1.
 *
 * @param batch B
 * @param heads H
 * @param frames T
 * @param places N: tokens of one frame
 * @param headWidth K
 */
public record FactorisedAttention(long batch, long heads, long frames, long places, long headWidth)
    implements Op {
  /** Type identifier. */
  public static final String TYPE = "factorised-attention";

  /** Validates the dimensions. */
  public FactorisedAttention {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "heads", heads);
    dimension(TYPE, "frames", frames);
    dimension(TYPE, "places", places);
    dimension(TYPE, "headWidth", headWidth);
  }

  /** The attention within frames. */
  public Attention spatial() {
    return new Attention(product(batch, frames), heads, places, headWidth);
  }

  /** The attention across frames. */
  public Attention temporal() {
    return new Attention(product(batch, places), heads, frames, headWidth);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "batch", batch, "heads", heads, "frames", frames, "places", places, "headWidth", headWidth);
  }

  @Override
  public Work work() {
    return spatial().work().plus(temporal().work());
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    return new OpList()
        .add("spatial attention", spatial())
        .add("temporal attention", temporal())
        .build();
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public String shape() {
    return batch + "x" + heads + "x" + frames + "x" + places + "x" + headWidth;
  }
}

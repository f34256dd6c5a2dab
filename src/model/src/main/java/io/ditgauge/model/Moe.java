package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * Mixture of experts: a router sends each of M rows to A of E gated feed-forward experts, and the
 * outputs are added with the router's weights.
 *
 * <p>Work: M D E (router) + 3 A M D F MACs; elementwise M E (softmax) + 2 A M F (activation, gate)
 * + 2 A M D (weight, sum); M D, the router and min(E, A M) experts read, since a batch of many rows
 * meets <em>every</em> expert, M D written. {@link #parameters} are those of all experts, {@link
 * #activeParameters} those that one row meets. Left out: sorting rows by expert, and the imbalance
 * between experts. Source: Jiang et al., Mixtral, arXiv 2401.04088.
 *
 * @param rows M
 * @param width D
 * @param hidden F of one expert
 * @param experts E
 * @param active A, at most E
 */
public record Moe(long rows, long width, long hidden, long experts, long active) implements Op {
  /** Type identifier. */
  public static final String TYPE = "moe";

  /** Validates the dimensions. */
  public Moe {
    dimension(TYPE, "rows", rows);
    dimension(TYPE, "width", width);
    dimension(TYPE, "hidden", hidden);
    dimension(TYPE, "experts", experts);
    dimension(TYPE, "active", active);
    if (active > experts) {
      throw new IllegalArgumentException(
          "active must be at most experts: active="
              + active
              + ", experts="
              + experts
              + " (in "
              + TYPE
              + ")");
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "rows", rows, "width", width, "hidden", hidden, "experts", experts, "active", active);
  }

  @Override
  public Work work() {
    long stream = product(rows, width);
    long met = Math.min(experts, product(rows, active));
    long read = sum(product(width, experts), product(met, expertParameters()));
    return Composites.work(parts(), sum(stream, read), stream);
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    long chosen = product(rows, active);
    return new OpList()
        .linear("router", rows, width, experts, false)
        .elementwise(Function.SOFTMAX, "router softmax", product(rows, experts))
        .addAll("expert", new GatedMlp(chosen, width, hidden, 0).parts())
        .add(
            "expert weighted sum",
            new Elementwise(Function.GATED_RESIDUAL, product(chosen, width), width))
        .build();
  }

  private long expertParameters() {
    return new GatedMlp(1, width, hidden, 0).parameters();
  }

  @Override
  public long parameters() {
    return sum(product(width, experts), product(experts, expertParameters()));
  }

  @Override
  public long activeParameters() {
    return sum(product(width, experts), product(active, expertParameters()));
  }

  @Override
  public String shape() {
    return rows + "x" + width + ", F=" + hidden + ", " + active + " of " + experts + " experts";
  }
}

package io.ditgauge.model.training;

import io.ditgauge.model.Checks;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Linear;
import io.ditgauge.model.OpList;
import java.util.List;
import java.util.Set;

/**
 * Low-rank adapters: y = x W + s (x A) B with A of [I, R] and B of [R, O], both trained, and W
 * frozen.
 *
 * <p>Work beside that of W, for M rows: M R (I + O) MACs and 2 M O elementwise (scale, sum). A
 * fused projection (queries, keys and values in one matrix) has one adapter, not three. Source: Hu
 * et al., arXiv 2106.09685.
 *
 * @param rank R
 * @param linears names of the linear maps that have one, for instance {@code q} and {@code v}
 */
public record Adapters(long rank, Set<String> linears) {
  /** Validates and copies. */
  public Adapters {
    Checks.dimension("adapters", "rank", rank);
    linears = Set.copyOf(linears);
    if (linears.isEmpty()) {
      throw new IllegalArgumentException(
          "adapters need linear maps: linears=" + linears + "; name at least one");
    }
  }

  /** The ops of the adapter of a linear map. */
  List<CountedOp> beside(Linear linear) {
    long rows = linear.rows();
    long outputs = Checks.product(rows, linear.out());
    return new OpList()
        .linear("adapter down", rows, linear.in(), rank, false)
        .linear("adapter up", rows, rank, linear.out(), false)
        .elementwise(Function.SCALE, "adapter scale", outputs)
        .elementwise(Function.ADD, "adapter sum", outputs)
        .build();
  }
}

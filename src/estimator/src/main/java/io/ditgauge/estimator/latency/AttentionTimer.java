package io.ditgauge.estimator.latency;

import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.roofline.KernelKind;
import io.ditgauge.estimator.roofline.Timing;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CausalAttention;
import io.ditgauge.model.LinearAttention;
import io.ditgauge.model.Op;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.SparseAttention;
import io.ditgauge.model.Work;

/** Times attention on one of the cards that share it: heads by Ulysses, queries by ring. */
final class AttentionTimer {
  private final Efficiency efficiency;
  private final Options options;

  AttentionTimer(Efficiency efficiency, Options options) {
    this.efficiency = efficiency;
    this.options = options;
  }

  Timing timing(Op op) {
    if (op instanceof Attention it) {
      return timing(it.batch() * (double) it.heads(), it.tokens(), it.tokens(), it.headWidth());
    }
    if (op instanceof Sdpa it) {
      return timing(it.batch() * (double) it.heads(), it.queries(), it.keys(), it.headWidth());
    }
    if (op instanceof CausalAttention it) {
      return timing(
          it.batch() * (double) it.heads(), it.tokens(), (it.tokens() + 1) / 2, it.headWidth());
    }
    if (op instanceof SparseAttention it) {
      return timing(it.batch() * (double) it.heads(), it.tokens(), it.attended(), it.headWidth());
    }
    if (op instanceof LinearAttention it) {
      return linear(it.work());
    }
    throw new IllegalStateException("no timing of " + op.type());
  }

  private Timing timing(double heads, long queries, long keys, long headWidth) {
    double shared = heads / options.parallelism().ulysses() / options.parallelism().tensor();
    long own = Math.max(1, queries / options.parallelism().ring());
    return efficiency
        .attention()
        .timing(options.attention(), Math.max(1, shared), own, keys, headWidth);
  }

  /** Linear attention multiplies small matrices: it is bound by its traffic. */
  private Timing linear(Work work) {
    double bytes =
        efficiency.elementBytes() * ((double) work.elementsRead() + work.elementsWritten());
    return efficiency
        .memory()
        .timing(KernelKind.POINTWISE, 2 * bytes / options.parallelism().sequence());
  }
}

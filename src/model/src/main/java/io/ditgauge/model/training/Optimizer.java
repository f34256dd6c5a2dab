package io.ditgauge.model.training;

import io.ditgauge.model.Checks;
import io.ditgauge.model.arch.Count;
import io.ditgauge.model.arch.Counts;

/**
 * Elementwise work of one optimizer step, for each trained parameter.
 *
 * <p>Every addition, multiplication, division and square root counts as one operation; all are
 * elementwise and enter no FLOP total. Traffic is that of one fused kernel, which touches each
 * tensor once.
 *
 * @param name for instance {@code AdamW}
 * @param operations for each parameter
 * @param read elements read for each parameter: itself, its gradient, its state
 * @param written elements written for each parameter
 */
public record Optimizer(String name, long operations, long read, long written) {
  /**
   * AdamW (Loshchilov and Hutter, arXiv 1711.05101), as pytorch/pytorch@002d2f0bb
   * torch/optim/adamw.py computes it: decay 1, first moment 3, second moment 4, denominator 3
   * (root, bias correction, epsilon), update 3. Reads parameter, gradient and two moments.
   */
  public static final Optimizer ADAMW = new Optimizer("AdamW", 14, 4, 3);

  /** Stochastic gradient descent with momentum: momentum 2, update 2 (torch/optim/sgd.py). */
  public static final Optimizer SGD_MOMENTUM = new Optimizer("SGD with momentum", 4, 3, 2);

  /** Validates the counts. */
  public Optimizer {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an optimizer's name must not be blank: '" + name + "'");
    }
    Checks.dimension(name, "operations", operations);
    Checks.dimension(name, "read", read);
    Checks.dimension(name, "written", written);
  }

  /**
   * With a moving average of the weights kept beside them, as diffusion models are trained
   * (facebookresearch/DiT@0e7e2c44e train.py, {@code update_ema}): 3 operations, 2 read, 1 written.
   */
  public Optimizer withAveragedWeights() {
    return new Optimizer(name + " with averaged weights", operations + 3, read + 2, written + 1);
  }

  /** Work of one step over that many parameters. */
  Counts step(long parameters) {
    Count each = Count.of(parameters);
    return new Counts(
        Count.ZERO,
        Count.ZERO,
        each.times(operations),
        each.times(read),
        each.times(written),
        Count.of(1));
  }
}

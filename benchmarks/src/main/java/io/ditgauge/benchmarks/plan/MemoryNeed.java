package io.ditgauge.benchmarks.plan;

import io.ditgauge.kernels.Backend;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.DitStep;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Probe;
import io.ditgauge.model.Sdpa;

/**
 * The most memory that an op takes in a fork, in bytes, beyond that of the process.
 *
 * <p>Each tensor at its type, the largest of them as a Java array and once more while it is
 * converted or packed, the outputs of two calls, and the intermediates that an unfused kernel
 * writes; for forward and backward also the gradients of two calls and what is kept between the two
 * passes; with cold caches or layers inputs and outputs of every set.
 *
 * @param op the op
 * @param dtype element type
 * @param backend tensor library
 */
record MemoryNeed(Op op, DType dtype, Backend backend) {

  /**
   * The need of a combination.
   *
   * @throws ArithmeticException where it exceeds a long
   */
  static long of(Case combination, long lastLevelCacheBytes) {
    MemoryNeed need = new MemoryNeed(combination.op(), combination.dtype(), combination.backend());
    long sets = ColdSets.count(combination, lastLevelCacheBytes);
    return combination.isTraining() ? need.training(sets) : need.forward(sets);
  }

  /** Bytes of forward alone over that many sets of inputs. */
  long forward(long sets) {
    long held = Math.multiplyExact(sets, Math.addExact(inputs(), written()));
    // ND4J's kernels keep their intermediates, the others make them anew.
    long scratch = Math.multiplyExact(backend == Backend.ND4J ? sets : 1, scratch(op));
    return bytes(Math.addExact(held, Math.addExact(written(), scratch)));
  }

  /** Bytes of forward and backward over that many sets of inputs. */
  long training(long sets) {
    long held = Math.multiplyExact(sets, Math.addExact(Math.multiplyExact(2, inputs()), written()));
    return bytes(Math.addExact(held, Math.addExact(inputs(), kept(op))));
  }

  private long bytes(long elements) {
    long java = op instanceof Copy || op instanceof Probe ? 0 : largest();
    return Math.addExact(
        Math.multiplyExact(elements, dtype.bytes()), Math.multiplyExact(java, 3L * Float.BYTES));
  }

  private long inputs() {
    long sum = 0;
    for (Tensor tensor : OpInputs.of(op, 1).tensors()) {
      sum = Math.addExact(sum, tensor.elements());
    }
    return sum;
  }

  private long largest() {
    return OpInputs.of(op, 1).tensors().stream().mapToLong(Tensor::elements).max().orElse(0);
  }

  private long written() {
    return op.work().elementsWritten();
  }

  /** Outputs of all parts, and as much again for their gradients on the way back. */
  private static long kept(Op op) {
    if (op.parts().isEmpty()) {
      return Math.multiplyExact(2L, op.work().elementsWritten());
    }
    long sum = 0;
    for (CountedOp part : op.parts()) {
      sum = Math.addExact(sum, Math.multiplyExact(part.count(), kept(part.op())));
    }
    return sum;
  }

  private long scratch(Op of) {
    if (of instanceof DitStep step) {
      return scratch(step.forward());
    }
    if (of instanceof DitForward forward) {
      return scratch(forward.block()); // each block has the scratch of the one before it
    }
    if (of instanceof DitBlock block) {
      long streams = Math.multiplyExact(10L, block.work().elementsWritten());
      return Math.addExact(
          streams, Math.addExact(scratch(block.attention()), scratch(block.mlp())));
    }
    if (of instanceof Attention attention && backend != Backend.TORCHSCRIPT) {
      long scores = Math.multiplyExact(attention.tokens(), attention.tokens());
      return Math.multiplyExact(2 * attention.batch() * attention.heads(), scores);
    }
    if (of instanceof Sdpa sdpa && backend != Backend.TORCHSCRIPT) {
      long scores = Math.multiplyExact(sdpa.queries(), sdpa.keys());
      return Math.multiplyExact(2 * sdpa.batch() * sdpa.heads(), scores);
    }
    if (of instanceof Mlp mlp) {
      return Math.multiplyExact(3 * mlp.batch() * mlp.tokens(), mlp.hidden());
    }
    return parts(of);
  }

  /**
   * What an unfused kernel writes between the steps of a block; of steps that repeat, as the layers
   * of a whole model do, only two are there at a time.
   */
  private long parts(Op of) {
    long sum = 0;
    for (CountedOp part : of.parts()) {
      long one = Math.addExact(part.op().work().elementsWritten(), scratch(part.op()));
      sum = Math.addExact(sum, Math.multiplyExact(Math.min(2, part.count()), one));
    }
    return sum;
  }
}

package io.ditgauge.kernels.reference;

import io.ditgauge.kernels.KernelException;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import io.ditgauge.model.Work;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Computes ops in double precision and counts the work that it does. */
public final class Control {
  /** Added to the variance in a norm, as in DiT. */
  public static final double EPSILON = 1e-6;

  /** How one kind of op is computed from its inputs. */
  interface Formula<O extends Op> {
    Cells compute(O op, Inputs in);
  }

  private final Map<Class<? extends Op>, Formula<Op>> formulas = new HashMap<>();
  private final Ledger ledger = new Ledger();
  private long elementsRead;
  private long elementsWritten;

  /** A control that has counted nothing yet. */
  public Control() {
    new Leaves(ledger).register(this);
    new Networks(ledger).register(this);
    new Attentions(ledger).register(this);
    new Convolutions(ledger).register(this);
    new Blocks(ledger).register(this);
    new Models(ledger).register(this);
  }

  <O extends Op> Control with(Class<O> type, Formula<O> formula) {
    formulas.put(type, (op, inputs) -> formula.compute(type.cast(op), inputs));
    return this;
  }

  /** The kinds of op that the control computes. */
  public Set<Class<? extends Op>> kinds() {
    return Set.copyOf(formulas.keySet());
  }

  /**
   * The output of the op, row-major, for inputs as rounded to the element type; several outputs one
   * after the other.
   */
  public double[] run(Op op, OpInputs inputs, DType dtype) {
    Inputs in = new Inputs(inputs, dtype);
    Cells output = compute(op, in);
    elementsRead += in.elementsRead();
    elementsWritten += output.elementsWritten();
    return output.values();
  }

  Cells compute(Op op, Inputs in) {
    Formula<Op> formula = formulas.get(op.getClass());
    if (formula == null) {
      throw new KernelException("the control has no formula for op type " + op.type());
    }
    return formula.compute(op, in);
  }

  /**
   * What was done so far: each multiplication of a matrix product or convolution, each application
   * of an elementwise function, the distinct elements of inputs read and those of outputs written.
   */
  public Work work() {
    return new Work(ledger.macs(), ledger.elementwise(), elementsRead, elementsWritten);
  }
}

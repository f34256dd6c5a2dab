package io.ditgauge.kernels.reference;

import io.ditgauge.model.Copy;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.GroupNorm;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Norm;
import io.ditgauge.model.Probe;
import io.ditgauge.model.Rope;

/** Single products, norms, elementwise functions and tables. */
final class Leaves {
  private final Ledger ledger;
  private final Products products;
  private final Pointwise pointwise;

  Leaves(Ledger ledger) {
    this.ledger = ledger;
    this.products = new Products(ledger);
    this.pointwise = new Pointwise(ledger);
  }

  void register(Control control) {
    control
        .with(Gemm.class, (op, in) -> products.product(in.get("x"), in.get("w"), op.k()))
        .with(Linear.class, this::linear)
        .with(Copy.class, (op, in) -> copy(in.get("x")))
        .with(Probe.class, this::probe)
        .with(Norm.class, this::norm)
        .with(GroupNorm.class, this::groupNorm)
        .with(Rope.class, (op, in) -> pointwise.rotated(in.get("x"), in.get("cos"), in.get("sin")))
        .with(Elementwise.class, this::elementwise)
        .with(LearnedTable.class, this::learnedTable)
        .with(Lookup.class, Leaves::lookup);
  }

  private Cells linear(Linear op, Inputs in) {
    return op.bias() == 1
        ? products.linear(in.get("x"), in.get("w"), in.get("b"))
        : products.product(in.get("x"), in.get("w"), op.in());
  }

  private static Cells copy(Cells x) {
    Cells result = Cells.blank(x.size());
    for (int i = 0; i < x.size(); i++) {
      result.set(i, x.get(i));
    }
    return result;
  }

  private Cells probe(Probe op, Inputs in) {
    return switch (op.kind()) {
      case EMPTY -> copy(in.get("x"));
      case READ -> largest(in.get("x"));
      case TRIAD ->
          pointwise.combine(
              in.get("x"), pointwise.map(in.get("y"), y -> Probe.TRIAD_FACTOR * y), Double::sum);
      case FMA -> {
        double sum = 0;
        for (long i = 0; i < op.size(); i++) {
          sum = ledger.mac(sum, 0.5, 0.5);
        }
        yield Cells.blank(0);
      }
    };
  }

  private Cells largest(Cells x) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.size(); i++) {
      largest = ledger.applied(Math.max(largest, x.get(i)));
    }
    Cells result = Cells.blank(1);
    result.set(0, largest);
    return result;
  }

  private Cells norm(Norm op, Inputs in) {
    Cells x = in.get("x");
    boolean affine = op.affine() == 1;
    if (op.kind() == Norm.Kind.LAYER) {
      Cells normed = pointwise.layerNorm(x, op.width());
      return affine ? pointwise.affine(normed, in.get("gain"), in.get("shift"), 1) : normed;
    }
    return affine ? pointwise.rmsNorm(x, in.get("gain")) : pointwise.rmsNorm(x, op.width());
  }

  /** The channels of a group lie side by side, so a group is a row of [B G, C / G N]. */
  private Cells groupNorm(GroupNorm op, Inputs in) {
    long group = op.channels() / op.groups() * op.positions();
    Cells normed = pointwise.layerNorm(in.get("x"), group);
    return pointwise.affine(normed, in.get("gain"), in.get("shift"), op.positions());
  }

  private Cells elementwise(Elementwise op, Inputs in) {
    return switch (op.function()) {
      case SIGMOID -> pointwise.map(in.get("x"), Pointwise::sigmoid);
      case SILU -> pointwise.map(in.get("x"), Pointwise::silu);
      case GELU -> pointwise.map(in.get("x"), Pointwise::gelu);
      case GELU_TANH -> pointwise.map(in.get("x"), Pointwise::geluTanh);
      case QUICK_GELU -> pointwise.map(in.get("x"), x -> x * Pointwise.sigmoid(1.702 * x));
      case RELU -> pointwise.map(in.get("x"), x -> Math.max(x, 0));
      case TANH -> pointwise.map(in.get("x"), Math::tanh);
      case SCALE -> pointwise.map(in.get("x"), x -> 0.5 * x);
      case SINUSOID -> sinusoid(op, in.get("s"));
      case ADD -> pointwise.combine(in.get("x"), in.get("y"), Double::sum);
      case MULTIPLY -> pointwise.combine(in.get("x"), in.get("y"), (x, y) -> x * y);
      case BROADCAST_ADD -> pointwise.shared(in.get("x"), in.get("s"), 1, Double::sum);
      case BROADCAST_MULTIPLY -> pointwise.shared(in.get("x"), in.get("s"), 1, (x, s) -> x * s);
      case MODULATE -> modulate(in.get("x"), in.get("s"), in.get("t"));
      case GATED_RESIDUAL -> gatedResidual(in.get("x"), in.get("y"), in.get("s"));
      case SOFTMAX -> pointwise.softmax(in.get("x"), op.elements() / op.repeats());
    };
  }

  /** R features [R, N/R] of N/R scalars, cosines then sines, of wavelengths up to 2 pi 10000. */
  private Cells sinusoid(Elementwise op, Cells scalars) {
    Cells result = Cells.blank(op.elements());
    int half = (int) ((op.repeats() + 1) / 2);
    for (int i = 0; i < result.size(); i++) {
      int feature = i / scalars.size();
      double frequency = Math.pow(10_000, -(double) (feature % half) / half);
      double angle = frequency * scalars.get(i % scalars.size());
      result.set(i, ledger.applied(feature < half ? Math.cos(angle) : Math.sin(angle)));
    }
    return result;
  }

  /** x (1 + s) + t, with s and t shared by the rows of x. */
  private Cells modulate(Cells x, Cells s, Cells t) {
    Cells result = Cells.blank(x.size());
    for (int i = 0; i < x.size(); i++) {
      int shared = i % s.size();
      result.set(i, ledger.applied(x.get(i) * (1 + s.get(shared)) + t.get(shared)));
    }
    return result;
  }

  /** x + s y, with s shared by the rows of x. */
  private Cells gatedResidual(Cells x, Cells y, Cells s) {
    return pointwise.combine(
        x, pointwise.shared(y, s, 1, (value, gate) -> value * gate), Double::sum);
  }

  /** The rows of the table repeat when it has fewer than the pass uses. */
  private Cells learnedTable(LearnedTable op, Inputs in) {
    Cells x = in.get("x");
    Cells table = in.get("table");
    int width = (int) op.width();
    Cells result = Cells.blank(x.size());
    for (int i = 0; i < x.size(); i++) {
      int row = (int) (i / width % op.rows() % op.entries());
      result.set(i, ledger.applied(x.get(i) + table.get(row * width + i % width)));
    }
    return result;
  }

  /** Row i takes entry i, counted from the last: distinct entries as long as there are any. */
  private static Cells lookup(Lookup op, Inputs in) {
    Cells table = in.get("table");
    int width = (int) op.width();
    Cells result = Cells.blank(op.rows() * op.width());
    for (int i = 0; i < result.size(); i++) {
      int entry = (int) op.entry(i / width);
      result.set(i, table.get(entry * width + i % width));
    }
    return result;
  }
}

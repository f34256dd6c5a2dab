package io.ditgauge.kernels.reference;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Moe;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Small networks inside a block: modulation, feed-forward parts, experts. */
final class Networks {
  private final Ledger ledger;
  private final Products products;
  private final Pointwise pointwise;

  Networks(Ledger ledger) {
    this.ledger = ledger;
    this.products = new Products(ledger);
    this.pointwise = new Pointwise(ledger);
  }

  void register(Control control) {
    control
        .with(AdaLn.class, (op, in) -> adaLn(in.get("c"), in, ""))
        .with(Mlp.class, (op, in) -> mlp(in.get("x"), in, ""))
        .with(GatedMlp.class, this::gatedMlp)
        .with(Moe.class, this::moe);
  }

  /** SiLU of the conditioning and a linear map. */
  Cells adaLn(Cells c, Inputs in, String prefix) {
    Cells activated = pointwise.map(c, Pointwise::silu);
    return products.linear(activated, in.get(prefix + "wm"), in.get(prefix + "bm"));
  }

  /** Linear, GELU in the tanh form, linear. */
  Cells mlp(Cells x, Inputs in, String prefix) {
    Cells hidden = products.linear(x, in.get(prefix + "w1"), in.get(prefix + "b1"));
    Cells activated = pointwise.map(hidden, Pointwise::geluTanh);
    return products.linear(activated, in.get(prefix + "w2"), in.get(prefix + "b2"));
  }

  private Cells gatedMlp(GatedMlp op, Inputs in) {
    Cells x = in.get("x");
    if (op.bias() == 0) {
      Cells both = products.product(x, in.get("w1"), op.width());
      return products.product(gated(both, (int) op.hidden()), in.get("w2"), op.hidden());
    }
    Cells both = products.linear(x, in.get("w1"), in.get("b1"));
    return products.linear(gated(both, (int) op.hidden()), in.get("w2"), in.get("b2"));
  }

  /** SiLU of the first half of each row, times the second. */
  private Cells gated(Cells both, int hidden) {
    Cells gate = pointwise.map(Layout.columns(both, 2 * hidden, 0, hidden), Pointwise::silu);
    Cells up = Layout.columns(both, 2 * hidden, hidden, hidden);
    return pointwise.combine(gate, up, (g, u) -> g * u);
  }

  /** Each row goes to the experts of the highest router weights, which weigh their outputs. */
  private Cells moe(Moe op, Inputs in) {
    int width = (int) op.width();
    int experts = (int) op.experts();
    Cells x = in.get("x");
    Cells logits = products.product(x, in.get("wr"), width);
    Cells weights = pointwise.softmax(logits, experts);
    Cells result = Cells.blank(x.size());
    for (int row = 0; row < op.rows(); row++) {
      Cells one = Layout.columns(x, x.size(), row * width, width);
      double[] sum = new double[width];
      for (int expert : chosen(weights, row * experts, op)) {
        Cells output = expert(op, in, one, expert);
        double weight = weights.get(row * experts + expert);
        for (int d = 0; d < width; d++) {
          sum[d] = ledger.applied(sum[d] + ledger.applied(weight * output.get(d)));
        }
      }
      for (int d = 0; d < width; d++) {
        result.set(row * width + d, sum[d]);
      }
    }
    return result;
  }

  private static List<Integer> chosen(Cells weights, int from, Moe op) {
    return IntStream.range(0, (int) op.experts())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer expert) -> -weights.get(from + expert)))
        .limit(op.active())
        .toList();
  }

  private Cells expert(Moe op, Inputs in, Cells x, int expert) {
    int width = (int) op.width();
    int hidden = (int) op.hidden();
    Cells up = expertProduct(x, in.get("w1"), expert, 2 * hidden);
    return expertProduct(gated(up, hidden), in.get("w2"), expert, width);
  }

  /** x w^T for a row x [in] and the weights [out, in] of one expert. */
  private Cells expertProduct(Cells x, Cells w, int expert, int out) {
    Cells result = Cells.blank(out);
    for (int j = 0; j < out; j++) {
      double sum = 0;
      for (int k = 0; k < x.size(); k++) {
        sum = ledger.mac(sum, x.get(k), w.get((expert * out + j) * x.size() + k));
      }
      result.set(j, sum);
    }
    return result;
  }
}

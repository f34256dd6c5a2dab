package io.ditgauge.kernels.reference;

import io.ditgauge.model.Attention;
import io.ditgauge.model.CausalAttention;
import io.ditgauge.model.FactorisedAttention;
import io.ditgauge.model.LinearAttention;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.SparseAttention;

/** Attentions over [B, H, T, K], pair by pair. */
final class Attentions {
  /** Keeps the ReLU attention's divisor from zero, as in SANA. */
  private static final double LINEAR_EPSILON = 1e-15;

  /** The keys that a query attends to. */
  interface Reach {
    /** The first. */
    int from(int query);

    /** One past the last. */
    int to(int query);
  }

  /** All keys. */
  record Full(int keys) implements Reach {
    @Override
    public int from(int query) {
      return 0;
    }

    @Override
    public int to(int query) {
      return keys;
    }
  }

  /** Those up to the query. */
  record Causal() implements Reach {
    @Override
    public int from(int query) {
      return 0;
    }

    @Override
    public int to(int query) {
      return query + 1;
    }
  }

  /** A window of fixed size around the query, moved inside at the ends. */
  record Window(int tokens, int attended) implements Reach {
    @Override
    public int from(int query) {
      return Math.min(Math.max(query - attended / 2, 0), tokens - attended);
    }

    @Override
    public int to(int query) {
      return from(query) + attended;
    }
  }

  private final Ledger ledger;

  Attentions(Ledger ledger) {
    this.ledger = ledger;
  }

  void register(Control control) {
    control
        .with(Attention.class, (op, in) -> full(op, in, ""))
        .with(Sdpa.class, this::sdpa)
        .with(CausalAttention.class, this::causal)
        .with(SparseAttention.class, this::sparse)
        .with(LinearAttention.class, this::linear)
        .with(FactorisedAttention.class, this::factorised);
  }

  private Cells full(Attention op, Inputs in, String suffix) {
    return attention(
        new Sdpa(op.batch(), op.heads(), op.heads(), op.tokens(), op.tokens(), op.headWidth()),
        in.get("q" + suffix),
        in.get("k" + suffix),
        in.get("v" + suffix));
  }

  private Cells sdpa(Sdpa op, Inputs in) {
    return attention(op, in.get("q"), in.get("k"), in.get("v"));
  }

  private Cells causal(CausalAttention op, Inputs in) {
    long tokens = op.tokens();
    Sdpa shape = new Sdpa(op.batch(), op.heads(), op.kvHeads(), tokens, tokens, op.headWidth());
    return new Run(shape, new Causal(), in.get("q"), in.get("k"), in.get("v")).output();
  }

  private Cells sparse(SparseAttention op, Inputs in) {
    long tokens = op.tokens();
    Sdpa shape = new Sdpa(op.batch(), op.heads(), op.heads(), tokens, tokens, op.headWidth());
    Reach window = new Window((int) tokens, (int) op.attended());
    return new Run(shape, window, in.get("q"), in.get("k"), in.get("v")).output();
  }

  /** Over space, then over time, each with queries, keys and values of its own. */
  private Cells factorised(FactorisedAttention op, Inputs in) {
    return Layout.joined(full(op.spatial(), in, "s"), full(op.temporal(), in, "t"));
  }

  /** Attention of all queries to all keys. */
  Cells attention(Sdpa op, Cells q, Cells k, Cells v) {
    return new Run(op, new Full((int) op.keys()), q, k, v).output();
  }

  /** One attention. */
  private final class Run {
    private final Sdpa op;
    private final Reach reach;
    private final Cells q;
    private final Cells k;
    private final Cells v;
    private final int width;

    Run(Sdpa op, Reach reach, Cells q, Cells k, Cells v) {
      this.op = op;
      this.reach = reach;
      this.q = q;
      this.k = k;
      this.v = v;
      this.width = (int) op.headWidth();
    }

    Cells output() {
      Cells result = Cells.blank(q.size());
      int queries = (int) op.queries();
      int sharing = (int) (op.heads() / op.kvHeads());
      for (int head = 0; head < op.batch() * op.heads(); head++) {
        int keys = head / sharing * (int) op.keys() * width;
        for (int i = 0; i < queries; i++) {
          query((head * queries + i) * width, keys, i, result);
        }
      }
      return result;
    }

    private void query(int at, int keys, int query, Cells result) {
      int from = reach.from(query);
      double[] weights = new double[reach.to(query) - from];
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        double score = 0;
        for (int d = 0; d < width; d++) {
          score = ledger.mac(score, q.get(at + d), k.get(keys + (from + j) * width + d));
        }
        weights[j] = Math.exp(ledger.applied(score / Math.sqrt(width)));
        sum += weights[j];
      }
      for (int j = 0; j < weights.length; j++) {
        weights[j] = ledger.applied(weights[j] / sum);
      }
      for (int d = 0; d < width; d++) {
        double value = 0;
        for (int j = 0; j < weights.length; j++) {
          value = ledger.mac(value, weights[j], v.get(keys + (from + j) * width + d));
        }
        result.set(at + d, value);
      }
    }
  }

  private Cells linear(LinearAttention op, Inputs in) {
    Pointwise pointwise = new Pointwise(ledger);
    Cells q = pointwise.map(in.get("q"), x -> Math.max(x, 0));
    Cells k = pointwise.map(in.get("k"), x -> Math.max(x, 0));
    Cells v = in.get("v");
    int tokens = (int) op.tokens();
    int width = (int) op.headWidth();
    Cells result = Cells.blank(q.size());
    for (int head = 0; head < op.batch() * op.heads(); head++) {
      int from = head * tokens * width;
      double[][] state = state(k, v, from, tokens, width);
      for (int i = 0; i < tokens; i++) {
        linearQuery(state, q, from + i * width, result);
      }
    }
    return result;
  }

  /** [v; 1] relu(k)^T, [K + 1, K]. */
  private double[][] state(Cells k, Cells v, int from, int tokens, int width) {
    double[][] result = new double[width + 1][width];
    for (int row = 0; row <= width; row++) {
      for (int column = 0; column < width; column++) {
        for (int j = 0; j < tokens; j++) {
          double value = row == width ? 1 : v.get(from + j * width + row);
          double key = k.get(from + j * width + column);
          result[row][column] = ledger.mac(result[row][column], value, key);
        }
      }
    }
    return result;
  }

  private void linearQuery(double[][] state, Cells q, int at, Cells result) {
    int width = state.length - 1;
    double[] sums = new double[width + 1];
    for (int row = 0; row <= width; row++) {
      for (int d = 0; d < width; d++) {
        sums[row] = ledger.mac(sums[row], state[row][d], q.get(at + d));
      }
    }
    for (int d = 0; d < width; d++) {
      result.set(at + d, ledger.applied(sums[d] / (sums[width] + LINEAR_EPSILON)));
    }
  }
}

package io.ditgauge.kernels.reference;

import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.SingleBlock;

/** Whole blocks, step by step, as their papers draw them. */
final class Blocks {
  private static final String TEXT = "text.";

  private final Ledger ledger;
  private final Products products;
  private final Pointwise pointwise;
  private final Networks networks;
  private final Attentions attentions;

  Blocks(Ledger ledger) {
    this.ledger = ledger;
    this.products = new Products(ledger);
    this.pointwise = new Pointwise(ledger);
    this.networks = new Networks(ledger);
    this.attentions = new Attentions(ledger);
  }

  void register(Control control) {
    control
        .with(FinalLayer.class, this::finalLayer)
        .with(DitBlock.class, this::dit)
        .with(JointBlock.class, this::joint)
        .with(SingleBlock.class, this::single)
        .with(CrossBlock.class, this::cross);
  }

  private Cells linear(Cells x, Inputs in, String weight, String bias) {
    return products.linear(x, in.get(weight), in.get(bias));
  }

  private Cells modulatedNorm(Cells x, long width, Modulation m, int shift) {
    return m.modulated(pointwise.layerNorm(x, width), shift, shift + 1);
  }

  private Cells finalLayer(FinalLayer op, Inputs in) {
    return finalLayer(op, in.get("x"), networks.adaLn(in.get("c"), in, ""), in);
  }

  /** The adaptive norm by those chunks, and the linear map. */
  Cells finalLayer(FinalLayer op, Cells x, Cells chunks, Inputs in) {
    Modulation m = new Modulation(ledger, chunks, 2, op.tokens(), op.width());
    return linear(modulatedNorm(x, op.width(), m, 0), in, "wl", "bl");
  }

  private Cells dit(DitBlock op, Inputs in) {
    return dit(op, op.tokens(), in.get("x"), in.get("c"), in, "");
  }

  /**
   * A block of x [B T, D] under the condition c [B, D], with the weights under that prefix; tokens
   * attend to the others of their run of {@code run}.
   */
  Cells dit(DitBlock op, long run, Cells x, Cells c, Inputs in, String prefix) {
    int width = (int) op.width();
    Layout layout = new Layout(op.batch() * op.tokens() / run, run, width, op.heads());
    Cells chunks = networks.adaLn(c, in, prefix);
    Modulation m = new Modulation(ledger, chunks, 6, op.tokens(), width);
    Cells qkv = linear(modulatedNorm(x, width, m, 0), in, prefix + "wq", prefix + "bq");
    Cells heads =
        attentions.attention(
            layout.attention(layout.tokens()),
            layout.heads(qkv, 0),
            layout.heads(qkv, width),
            layout.heads(qkv, 2 * width));
    Cells attended = linear(layout.rows(heads), in, prefix + "wo", prefix + "bo");
    Cells middle = m.gatedSum(x, attended, 2);
    return m.gatedSum(middle, networks.mlp(modulatedNorm(middle, width, m, 3), in, prefix), 5);
  }

  /** What one stream of a joint block brings to the attention. */
  private record Side(Modulation modulation, Cells q, Cells k, Cells v) {}

  private Side before(Layout layout, Inputs in, String prefix, Cells x) {
    int width = layout.width();
    Cells chunks = networks.adaLn(in.get("c"), in, prefix);
    Modulation m = new Modulation(ledger, chunks, 6, layout.tokens(), width);
    Cells qkv = linear(modulatedNorm(x, width, m, 0), in, prefix + "wq", prefix + "bq");
    return new Side(
        m,
        pointwise.rmsNorm(layout.heads(qkv, 0), in.get(prefix + "gq")),
        pointwise.rmsNorm(layout.heads(qkv, width), in.get(prefix + "gk")),
        layout.heads(qkv, 2 * width));
  }

  private Cells after(Modulation m, Inputs in, String prefix, Cells x, Cells attended) {
    Cells projected = linear(attended, in, prefix + "wo", prefix + "bo");
    Cells middle = m.gatedSum(x, projected, 2);
    long width = in.get(prefix + "bo").size();
    return m.gatedSum(middle, networks.mlp(modulatedNorm(middle, width, m, 3), in, prefix), 5);
  }

  private Cells joint(JointBlock op, Inputs in) {
    Layout image = new Layout(op.batch(), op.tokens(), op.width(), op.heads());
    Layout text = new Layout(op.batch(), op.textTokens(), op.width(), op.heads());
    Layout both = new Layout(op.batch(), op.tokens() + op.textTokens(), op.width(), op.heads());
    Cells x = in.get("x");
    Cells y = in.get("y");
    Side left = before(image, in, "", x);
    Side right = before(text, in, TEXT, y);
    Cells attended =
        both.rows(
            attentions.attention(
                both.attention(both.tokens()),
                rotated(beside(image, left.q(), text, right.q()), in),
                rotated(beside(image, left.k(), text, right.k()), in),
                beside(image, left.v(), text, right.v())));
    int row = both.tokens() * both.width();
    int split = image.tokens() * image.width();
    return Layout.joined(
        after(left.modulation(), in, "", x, Layout.columns(attended, row, 0, split)),
        after(right.modulation(), in, TEXT, y, Layout.columns(attended, row, split, row - split)));
  }

  /** [B, H, T, K] and [B, H, S, K] as [B, H, T + S, K]. */
  private static Cells beside(Layout a, Cells left, Layout b, Cells right) {
    return Layout.beside(left, a.tokens() * a.headWidth(), right, b.tokens() * b.headWidth());
  }

  private Cells rotated(Cells heads, Inputs in) {
    return pointwise.rotated(heads, in.get("cos"), in.get("sin"));
  }

  private Cells single(SingleBlock op, Inputs in) {
    int width = (int) op.width();
    int hidden = (int) op.hidden();
    Layout layout = new Layout(op.batch(), op.tokens(), width, op.heads());
    Cells x = in.get("x");
    Modulation m =
        new Modulation(ledger, networks.adaLn(in.get("c"), in, ""), 3, op.tokens(), width);
    Cells wide = linear(modulatedNorm(x, width, m, 0), in, "wq", "bq");
    Cells q = pointwise.rmsNorm(layout.heads(wide, 0), in.get("gq"));
    Cells k = pointwise.rmsNorm(layout.heads(wide, width), in.get("gk"));
    Cells attended =
        attentions.attention(
            layout.attention(layout.tokens()),
            rotated(q, in),
            rotated(k, in),
            layout.heads(wide, 2 * width));
    Cells fed =
        pointwise.map(
            Layout.columns(wide, 3 * width + hidden, 3 * width, hidden), Pointwise::geluTanh);
    Cells both = Layout.beside(layout.rows(attended), width, fed, hidden);
    return m.gatedSum(x, linear(both, in, "wo", "bo"), 2);
  }

  private Cells cross(CrossBlock op, Inputs in) {
    int width = (int) op.width();
    Layout layout = new Layout(op.batch(), op.tokens(), width, op.heads());
    Cells x = in.get("x");
    Cells chunks = pointwise.shared(in.get("e"), in.get("table"), 1, Double::sum);
    Modulation m = new Modulation(ledger, chunks, 6, op.tokens(), width);
    Cells normed = modulatedNorm(x, width, m, 0);
    Cells middle = m.gatedSum(x, selfAttention(layout, normed, in), 2);
    Cells crossNormed =
        pointwise.affine(pointwise.layerNorm(middle, width), in.get("gain"), in.get("shift"), 1);
    Cells met = pointwise.combine(middle, crossAttention(op, layout, crossNormed, in), Double::sum);
    return m.gatedSum(met, networks.mlp(modulatedNorm(met, width, m, 3), in, ""), 5);
  }

  /** Queries and keys are normed over the width, before the split into heads. */
  private Cells selfAttention(Layout layout, Cells x, Inputs in) {
    int width = layout.width();
    Cells qkv = linear(x, in, "wq", "bq");
    Cells q = pointwise.rmsNorm(Layout.columns(qkv, 3 * width, 0, width), in.get("gq"));
    Cells k = pointwise.rmsNorm(Layout.columns(qkv, 3 * width, width, width), in.get("gk"));
    Cells attended =
        attentions.attention(
            layout.attention(layout.tokens()),
            rotated(layout.heads(q, 0), in),
            rotated(layout.heads(k, 0), in),
            layout.heads(qkv, 2 * width));
    return linear(layout.rows(attended), in, "wo", "bo");
  }

  private Cells crossAttention(CrossBlock op, Layout layout, Cells x, Inputs in) {
    int width = layout.width();
    Layout text = new Layout(op.batch(), op.textTokens(), width, op.heads());
    Cells q = pointwise.rmsNorm(linear(x, in, "wcq", "bcq"), in.get("gcq"));
    Cells kv = linear(in.get("y"), in, "wckv", "bckv");
    Cells k = pointwise.rmsNorm(Layout.columns(kv, 2 * width, 0, width), in.get("gck"));
    Sdpa shape = layout.attention(text.tokens());
    Cells attended =
        attentions.attention(shape, layout.heads(q, 0), text.heads(k, 0), text.heads(kv, width));
    return linear(layout.rows(attended), in, "wco", "bco");
  }
}

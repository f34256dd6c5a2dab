package io.ditgauge.kernels.reference;

import io.ditgauge.model.DitForward;
import io.ditgauge.model.FinalLayer;

/** Whole models, step by step. */
final class Models {
  private static final int FEATURES = (int) DitForward.TIMESTEP_FEATURES;

  private final Ledger ledger;
  private final Products products;
  private final Pointwise pointwise;
  private final Networks networks;
  private final Convolutions convolutions;
  private final Blocks blocks;

  Models(Ledger ledger) {
    this.ledger = ledger;
    this.products = new Products(ledger);
    this.pointwise = new Pointwise(ledger);
    this.networks = new Networks(ledger);
    this.convolutions = new Convolutions(ledger);
    this.blocks = new Blocks(ledger);
  }

  void register(Control control) {
    control.with(DitForward.class, this::forward);
  }

  private Cells forward(DitForward op, Inputs in) {
    Cells tokens = convolutions.patchEmbed(op.patchEmbed(), in);
    Cells x = pointwise.shared(tokens, in.get("positions"), 1, Double::sum);
    Cells c = pointwise.combine(timestep(op, in), labels(op, in), Double::sum);
    for (long layer = 0; layer < op.stack().layers(); layer++) {
      x = blocks.dit(op.block(), x, c, in, layer + ".");
    }
    FinalLayer last =
        new FinalLayer(op.batch(), op.tokens(), op.stack().width(), 1, op.outPatchElements());
    Cells patches = blocks.finalLayer(last, x, networks.adaLn(c, in, "final."), in);
    return Convolutions.unpatchify(op.unpatchify(), patches);
  }

  /** Features [B, 256], cosines then sines, of wavelengths up to 2 pi 10000, and two layers. */
  private Cells timestep(DitForward op, Inputs in) {
    Cells t = in.get("t");
    Cells features = Cells.blank(op.batch() * FEATURES);
    int half = FEATURES / 2;
    for (int i = 0; i < features.size(); i++) {
      int feature = i % FEATURES;
      double angle = Math.pow(10_000, -(double) (feature % half) / half) * t.get(i / FEATURES);
      features.set(i, ledger.applied(feature < half ? Math.cos(angle) : Math.sin(angle)));
    }
    Cells hidden = products.linear(features, in.get("wt1"), in.get("bt1"));
    Cells activated = pointwise.map(hidden, Pointwise::silu);
    return products.linear(activated, in.get("wt2"), in.get("bt2"));
  }

  /** Sample i is of the class i, counted from the last. */
  private static Cells labels(DitForward op, Inputs in) {
    Cells table = in.get("labels");
    int width = (int) op.stack().width();
    Cells result = Cells.blank(op.batch() * width);
    for (int i = 0; i < result.size(); i++) {
      int entry = (int) (op.stack().labels() - 1 - i / width % op.stack().labels());
      result.set(i, table.get(entry * width + i % width));
    }
    return result;
  }
}

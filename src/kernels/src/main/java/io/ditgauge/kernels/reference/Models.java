package io.ditgauge.kernels.reference;

import io.ditgauge.model.DitForward;
import io.ditgauge.model.DitStep;
import io.ditgauge.model.FactorisedForward;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.TimestepEmbedding;
import java.util.function.LongUnaryOperator;

/** Whole models, step by step. */
final class Models {
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
    control
        .with(DitForward.class, (op, in) -> forward(op, samples(in, op::label), in))
        .with(DitStep.class, this::step)
        .with(TimestepEmbedding.class, (op, in) -> timestep(op, in.get("t"), in))
        .with(FactorisedForward.class, this::factorised);
  }

  /**
   * What a pass is over.
   *
   * @param x latents
   * @param t a time step for each
   * @param label the row of the label table of each
   */
  private record Samples(Cells x, Cells t, LongUnaryOperator label) {}

  private static Samples samples(Inputs in, LongUnaryOperator label) {
    return new Samples(in.get("x"), in.get("t"), label);
  }

  private Cells forward(DitForward op, Samples samples, Inputs in) {
    Cells tokens = convolutions.patchEmbed(op.patchEmbed(), samples.x(), in);
    Cells x = pointwise.shared(tokens, in.get("positions"), 1, Double::sum);
    Cells c = condition(op, samples, in);
    for (long layer = 0; layer < op.stack().layers(); layer++) {
      x = blocks.dit(op.block(), op.tokens(), x, c, in, layer + ".");
    }
    return last(op, x, c, in);
  }

  private Cells condition(DitForward op, Samples samples, Inputs in) {
    return pointwise.combine(
        timestep(op.timestep(), samples.t(), in), labels(op, samples, in), Double::sum);
  }

  private Cells last(DitForward op, Cells x, Cells c, Inputs in) {
    FinalLayer last =
        new FinalLayer(op.batch(), op.tokens(), op.stack().width(), 1, op.outPatchElements());
    Cells patches = blocks.finalLayer(last, x, networks.adaLn(c, in, "final."), in);
    return Convolutions.unpatchify(op.unpatchify(), patches);
  }

  /** Tokens lie frame by frame in one block and place by place in the next. */
  private Cells factorised(FactorisedForward op, Inputs in) {
    DitForward whole = op.whole();
    long frames = op.grid().frames();
    long places = op.grid().area();
    Samples samples = samples(in, whole::label);
    Cells tokens = convolutions.patchEmbed(whole.patchEmbed(), samples.x(), in);
    Cells x = pointwise.shared(tokens, in.get("places"), 1, Double::sum);
    Cells c = condition(whole, samples, in);
    for (long layer = 0; layer < op.stack().layers(); layer += 2) {
      Cells spatial = blocks.dit(whole.block(), places, x, c, in, layer + ".");
      Cells turned = turned(spatial, frames, places, op.stack().width());
      Cells timed = layer > 0 ? turned : pointwise.shared(turned, in.get("times"), 1, Double::sum);
      Cells temporal = blocks.dit(whole.block(), frames, timed, c, in, layer + 1 + ".");
      x = turned(temporal, places, frames, op.stack().width());
    }
    return last(whole, x, c, in);
  }

  /** [B, n, m, D] as [B, m, n, D]. */
  private static Cells turned(Cells x, long outer, long inner, long width) {
    Cells result = Cells.blank(x.size());
    for (int i = 0; i < x.size(); i++) {
      long row = i / width;
      long sample = row / (outer * inner);
      long from = (sample * outer + row % outer) * inner + row / outer % inner;
      result.set(i, x.get((int) (from * width + i % width)));
    }
    return result;
  }

  /** The samples with their labels, then the same with that of no class. */
  private Cells step(DitStep op, Inputs in) {
    Cells x = in.get("x");
    Cells t = in.get("t");
    Samples twice = new Samples(Layout.joined(x, x), Layout.joined(t, t), op::label);
    Cells prediction = forward(op.forward(), twice, in);
    int sample = x.size() / (int) op.batch();
    Cells noise = Layout.columns(prediction, 2 * sample, 0, sample);
    Cells with = Layout.columns(noise, noise.size(), 0, x.size());
    Cells without = Layout.columns(noise, noise.size(), x.size(), x.size());
    Cells difference = pointwise.combine(with, without, (a, b) -> a - b);
    Cells guidance = pointwise.map(difference, value -> DitStep.GUIDANCE * value);
    Cells guided = pointwise.combine(without, guidance, Double::sum);
    Cells kept = pointwise.map(x, value -> DitStep.LATENT_FACTOR * value);
    Cells changed = pointwise.map(guided, value -> DitStep.NOISE_FACTOR * value);
    return pointwise.combine(kept, changed, Double::sum);
  }

  /** Features [B, R], cosines then sines, of wavelengths up to 2 pi 10000, and two layers. */
  private Cells timestep(TimestepEmbedding op, Cells t, Inputs in) {
    int count = (int) op.features();
    int half = count / 2;
    Cells features = Cells.blank(op.batch() * count);
    for (int i = 0; i < features.size(); i++) {
      int feature = i % count;
      double angle = Math.pow(10_000, -(double) (feature % half) / half) * t.get(i / count);
      features.set(i, ledger.applied(feature < half ? Math.cos(angle) : Math.sin(angle)));
    }
    Cells hidden = products.linear(features, in.get("wt1"), in.get("bt1"));
    Cells activated = pointwise.map(hidden, Pointwise::silu);
    return products.linear(activated, in.get("wt2"), in.get("bt2"));
  }

  private static Cells labels(DitForward op, Samples samples, Inputs in) {
    Cells table = in.get("labels");
    int width = (int) op.stack().width();
    Cells result = Cells.blank(op.batch() * width);
    for (int i = 0; i < result.size(); i++) {
      int entry = (int) samples.label().applyAsLong(i / width);
      result.set(i, table.get(entry * width + i % width));
    }
    return result;
  }
}

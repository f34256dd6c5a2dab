package io.ditgauge.model.family;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.DitModel;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of the DiT paper (arXiv 2212.09748), on square images.
 *
 * @param model the model
 */
public record DitPaperDenoiser(DitModel model) implements Denoiser {
  @Override
  public String className() {
    return "DiT";
  }

  @Override
  public Grid patch() {
    return Grid.square(model.patch());
  }

  @Override
  public long latentChannels() {
    return DitModel.CHANNELS;
  }

  @Override
  public ForwardPass forward(Input input) {
    Grid latent = input.latent();
    if (latent.frames() != 1 || latent.height() != latent.width()) {
      throw new IllegalArgumentException(
          model.name() + " takes square images only: latent=" + latent + "; give SIDExSIDE");
    }
    long side = latent.width() * DitModel.ENCODER_STRIDE;
    List<Part> parts = new ArrayList<>();
    for (CountedOp op : model.forward(input.batch(), side)) {
      parts.add(part(op));
    }
    parts.add(
        Part.of("label embedding", new Lookup(input.batch(), model.width(), DitModel.LABELS)));
    return new ForwardPass(parts, model.tokens(side), 0);
  }

  /** A product of the paper's list stands for a linear layer with a bias. */
  private static Part part(CountedOp op) {
    if (op.op() instanceof Gemm gemm) {
      return Part.of(op.name(), new Linear(gemm.m(), gemm.k(), gemm.n(), 1));
    }
    List<CountedOp> inside = op.op().parts();
    return inside.isEmpty()
        ? new Part(op.name(), List.of(new CountedOp(op.name(), op.op(), 1)), op.count())
        : new Part(op.name(), inside, op.count());
  }
}

package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.latency.OpTime;
import io.ditgauge.estimator.measured.Measurements.Measured;
import io.ditgauge.estimator.measured.Measurements.Timed;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fits what the sum of the parts of a block leaves: the logarithm of its measured time over that
 * sum, which changes smoothly with rows, tokens and width. How smoothly is what says best what was
 * left out.
 */
final class BlockFit {
  /** Fewer blocks than this say nothing of how it changes. */
  private static final int FEWEST = 3;

  private static final String LENGTH = "length";
  private static final String SIGNAL = "signal";
  private static final String NOISE = "noise";

  private static final double[] LENGTHS = {0.7, 1, 1.5, 2.5};
  private static final double[] SIGNALS = {0.01, 0.03, 0.06, 0.12};
  private static final double[] NOISES = {0.01, 0.02, 0.04};

  /** What counts as far: a factor in rows, in tokens and in width. */
  private static final double[] SCALES = {4, 4, 2};

  private BlockFit() {}

  /** Blocks with what their parts leave. */
  private static final class Residuals {
    private final List<Measured<Timed>> blocks;
    private final double[] values;

    Residuals(List<Measured<Timed>> blocks, double[] values) {
      this.blocks = blocks;
      this.values = values;
    }

    Kriging surface(Kriging.Shape shape) {
      return new Kriging(blocks.stream().map(it -> coordinates(block(it))).toList(), values, shape);
    }
  }

  private static DitBlock block(Measured<Timed> it) {
    return (DitBlock) it.what().op();
  }

  private static double[] coordinates(DitBlock it) {
    return new double[] {
      Math.log((double) it.batch() * it.tokens() / 512) / Math.log(SCALES[0]),
      Math.log(it.tokens() / 256.0) / Math.log(SCALES[1]),
      Math.log(it.width() / 768.0) / Math.log(SCALES[2])
    };
  }

  /** The fit, where enough blocks were measured; the fits of the other classes come first. */
  static Optional<ClassFit> of(ClassFit.Scope scope, Selection selection, List<ClassFit> fits) {
    Residuals residuals = residuals(selection, MeasuredEfficiency.within(selection, fits));
    if (residuals.blocks.size() < FEWEST) {
      return Optional.empty();
    }
    Kriging.Shape shape = smoothest(residuals);
    List<DitBlock> blocks = residuals.blocks.stream().map(BlockFit::block).toList();
    return Optional.of(
        new ClassFit(
            scope,
            Map.of(LENGTH, shape.length(), SIGNAL, shape.signal(), NOISE, shape.noise()),
            Rounded.heldOut(errors(residuals, shape)),
            List.of(
                Rounded.span("rows", blocks, it -> (double) it.batch() * it.tokens()),
                Rounded.span("tokens", blocks, it -> (double) it.tokens()),
                Rounded.span("width", blocks, it -> (double) it.width())),
            residuals.blocks.stream().map(Measured::key).toList()));
  }

  /**
   * What the fit says of blocks; nothing where there is none.
   *
   * @param within what those fits say of parts within a block
   */
  static Optional<Kriging> surface(Selection selection, List<ClassFit> fits, Efficiency within) {
    return Fits.find(fits, Fits.BLOCK, Optional.empty())
        .map(
            fit -> {
              Kriging.Shape shape =
                  new Kriging.Shape(
                      fit.coefficient(LENGTH), fit.coefficient(SIGNAL), fit.coefficient(NOISE));
              return residuals(selection, within).surface(shape);
            });
  }

  /** The logarithm of the time of a block over the sum of its parts. */
  static Kriging.Normal at(Kriging surface, DitBlock block) {
    return surface.at(coordinates(block));
  }

  /** Whether the blocks that were measured surround that one. */
  static boolean covers(List<ClassFit> fits, DitBlock it) {
    double[] values = {(double) it.batch() * it.tokens(), it.tokens(), it.width()};
    List<ClassFit.Span> spans =
        Fits.find(fits, Fits.BLOCK, Optional.empty()).map(ClassFit::covered).orElse(List.of());
    boolean all = spans.size() == values.length;
    for (int i = 0; all && i < values.length; i++) {
      all = spans.get(i).contains(values[i]);
    }
    return all;
  }

  private static Residuals residuals(Selection selection, Efficiency within) {
    List<Measured<Timed>> blocks = new Measurements(selection).composites();
    double[] values = new double[blocks.size()];
    for (int i = 0; i < values.length; i++) {
      Timed it = blocks.get(i).what();
      values[i] = Math.log(it.seconds() / seconds(within, selection.backend(), it.op()));
    }
    return new Residuals(blocks, values);
  }

  private static double seconds(Efficiency within, String backend, Op op) {
    List<CountedOp> one = List.of(new CountedOp(op.type(), op, 1));
    return MeasuredPredictor.times(within, backend, one).stream()
        .mapToDouble(OpTime::seconds)
        .sum();
  }

  private static Kriging.Shape smoothest(Residuals residuals) {
    Kriging.Shape best = new Kriging.Shape(LENGTHS[0], SIGNALS[0], NOISES[0]);
    double most = Double.NEGATIVE_INFINITY;
    for (Kriging.Shape shape : shapes()) {
      Kriging.Normal[] leftOut = residuals.surface(shape).leftOut();
      double sum = 0;
      for (int i = 0; i < leftOut.length; i++) {
        sum += leftOut[i].logDensity(residuals.values[i]);
      }
      if (sum > most + 1e-9) {
        most = sum;
        best = shape;
      }
    }
    return best;
  }

  private static List<Kriging.Shape> shapes() {
    List<Kriging.Shape> result = new ArrayList<>();
    for (double length : LENGTHS) {
      for (double signal : SIGNALS) {
        for (double noise : NOISES) {
          result.add(new Kriging.Shape(length, signal, noise));
        }
      }
    }
    return result;
  }

  private static double[] errors(Residuals residuals, Kriging.Shape shape) {
    Kriging.Normal[] leftOut = residuals.surface(shape).leftOut();
    double[] result = new double[leftOut.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = leftOut[i].mean() - residuals.values[i];
    }
    return result;
  }
}

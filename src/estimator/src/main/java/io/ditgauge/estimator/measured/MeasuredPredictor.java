package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.OpTime;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.PassTimes;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.measured.Measurements.Weights;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.roofline.Timing;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Op;
import io.ditgauge.model.OpClass;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Predicts ops, measured or not, from the rates of a calibration: of one backend, element type and
 * device.
 */
public final class MeasuredPredictor {
  private final Selection selection;
  private final List<ClassFit> fits;
  private final Efficiency alone;
  private final Efficiency within;
  private final Optional<Kriging> blocks;

  private MeasuredPredictor(Selection selection) {
    this.selection = selection;
    fits = Fits.carriedOrMade(selection);
    alone = MeasuredEfficiency.alone(selection, fits, Weights.WARM);
    within = MeasuredEfficiency.within(selection, fits);
    blocks = BlockFit.surface(selection, fits, within);
  }

  /**
   * A predictor of what a backend does at an element type on a device of the calibrated machine.
   *
   * @throws IllegalArgumentException where nothing, no matrix product or no copy was measured there
   */
  public static MeasuredPredictor of(
      Calibration calibration, String backend, String dtype, String device) {
    return new MeasuredPredictor(new Selection(calibration, backend, dtype, device));
  }

  /**
   * The same from a calibration whose blocks are none of theirs: what it says of them, it says
   * without having seen them.
   *
   * @param models ops that are made of blocks
   * @throws IllegalArgumentException where too little is left
   */
  public static MeasuredPredictor withoutBlocksOf(
      List<? extends Op> models, Calibration calibration, String backend, String dtype) {
    Set<Op> blocks = new HashSet<>();
    models.forEach(model -> model.parts().forEach(part -> blocks.add(part.op())));
    List<Rate> others =
        calibration.rates().stream()
            .filter(rate -> !(rate.op().toOp() instanceof DitBlock it && blocks.contains(it)))
            .toList();
    return of(calibration.withRates(others), backend, dtype, "cpu");
  }

  /**
   * Time of one call of an op: a block as its parts within a block, anything else as measured
   * alone. Attention by itself has its heads side by side: it moves none, as it does within a
   * block.
   */
  public Predicted predict(Op op) {
    CountedOp one = new CountedOp(op.type(), op, 1);
    if (hasAttention(op)) {
      return predict(List.of(one));
    }
    List<OpTime> times = times(alone, selection.backend(), List.of(one));
    if (op.opClass() == OpClass.ATTENTION) {
      return sum(times.stream().filter(it -> it.timeClass() == TimeClass.ATTENTION).toList());
    }
    return sum(times);
  }

  private static boolean hasAttention(Op op) {
    return op.parts().stream()
        .map(CountedOp::op)
        .anyMatch(it -> it.opClass() == OpClass.ATTENTION || hasAttention(it));
  }

  /**
   * Time of ops that run one after the other, such as those of a model's forward pass: blocks as
   * the blocks that were measured add up, anything else as the sum of its parts.
   */
  public Predicted predict(List<CountedOp> ops) {
    if (ops.isEmpty()) {
      throw new IllegalArgumentException("no ops to predict; give at least one");
    }
    List<Predicted> parts = new ArrayList<>();
    List<CountedOp> others = new ArrayList<>();
    for (CountedOp op : opened(ops)) {
      if (op.op() instanceof DitBlock block && blocks.isPresent()) {
        parts.add(blocks(block, op, blocks.get()));
      } else {
        others.add(op);
      }
    }
    if (!others.isEmpty()) {
      parts.add(sum(times(within, selection.backend(), others)));
    }
    return Predicted.together(parts);
  }

  /** Composites in their parts, down to blocks and to what has no attention in it. */
  private static List<CountedOp> opened(List<CountedOp> ops) {
    List<CountedOp> result = new ArrayList<>();
    for (CountedOp op : ops) {
      if (op.op() instanceof DitBlock || !hasAttention(op.op())) {
        result.add(op);
      } else {
        opened(op.op().parts())
            .forEach(it -> result.add(new CountedOp(it.name(), it.op(), op.count() * it.count())));
      }
    }
    return result;
  }

  private Predicted blocks(DitBlock block, CountedOp counted, Kriging surface) {
    Kriging.Normal residual = BlockFit.at(surface, block);
    boolean outside = !BlockFit.covers(fits, block);
    double spread = Math.max(MeasuredEfficiency.LEAST_SPREAD, residual.deviation());
    return sum(times(within, selection.backend(), List.of(counted)))
        .with(outside ? Timing.OUTSIDE * spread : spread)
        .slower(Math.exp(residual.mean()))
        .with(outside);
  }

  /** Times of ops as a backend runs them. */
  static List<OpTime> times(Efficiency efficiency, String backend, List<CountedOp> ops) {
    return times(
        efficiency,
        new Options(MeasuredEfficiency.KERNEL, Execution.of(backend), Parallelism.NONE, false),
        ops);
  }

  static List<OpTime> times(Efficiency efficiency, Options options, List<CountedOp> ops) {
    ForwardPass pass = new ForwardPass(List.of(new Part("ops", ops, 1)), 1, 0);
    return PassTimes.of(efficiency, "DiT", options, pass);
  }

  /** Within a class errors are shared, between classes independent. */
  static Predicted sum(List<OpTime> times) {
    Map<TimeClass, Double> seconds = new EnumMap<>(TimeClass.class);
    Map<TimeClass, Double> errors = new EnumMap<>(TimeClass.class);
    double outside = 0;
    for (OpTime time : times) {
      seconds.merge(time.timeClass(), time.seconds(), Double::sum);
      errors.merge(time.timeClass(), time.seconds() * time.spread(), Double::sum);
      outside += time.extrapolated() ? time.seconds() : 0;
    }
    double total = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    double squares = errors.values().stream().mapToDouble(error -> error * error).sum();
    return new Predicted(
        total, Math.sqrt(squares) / total, outside > Predicted.NOTABLE * total, seconds);
  }
}

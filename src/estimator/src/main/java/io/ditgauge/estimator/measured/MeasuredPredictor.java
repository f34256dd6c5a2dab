package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.OpTime;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.PassTimes;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Op;
import io.ditgauge.model.OpClass;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Predicts ops, measured or not, from the rates of a calibration: of one backend, element type and
 * device.
 */
public final class MeasuredPredictor {
  /** Share of the time above which shapes outside the measured range are flagged. */
  private static final double NOTABLE = 0.1;

  private static final Options OPTIONS =
      new Options(MeasuredEfficiency.KERNEL, Execution.TORCHSCRIPT, Parallelism.NONE, false);

  private final Efficiency efficiency;

  private MeasuredPredictor(Efficiency efficiency) {
    this.efficiency = efficiency;
  }

  /**
   * A predictor of what a backend does at an element type on a device of the calibrated machine.
   *
   * @throws IllegalArgumentException where nothing, no matrix product or no copy was measured there
   */
  public static MeasuredPredictor of(
      Calibration calibration, String backend, String dtype, String device) {
    return new MeasuredPredictor(
        MeasuredEfficiency.of(new Selection(calibration, backend, dtype, device)));
  }

  /**
   * Time of one call of an op, whole blocks included. Attention by itself has its heads side by
   * side: it moves none, as it does within a block.
   */
  public Predicted predict(Op op) {
    List<OpTime> times = times(List.of(new CountedOp(op.type(), op, 1)));
    if (op.opClass() == OpClass.ATTENTION) {
      return sum(times.stream().filter(it -> it.timeClass() == TimeClass.ATTENTION).toList());
    }
    return sum(times);
  }

  /** Time of ops that run one after the other, such as those of a model's forward pass. */
  public Predicted predict(List<CountedOp> ops) {
    if (ops.isEmpty()) {
      throw new IllegalArgumentException("no ops to predict; give at least one");
    }
    return sum(times(ops));
  }

  private List<OpTime> times(List<CountedOp> ops) {
    ForwardPass pass = new ForwardPass(List.of(new Part("ops", ops, 1)), 1, 0);
    return PassTimes.of(efficiency, "DiT", OPTIONS, pass);
  }

  /** Within a class errors are shared, between classes independent. */
  private static Predicted sum(List<OpTime> times) {
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
    return new Predicted(total, Math.sqrt(squares) / total, outside > NOTABLE * total, seconds);
  }
}

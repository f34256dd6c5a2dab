package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.calibration.RateGates;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.model.Op;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rates of a calibration that a prediction rests on.
 *
 * @param calibration the calibration
 * @param backend tensor library
 * @param dtype element type
 * @param device device
 */
public record Selection(Calibration calibration, String backend, String dtype, String device) {
  /**
   * Checks that something was measured there.
   *
   * @throws IllegalArgumentException naming what was measured
   */
  public Selection {
    boolean any =
        calibration.rates().stream().anyMatch(rate -> matches(rate, backend, dtype, device));
    if (!any) {
      TreeSet<String> known = new TreeSet<>();
      calibration
          .rates()
          .forEach(it -> known.add(it.backend() + " " + it.dtype() + " " + it.device()));
      throw new IllegalArgumentException(
          "run "
              + calibration.run()
              + " has no rate of backend="
              + backend
              + ", dtype="
              + dtype
              + ", device="
              + device
              + "; it has "
              + known);
    }
  }

  private static boolean matches(Rate rate, String backend, String dtype, String device) {
    return rate.backend().equals(backend)
        && rate.dtype().equals(dtype)
        && rate.device().equals(device);
  }

  /** The rates, measured the usual way, that no gate keeps out. */
  public List<Rate> rates() {
    Set<String> excluded = RateGates.excluded(calibration);
    return calibration.rates().stream()
        .filter(rate -> matches(rate, backend, dtype, device))
        .filter(rate -> !excluded.contains(rate.key()))
        .filter(rate -> Variation.describe(rate.params()).isEmpty())
        .toList();
  }

  /** The rates whose op is of that class. */
  <O extends Op> List<Measured<O>> of(Class<O> type) {
    return rates().stream()
        .filter(rate -> type.isInstance(rate.op().toOp()))
        .map(rate -> new Measured<>(type.cast(rate.op().toOp()), rate.seconds()))
        .toList();
  }

  /**
   * A measured op.
   *
   * @param op the op
   * @param seconds its time
   */
  record Measured<O extends Op>(O op, double seconds) {}
}

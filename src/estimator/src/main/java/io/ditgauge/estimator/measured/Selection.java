package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.calibration.RateGates;
import io.ditgauge.estimator.run.Variation;
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
  /** Parameters that say that it was measured otherwise than a forward pass on all cores. */
  private static final List<String> OTHERWISE =
      List.of(Variation.PASS, Variation.CALLS, Variation.THREADS);

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

  /**
   * The rates of forward passes that no gate keeps out; if any has an interval, those that have one
   * or forks enough for a median.
   */
  public List<Rate> rates() {
    Set<String> excluded = RateGates.excluded(calibration);
    List<Rate> all =
        calibration.rates().stream()
            .filter(rate -> matches(rate, backend, dtype, device))
            .filter(rate -> !excluded.contains(rate.key()))
            .filter(rate -> OTHERWISE.stream().noneMatch(rate.params()::containsKey))
            .toList();
    List<Rate> sure = all.stream().filter(it -> !it.tooFewForks()).toList();
    return sure.isEmpty() ? all : sure;
  }
}

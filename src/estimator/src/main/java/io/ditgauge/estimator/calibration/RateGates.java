package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.gates.Finding;
import io.ditgauge.estimator.gates.Gate;
import io.ditgauge.estimator.gates.Gates;
import io.ditgauge.estimator.gates.Observation;
import io.ditgauge.estimator.hardware.TheoreticalCeiling;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.estimator.run.Variation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gates over the rates of a calibration. Rates above the peak are refused when a calibration is
 * made, and single forks make it provisional; here it is about rows that look alike and are not.
 */
public final class RateGates {
  /** Answered elsewhere: by the checks of a calibration, and by its being provisional. */
  private static final Set<Gate> ELSEWHERE =
      Set.of(Gate.ABOVE_PEAK, Gate.ABOVE_NOMINAL, Gate.UNKNOWN_DEVICE, Gate.NO_INTERVAL);

  private RateGates() {}

  /** What the gates find in the rates of a calibration. */
  public static List<Finding> of(Calibration calibration) {
    return of(calibration.rates(), calibration.ceilings().theoretical(), calibration.backends());
  }

  /** With the rates whose threads are not those of their backend, which the ceilings had. */
  static List<Finding> of(
      Collection<Rate> rates, List<TheoreticalCeiling> ceilings, List<BackendInfo> backends) {
    List<Finding> findings = new ArrayList<>(of(rates, ceilings));
    for (Rate rate : rates) {
      for (BackendInfo backend : backends) {
        if (backend.name().equals(rate.backend())) {
          int usual = backend.threads();
          int own = Variation.threads(rate.params()).orElse(usual);
          Gates.threads(rate.key(), usual, own).ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  static List<Finding> of(Collection<Rate> rates, List<TheoreticalCeiling> ceilings) {
    Map<String, Gates.Peaks> peaks = new HashMap<>();
    for (TheoreticalCeiling it : ceilings) {
      peaks.put(it.dtype(), new Gates.Peaks(it.flopsPerSecond(), it.flopsPerSecond()));
    }
    List<Observation> rows = new ArrayList<>();
    for (Rate rate : rates) {
      if (rate.flops() > 0) {
        rows.add(observation(rate));
      }
    }
    return Gates.check(rows, peaks).stream()
        .filter(finding -> !ELSEWHERE.contains(finding.gate()))
        .toList();
  }

  private static Observation observation(Rate rate) {
    return new Observation(
        rate.key(),
        rate.label() + "|" + rate.backend() + "|" + Variation.describe(rate.params()),
        rate.device(),
        rate.dtype(),
        rate.flops(),
        rate.seconds(),
        rate.secondsHigh().map(high -> high - rate.seconds()),
        rate.samples());
  }

  /** Keys of the rates that no fit may use. */
  public static Set<String> excluded(Calibration calibration) {
    return of(calibration).stream()
        .filter(finding -> finding.gate().excludes())
        .flatMap(finding -> finding.keys().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}

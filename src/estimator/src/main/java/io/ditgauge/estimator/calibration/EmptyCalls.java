package io.ditgauge.estimator.calibration;

import io.ditgauge.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a call costs before it computes anything: JMH's own overhead and the crossing into the
 * library, measured by the smallest call through the same path.
 */
public final class EmptyCalls {
  /** Calls shorter than this are expected to feel the crossing. */
  private static final double SHORT_SECONDS = 1e-3;

  private static final double TIMES = 100;
  private static final double TIMES_ON_ND4J = 50;
  private static final String ND4J = "nd4j";

  private EmptyCalls() {}

  /** Whether that is the rate of an empty call. */
  public static boolean isEmpty(Rate rate) {
    return rate.op().type().equals(Probe.Kind.EMPTY.type());
  }

  /** A warning for each op of more than a millisecond in which an empty call is not negligible. */
  static List<String> warnings(List<Rate> rates) {
    List<String> warnings = new ArrayList<>();
    for (Rate rate : rates) {
      if (rate.seconds() > SHORT_SECONDS && !isEmpty(rate)) {
        crossing(rate, rates).flatMap(empty -> warning(rate, empty)).ifPresent(warnings::add);
      }
    }
    return warnings;
  }

  private static Optional<Rate> crossing(Rate rate, List<Rate> rates) {
    return rates.stream()
        .filter(EmptyCalls::isEmpty)
        .filter(it -> it.backend().equals(rate.backend()) && it.device().equals(rate.device()))
        .findFirst();
  }

  private static Optional<String> warning(Rate rate, Rate empty) {
    double least = rate.backend().equals(ND4J) ? TIMES_ON_ND4J : TIMES;
    double times = rate.seconds() / empty.seconds();
    return times >= least
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "an empty call is not negligible in %s: %.3f ms is %.0f times the %.1f us of %s,"
                    + " less than %.0f",
                rate.key(),
                rate.seconds() * 1e3,
                times,
                empty.seconds() * 1e6,
                empty.key(),
                least));
  }
}

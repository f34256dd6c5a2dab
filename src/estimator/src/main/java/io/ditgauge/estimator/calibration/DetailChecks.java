package io.ditgauge.estimator.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of what a calibration tells beside its rates. */
final class DetailChecks {
  private static final double TOLERANCE = 1e-6;

  private DetailChecks() {}

  /** Throws IllegalArgumentException, naming the JSON path, for details that break one. */
  static void check(Calibration calibration) {
    calibration.details().ifPresent(details -> checkKeys(calibration, details));
    List<TrainingRatio> found = calibration.details().map(Details::training).orElseGet(List::of);
    List<TrainingRatio> expected = TrainingRatio.of(calibration.rates());
    String path = "$.details.training";
    require(
        found.size() == expected.size(),
        "every training rate whose forward was measured has a ratio: found "
            + found.size()
            + ", expected "
            + expected.size(),
        path);
    for (int i = 0; i < found.size(); i++) {
      TrainingRatio one = found.get(i);
      TrainingRatio other = expected.get(i);
      require(
          one.key().equals(other.key())
              && one.forwardKey().equals(other.forwardKey())
              && close(one.ratio(), other.ratio())
              && close(one.low(), other.low())
              && close(one.high(), other.high()),
          "a ratio must be the seconds of its key over those of its forwardKey: found "
              + one
              + ", expected "
              + other,
          path + "[" + i + "]");
    }
  }

  private static void checkKeys(Calibration calibration, Details details) {
    List<String> keys = new ArrayList<>();
    details.firstCalls().forEach(calls -> keys.add(calls.key()));
    details.memory().forEach(memory -> keys.add(memory.key()));
    for (String key : keys) {
      require(
          calibration.rate(key).isPresent(),
          "a detail must be of a rate: '" + key + "'",
          "$.details");
    }
  }

  private static boolean close(Optional<Double> a, Optional<Double> b) {
    return a.isPresent() == b.isPresent() && (a.isEmpty() || close(a.get(), b.orElseThrow()));
  }

  private static boolean close(double found, double expected) {
    return Math.abs(found - expected) <= TOLERANCE * Math.abs(expected);
  }

  static void require(boolean holds, String message, String path) {
    if (!holds) {
      throw new IllegalArgumentException(message + " (" + path + ")");
    }
  }
}

package io.ditgauge.cli;

import io.ditgauge.estimator.calibration.Calibration;
import java.util.ArrayList;
import java.util.List;

/** What goes to standard error where the printed format has no place for it. */
final class Warnings {
  private Warnings() {}

  static List<String> of(Calibration calibration) {
    List<String> warnings = new ArrayList<>();
    if (calibration.provisional()) {
      warnings.add(
          "provisional calibration: single forks have no interval; measure with effort quick or"
              + " more before quoting it");
    }
    warnings.addAll(calibration.warnings());
    return warnings;
  }
}

package io.ditgauge.estimator.scenario;

import io.ditgauge.estimator.article.MeasuredUtilization;
import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.measured.MeasuredEfficiency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a calibration puts in the place of a scenario's assumptions. */
final class Calibrated {
  private Calibrated() {}

  /** The scenario with the measured utilization where it had assumed one. */
  static Scenario utilization(Scenario scenario, Calibration calibration) {
    MeasuredUtilization measured = MeasuredUtilization.of(calibration);
    Map<String, Scenario.Known> numbers = new LinkedHashMap<>(scenario.numbers());
    for (String path : List.of("training.utilization", "serving.utilization")) {
      numbers.computeIfPresent(
          path, (id, old) -> new Scenario.Known(measured.known(), measured.figure().source()));
    }
    return new Scenario(scenario.place(), scenario.title(), scenario.settings(), numbers);
  }

  /** A calibration holds the rates of one device and of its own kernels. */
  static Options options(Scenario scenario) {
    scenario
        .setting("hardware.parallel")
        .ifPresent(
            it -> {
              throw new IllegalArgumentException(
                  "a calibration was measured on one device: hardware.parallel="
                      + it
                      + "; leave it out, or estimate a published card");
            });
    return new Options(MeasuredEfficiency.KERNEL, Execution.TORCHSCRIPT, Parallelism.NONE, true);
  }
}

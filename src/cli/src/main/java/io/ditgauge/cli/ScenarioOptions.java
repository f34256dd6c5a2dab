package io.ditgauge.cli;

import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.measured.Selection;
import io.ditgauge.estimator.scenario.Scenario;
import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.scenario.Scenarios;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Changes to a scenario. */
final class ScenarioOptions {
  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Change a value of the scenario, as training.utilization=0.4; repeatable.")
  List<String> changes = List.of();

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description =
          "What was measured in the place of what a scenario assumes: a known model runs on that"
              + " machine, a scaled one gets its utilization.")
  Optional<Path> calibration = Optional.empty();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "torchscript",
      description = "Of a calibration: the tensor library (default: ${DEFAULT-VALUE}).")
  String backend;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      defaultValue = "f32",
      description = "Of a calibration: the element type (default: ${DEFAULT-VALUE}).")
  String dtype;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "Of a calibration: the device (default: ${DEFAULT-VALUE}).")
  String device;

  /** Whether a file is a scenario: by its name, since a calibration is JSON. */
  static boolean isScenario(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /** The scenario of a file with the changes. */
  ScenarioResult result(Path file) {
    Map<String, String> byPath = new LinkedHashMap<>();
    for (String change : changes) {
      int sign = change.indexOf('=');
      if (sign < 1 || sign == change.length() - 1) {
        throw new IllegalArgumentException("--set must be PATH=VALUE: --set " + change);
      }
      byPath.put(change.substring(0, sign), change.substring(sign + 1));
    }
    Scenario scenario = Scenarios.read(file, byPath);
    return calibration
        .map(it -> new Selection(CalibrationFiles.read(it), backend, dtype, device))
        .map(it -> ScenarioResult.of(scenario, it))
        .orElseGet(() -> ScenarioResult.of(scenario));
  }
}

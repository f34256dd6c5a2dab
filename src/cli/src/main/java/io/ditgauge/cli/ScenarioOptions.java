package io.ditgauge.cli;

import io.ditgauge.estimator.scenario.Scenario;
import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.scenario.Scenarios;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
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

  @Mixin SelectionOptions selection;

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
        .map(selection::of)
        .map(it -> ScenarioResult.of(scenario, it))
        .orElseGet(() -> ScenarioResult.of(scenario));
  }
}

package io.ditgauge.cli.serve;

import io.ditgauge.estimator.scenario.Scenario;
import io.ditgauge.estimator.scenario.Scenarios;
import io.ditgauge.model.preset.Presets;
import io.ditgauge.report.page.Plan;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an address asks of a scenario.
 *
 * @param name of the shipped scenario
 * @param fields what can be chosen of it
 * @param chosen checked values by path, of those that are asked for
 */
record ScenarioQuery(String name, List<ScenarioField> fields, Map<String, String> chosen) {
  private static final String UTILIZATION = "serving.utilization";

  /** Copies. */
  ScenarioQuery {
    fields = List.copyOf(fields);
    chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
  }

  /**
   * The query of an address; empty values are as if they were not there.
   *
   * @param raw the part behind the question mark, as it was sent; may be empty
   * @param measured whether there is a calibration to choose
   * @throws IllegalArgumentException naming what is unknown, given twice or out of bounds
   */
  static ScenarioQuery of(String raw, boolean measured) {
    Map<String, String> asked = PlanQuery.parameters(raw);
    asked.values().removeIf(String::isEmpty);
    String name = asked.getOrDefault(ScenarioFields.SCENARIO, ScenarioFields.FIRST);
    List<ScenarioField> fields =
        ScenarioFields.of(name, Optional.ofNullable(asked.get("model.preset")), measured);
    Map<String, String> chosen = new LinkedHashMap<>();
    for (ScenarioField field : fields) {
      String value = asked.remove(field.path());
      if (value != null) {
        chosen.put(field.path(), field.checked(value));
      }
    }
    if (!asked.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown parameter '"
              + asked.keySet().iterator().next()
              + "'; there are "
              + ScenarioFields.names(fields));
    }
    return new ScenarioQuery(name, fields, chosen);
  }

  /** Whether the utilization that was measured is chosen. */
  boolean isMeasured() {
    return ScenarioFields.MEASURED.equals(chosen.get(ScenarioFields.UTILIZATION));
  }

  /** The scenario with what is chosen. */
  Scenario scenario() {
    return Scenarios.read(Path.of(name), changes());
  }

  /** The scenario with what is chosen as a file. */
  String text() {
    return Scenarios.text(Path.of(name), changes());
  }

  private Map<String, String> changes() {
    Map<String, String> changes = new LinkedHashMap<>();
    Scenario base = ScenarioFields.shipped(name);
    String preset = chosen.get("model.preset");
    if (preset != null && !preset.equals(base.settings().get("model.preset"))) {
      changes.putAll(ScenarioFields.ofOther(base, Presets.of(preset).model().orElseThrow()));
    }
    for (ScenarioField field : fields) {
      String value = chosen.get(field.path());
      if (value == null || !isOfTheScenario(field)) {
        continue;
      }
      changes.put(field.path(), isSetting(field) ? quoted(value) : number(value));
    }
    utilization(changes);
    ScenarioFields.complete(base, changes);
    return changes;
  }

  private static boolean isOfTheScenario(ScenarioField field) {
    return !field.path().equals(ScenarioFields.SCENARIO)
        && !field.path().equals(ScenarioFields.UTILIZATION);
  }

  private static boolean isSetting(ScenarioField field) {
    return !field.options().isEmpty() || field.path().startsWith("model.");
  }

  private static String quoted(String value) {
    return value.matches("[0-9]+") ? value : "\"" + value + "\"";
  }

  static String number(String value) {
    return "{value: " + value + ", assumed: chosen on the page}";
  }

  private void utilization(Map<String, String> changes) {
    if (!ScenarioFields.shipped(name).settings().containsKey("model.preset")) {
      return;
    }
    boolean assumed = ScenarioFields.ASSUMED.equals(chosen.get(ScenarioFields.UTILIZATION));
    if (!assumed && changes.containsKey(UTILIZATION)) {
      throw new IllegalArgumentException(
          UTILIZATION
              + " goes with "
              + ScenarioFields.UTILIZATION
              + "="
              + ScenarioFields.ASSUMED
              + "; leave it empty where the utilization is predicted");
    }
    if (assumed) {
      changes.putIfAbsent(
          UTILIZATION,
          number(
              fields.stream()
                  .filter(it -> it.path().equals(UTILIZATION))
                  .map(it -> it.bounds().usual())
                  .findFirst()
                  .orElseThrow()));
    }
  }

  /** The fields of a page with what is chosen. */
  List<Plan.Field> shown() {
    return fields.stream().map(it -> it.shown(chosen.getOrDefault(it.path(), it.usual()))).toList();
  }
}

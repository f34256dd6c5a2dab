package io.ditgauge.cli.serve;

import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.scenario.Scenario;
import io.ditgauge.estimator.scenario.Scenarios;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.page.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The values that can be chosen of a shipped scenario. */
final class ScenarioFields {
  static final String SCENARIO = "scenario";
  static final String UTILIZATION = "utilization";
  static final String PREDICTED = "predicted from the rates of kernels";
  static final String ASSUMED = "assumed";
  static final String MEASURED = "measured";
  static final String NOTHING = "none";
  static final String FIRST = "hunyuan-video-720p.yaml";

  private static final int DIGITS = 6;
  private static final Map<String, Scenario> SHIPPED = new ConcurrentHashMap<>();
  private static final String LARGE = "1000000";
  private static final String DONE_SECONDS = "slo.doneSeconds";
  private static final String DONE_SHARE = "slo.doneShare";
  private static final String USUAL_DONE_SHARE = "0.05";

  /** Numbers of scenarios by path, with the bounds of the page; a whole one ends in {@code #}. */
  private static final String[][] NUMBERS = {
    {"scaling.size", "parameters over the reference's", "0.01", LARGE},
    {"serving.clipSeconds", "length of an output, s", "1", "3600"},
    {"serving.steps", "steps", "1", "1000"},
    {"serving.utilization", "share of the peak in serving", "0.001", "1"},
    {"serving.roundedMinutes", "video minutes in a GPU-hour, rounded", "0.0001", LARGE},
    {"training.utilization", "share of the peak in training", "0.001", "1"},
    {"demand.candidates", "made for one published", "1", "100"},
    {"demand.peak", "peak over average load", "1", "100"},
    {"fleet.utilization", "share of the rate that a fleet keeps", "0.001", "1"},
    {"prices.gpuHour", "price of a GPU-hour, USD", "0.001", "10000"},
    {"slo.waitSeconds", "longest good wait, s", "0", "86400"},
    {"slo.waitShare", "share that may wait longer", "0.0001", "0.9999"},
    {"slo.busiestOverMean", "busiest hour over the mean", "1", "2"},
    {"slo.availability", "share of time that a server is up", "0.5", "1"},
    {"fleet.failureHours", "time between failures of a server, h", "1", LARGE},
    {"fleet.repairHours", "time to mend a server, h", "0", "1000"},
    {"slo.confidence", "how surely enough are up", "0.5", "0.999999"},
    {"fleet.failed", "share of jobs that fail and run again", "0", "0.99"},
    {"fleet.rejected", "share of outputs made again", "0", "0.99"},
    {"fleet.spare", "spare GPUs over those needed", "0", "10"},
    {"reserve.daySpread", "deviation of a day's load", "0", "2"},
    {"reserve.days", "share of days to be enough for", "0.5", "0.999999"},
    {"reserve.burstSpread", "deviation of bursts in an hour", "0", "2"},
    {"reserve.burstSeconds", "how long bursts last, s", "1", "86400"},
    {"reserve.minutes", "share of minutes to be enough for", "0.5", "0.999999"},
    {"deferral.share", "share of jobs that may be done later", "0.000001", "1"},
    {"deferral.hours", "time within which they are done, h", "1", "168"}
  };

  /**
   * Numbers of a fleet that keeps a promise, which a scenario may do without; in place of what it
   * says stands what is taken where another needs them.
   */
  private static final String[][] OPTIONAL = {
    {DONE_SECONDS, "longest good time to the end, s", "1", "604800", NOTHING},
    {DONE_SHARE, "share that may end later", "0.0001", "0.9999", USUAL_DONE_SHARE},
    {"fleet.given", "GPUs of a given fleet", "1", "10000000", NOTHING}
  };

  private ScenarioFields() {}

  /** The shipped scenario of that name as it is. */
  static Scenario shipped(String name) {
    if (!Scenarios.SHIPPED.contains(name)) {
      throw new IllegalArgumentException(
          "unknown scenario: scenario='"
              + name
              + "'; use one of "
              + String.join(", ", Scenarios.SHIPPED));
    }
    return SHIPPED.computeIfAbsent(name, it -> Scenarios.read(Path.of(it), Map.of()));
  }

  /**
   * The fields of a scenario.
   *
   * @param name of the scenario
   * @param asked the model that is asked for in place of the scenario's
   * @param measured whether there is a calibration to choose
   */
  static List<ScenarioField> of(String name, Optional<String> asked, boolean measured) {
    Scenario base = shipped(name);
    List<ScenarioField> fields = new ArrayList<>();
    fields.add(ScenarioField.choice(SCENARIO, "scenario", Scenarios.SHIPPED, name, SCENARIO));
    fields.add(
        ScenarioField.choice(
            "hardware.card",
            "GPU",
            PublishedEfficiencies.names(),
            base.settings().getOrDefault("hardware.card", "h100-sxm"),
            ""));
    Optional<String> preset = Optional.ofNullable(base.settings().get("model.preset"));
    preset.ifPresent(it -> model(base, it, asked, fields));
    utilization(base, preset.isPresent(), measured, fields);
    for (String[] number : NUMBERS) {
      if (base.numbers().containsKey(number[0])) {
        fields.add(number(base, number[0], number[1], number[2], number[3]));
      }
    }
    if (base.numbers().containsKey("slo.waitSeconds")) {
      for (String[] number : OPTIONAL) {
        fields.add(optional(base, number));
      }
    }
    for (String path : base.numbers().keySet()) {
      if (path.startsWith("demand.streams.") && path.endsWith(".share")) {
        String stream = path.substring("demand.streams.".length(), path.lastIndexOf('.'));
        fields.add(number(base, path, "generated share, " + stream, "0.000001", "1"));
      }
    }
    return fields;
  }

  private static ScenarioField optional(Scenario base, String[] number) {
    return base.numbers().containsKey(number[0])
        ? number(base, number[0], number[1], number[2], number[3])
        : ScenarioField.number(
            number[0], number[1], new Plan.Bounds(number[2], number[3], false, number[4]));
  }

  private static ScenarioField number(
      Scenario base, String path, String label, String least, String most) {
    double median = base.numbers().get(path).known().median();
    return ScenarioField.number(
        path, label, new Plan.Bounds(least, most, false, Numbers.compact(median, DIGITS)));
  }

  private static void model(
      Scenario base, String own, Optional<String> asked, List<ScenarioField> fields) {
    List<String> alike = alike(own);
    String chosen = asked.filter(alike::contains).orElse(own);
    Model model = Presets.of(chosen).model().orElseThrow();
    boolean isOwn = chosen.equals(own);
    fields.add(
        1,
        ScenarioField.choice(
            "model.preset",
            "model",
            alike,
            own,
            "scenario model.preset hardware.card hardware.attention hardware.execution"));
    String[][] sizes = {
      {"width", "width, pixels", "16", "8192", "" + model.defaults().pixels().width()},
      {"height", "height, pixels", "16", "8192", "" + model.defaults().pixels().height()},
      {"frames", "frames", "1", "4096", "" + model.defaults().pixels().frames()},
      {"steps", "steps", "1", "1000", "" + model.defaults().steps()}
    };
    for (String[] size : sizes) {
      String path = "model." + size[0];
      String usual = isOwn ? base.settings().getOrDefault(path, size[4]) : size[4];
      fields.add(
          ScenarioField.number(path, size[1], new Plan.Bounds(size[2], size[3], true, usual)));
    }
    fields.add(
        setting(base, "hardware.attention", "attention kernel", PlanField.ATTENTION.options()));
    fields.add(setting(base, "hardware.execution", "execution", PlanField.EXECUTION.options()));
  }

  /** Where the utilization is from; what is assumed of a scaled model is the scenario's own. */
  private static void utilization(
      Scenario base, boolean preset, boolean measured, List<ScenarioField> fields) {
    List<String> sources = new ArrayList<>();
    if (preset) {
      sources.add(PREDICTED);
    }
    sources.add(ASSUMED);
    if (measured) {
      sources.add(MEASURED);
    }
    if (sources.size() > 1) {
      fields.add(
          ScenarioField.choice(UTILIZATION, "utilization", sources, sources.get(0), SCENARIO));
    }
    if (preset && !base.numbers().containsKey("serving.utilization")) {
      fields.add(
          ScenarioField.number(
              "serving.utilization",
              "assumed share of the peak",
              new Plan.Bounds("0.001", "1", false, "0.4")));
    }
  }

  private static ScenarioField setting(
      Scenario base, String path, String label, List<String> options) {
    String usual =
        base.settings()
            .getOrDefault(path, path.endsWith("attention") ? "fa3" : Execution.COMPILED.id());
    return ScenarioField.choice(path, label, options, usual, "");
  }

  /** Models that make the same kind of output: a demand counts images, or minutes of video. */
  private static List<String> alike(String own) {
    boolean video = isVideo(Presets.of(own));
    return Presets.all().stream()
        .filter(it -> it.model().isPresent() && isVideo(it) == video)
        .map(Preset::name)
        .toList();
  }

  private static boolean isVideo(Preset preset) {
    return preset.model().orElseThrow().defaults().pixels().frames() > 1;
  }

  /** Sizes of the scenario's own model, which another model does not keep. */
  static Map<String, String> ofOther(Scenario base, Model model) {
    Map<String, String> all =
        Map.of(
            "model.width", "" + model.defaults().pixels().width(),
            "model.height", "" + model.defaults().pixels().height(),
            "model.frames", "" + model.defaults().pixels().frames(),
            "model.framesPerSecond", "" + model.defaults().framesPerSecond(),
            "model.textTokens", "" + model.defaults().textTokens(),
            "model.steps", "" + model.defaults().steps(),
            "model.passes", "" + model.defaults().passes());
    Map<String, String> changes = new java.util.TreeMap<>(all);
    changes.keySet().retainAll(base.settings().keySet());
    return changes;
  }

  /**
   * What goes with what is chosen and is not given yet.
   *
   * @param changes values by path
   * @throws IllegalArgumentException where a value is chosen that nothing would use
   */
  static void complete(Scenario base, Map<String, String> changes) {
    Set<String> known = new HashSet<>(base.numbers().keySet());
    known.addAll(changes.keySet());
    if (known.contains(DONE_SHARE) && !known.contains(DONE_SECONDS)) {
      throw new IllegalArgumentException(
          DONE_SHARE + " goes with " + DONE_SECONDS + "; give both, or leave it empty");
    }
    if (known.contains(DONE_SECONDS) && !known.contains(DONE_SHARE)) {
      changes.put(DONE_SHARE, ScenarioQuery.number(USUAL_DONE_SHARE));
    }
  }

  /** The names of all fields, for messages. */
  static String names(List<ScenarioField> fields) {
    return String.join(
        ", ", Arrays.asList(fields.stream().map(ScenarioField::path).toArray(String[]::new)));
  }
}

package io.ditgauge.estimator.serving;

import io.ditgauge.estimator.fleet.Availability;
import io.ditgauge.estimator.fleet.Demand;
import io.ditgauge.estimator.fleet.FleetPlan;
import io.ditgauge.estimator.fleet.FleetQuestion;
import io.ditgauge.estimator.fleet.Objective;
import io.ditgauge.estimator.fleet.Service;
import io.ditgauge.estimator.sheet.Item;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.uncertainty.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** GPUs for a demand: the static product of the article, and the queue that keeps a promise. */
public final class FleetFigures {
  private static final String HOUR = "demand.hourly.h";

  private static final List<String> QUEUE =
      List.of(
          "fleet.jobsPerSecond",
          "fleet.jobSeconds",
          "slo.busiestOverMean",
          "slo.waitSeconds",
          "slo.waitShare",
          "slo.availability",
          "slo.confidence",
          "hardware.gpus");

  private FleetFigures() {}

  /** Adds the figures; the streams are named as {@code demand.streams.STREAM}. */
  public static void add(Sheet sheet, List<String> streams) {
    if (streams.isEmpty()) {
      return;
    }
    demand(sheet, streams);
    List<String> hours = hours(sheet);
    boolean video = sheet.has("serving.clipSeconds");
    sheet.derived(
        "fleet.perDay",
        (video ? "video minutes" : "outputs") + " of a GPU in a day",
        video ? "video minute/day" : "output/day",
        rate(sheet, video) + " * 24");
    sheet.derived("fleet.average", "GPUs, average load", "GPU", "demand.generated / fleet.perDay");
    if (sheet.has("demand.printedSum")) {
      sheet.derived(
          "fleet.averagePrinted",
          "GPUs, average load, by the printed sum",
          "GPU",
          "demand.printedSum / fleet.perDay");
    }
    peak(sheet, "fleet.average", "fleet.peak", "GPUs, peak load");
    peak(sheet, "fleet.averagePrinted", "fleet.peakPrinted", "GPUs, peak load, by the printed sum");
    queue(sheet, video, hours);
  }

  private static String rate(Sheet sheet, boolean video) {
    return sheet
        .first("serving.roundedMinutes")
        .orElse(video ? "serving.minutesPerGpuHour" : "serving.outputsPerGpuHour");
  }

  private static void demand(Sheet sheet, List<String> streams) {
    String unit = sheet.has("serving.clipSeconds") ? "video minute/day" : "output/day";
    List<String> parts = new ArrayList<>();
    for (String stream : streams) {
      String id = "demand.streams." + stream;
      parts.add("demand." + stream);
      sheet.derived(
          "demand." + stream,
          "generated each day, " + stream,
          unit,
          id + ".perDay * " + id + ".share");
    }
    sheet.derived("demand.generated", "generated each day", unit, String.join(" + ", parts));
  }

  private static void peak(Sheet sheet, String average, String id, String words) {
    if (!sheet.has(average)) {
      return;
    }
    String formula = average;
    formula += times(sheet.first("demand.peak", "slo.busiestOverMean"));
    formula += times(sheet.first("demand.candidates"));
    formula += sheet.has("fleet.utilization") ? " / fleet.utilization" : "";
    if (!formula.equals(average)) {
      sheet.derived(id, words, "GPU", formula);
    }
  }

  private static String times(Optional<String> factor) {
    return factor.map(it -> " * " + it).orElse("");
  }

  private static void queue(Sheet sheet, boolean video, List<String> hours) {
    String candidates = sheet.has("demand.candidates") ? " * demand.candidates" : "";
    String lost = sheet.has("fleet.failed") ? " / (1 - fleet.failed)" : "";
    lost += sheet.has("fleet.rejected") ? " / (1 - fleet.rejected)" : "";
    sheet.derived(
        "fleet.jobsPerSecond",
        "jobs a second, average",
        "job/s",
        "demand.generated"
            + candidates
            + (video ? " * 60 / serving.clipSeconds" : "")
            + " / 86400"
            + lost);
    sheet.derived(
        "fleet.jobSeconds",
        "time of a job",
        "s",
        "serving.seconds" + (sheet.has("fleet.utilization") ? " / fleet.utilization" : ""));
    availability(sheet);
    List<String> inputs = new ArrayList<>(QUEUE);
    inputs.addAll(hours);
    if (inputs.stream().allMatch(sheet::has)) {
      Question question = hours.isEmpty() ? FleetFigures::question : FleetFigures::hourly;
      sheet.computed(
          new Item.Label("fleet.queue", "GPUs that keep the promise of the queue", "GPU"),
          "installed GPUs of the smallest fleet whose queue keeps the promise (Erlang C)",
          inputs,
          in -> installed(in, question));
      new PlanFigures(sheet, List.copyOf(inputs), question).add();
    }
  }

  private static void availability(Sheet sheet) {
    if (sheet.has("fleet.failureHours") && sheet.has("fleet.repairHours")) {
      if (sheet.has("slo.availability")) {
        throw new IllegalArgumentException(
            "slo.availability follows from fleet.failureHours and fleet.repairHours; leave it out"
                + " and set those");
      }
      String load = sheet.has("fleet.loadSeconds") ? " + fleet.loadSeconds / 3600" : "";
      sheet.derived(
          "slo.availability",
          "share of time that a server is up",
          "ratio",
          "fleet.failureHours / (fleet.failureHours + fleet.repairHours" + load + ")");
    }
  }

  /** The names of the hours of a given day; none where it is fitted to its busiest hour. */
  private static List<String> hours(Sheet sheet) {
    if (sheet.items().stream().noneMatch(it -> it.label().id().startsWith(HOUR))) {
      return List.of();
    }
    List<String> hours = new ArrayList<>();
    for (int hour = 0; hour < Demand.HOURS; hour++) {
      hours.add(HOUR + hour);
    }
    String missing = String.join(", ", hours.stream().filter(hour -> !sheet.has(hour)).toList());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "a day is given hour by hour, from " + HOUR + "0 to " + HOUR + "23: missing=" + missing);
    }
    if (sheet.has("slo.busiestOverMean")) {
      throw new IllegalArgumentException(
          "slo.busiestOverMean follows from the 24 hours of demand.hourly; leave it out");
    }
    sheet.computed(
        new Item.Label("slo.busiestOverMean", "busiest hour over the mean", "ratio"),
        "largest of the hours over their mean",
        hours,
        in -> new Demand(1, weights(in), 1, 1).busiestOverMean());
    return hours;
  }

  private static List<Double> weights(Model.Inputs in) {
    return IntStream.range(0, Demand.HOURS).mapToObj(hour -> in.value(HOUR + hour)).toList();
  }

  private static double installed(Model.Inputs in, Question question) {
    double jobs = in.value("fleet.jobsPerSecond");
    if (jobs == 0) {
      return 0;
    }
    return FleetPlan.of(question.of(in)).gpus();
  }

  /** What values of the figures ask of a fleet. */
  @FunctionalInterface
  interface Question {
    /** The question of more than 0 jobs. */
    FleetQuestion of(Model.Inputs in);
  }

  /** What is asked of the fleet where the day is given hour by hour. */
  private static FleetQuestion hourly(Model.Inputs in) {
    return question(in).with(new Demand(in.value("fleet.jobsPerSecond"), weights(in), 1, 1));
  }

  /**
   * What is asked of the fleet.
   *
   * @param in values by the names of the figures; more than 0 jobs
   */
  public static FleetQuestion question(Model.Inputs in) {
    return new FleetQuestion(
        Demand.fitted(in.value("fleet.jobsPerSecond"), in.value("slo.busiestOverMean")),
        new Service(in.value("fleet.jobSeconds"), 0),
        new Objective.MostWithin(in.value("slo.waitSeconds"), in.value("slo.waitShare")),
        new Availability(in.value("slo.availability"), in.value("slo.confidence")),
        Math.round(in.value("hardware.gpus")));
  }

  /** What is asked of the fleet of these figures, its day given hour by hour or fitted. */
  public static FleetQuestion question(Map<String, Double> values) {
    return values.containsKey(HOUR + 0) ? hourly(values::get) : question(values::get);
  }
}

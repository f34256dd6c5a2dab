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
import java.util.Optional;

/** GPUs for a demand: the static product of the article, and the queue that keeps a promise. */
public final class FleetFigures {
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
    queue(sheet, video);
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

  private static void queue(Sheet sheet, boolean video) {
    String candidates = sheet.has("demand.candidates") ? " * demand.candidates" : "";
    sheet.derived(
        "fleet.jobsPerSecond",
        "jobs a second, average",
        "job/s",
        "demand.generated"
            + candidates
            + (video ? " * 60 / serving.clipSeconds" : "")
            + " / 86400");
    sheet.derived(
        "fleet.jobSeconds",
        "time of a job",
        "s",
        "serving.seconds" + (sheet.has("fleet.utilization") ? " / fleet.utilization" : ""));
    if (QUEUE.stream().allMatch(sheet::has)) {
      sheet.computed(
          new Item.Label("fleet.queue", "GPUs that keep the promise of the queue", "GPU"),
          "installed GPUs of the smallest fleet whose queue keeps the promise (Erlang C)",
          QUEUE,
          FleetFigures::installed);
    }
  }

  private static double installed(Model.Inputs in) {
    double jobs = in.value("fleet.jobsPerSecond");
    if (jobs == 0) {
      return 0;
    }
    return FleetPlan.of(question(in)).gpus();
  }

  /**
   * What is asked of the fleet.
   *
   * @param in values by the names of the figures; more than 0 jobs
   */
  public static FleetQuestion question(Model.Inputs in) {
    return new FleetQuestion(
        Demand.cosine(in.value("fleet.jobsPerSecond"), in.value("slo.busiestOverMean")),
        new Service(in.value("fleet.jobSeconds"), 0),
        new Objective.MostWithin(in.value("slo.waitSeconds"), in.value("slo.waitShare")),
        new Availability(in.value("slo.availability"), in.value("slo.confidence")),
        Math.round(in.value("hardware.gpus")));
  }
}

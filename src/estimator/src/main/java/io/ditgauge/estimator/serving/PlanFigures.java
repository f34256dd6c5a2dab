package io.ditgauge.estimator.serving;

import io.ditgauge.estimator.fleet.Capacity;
import io.ditgauge.estimator.fleet.Deferral;
import io.ditgauge.estimator.fleet.FleetQuestion;
import io.ditgauge.estimator.fleet.Margins;
import io.ditgauge.estimator.fleet.Objective;
import io.ditgauge.estimator.fleet.PlannedFleet;
import io.ditgauge.estimator.fleet.Reserve;
import io.ditgauge.estimator.fleet.SquareRoot;
import io.ditgauge.estimator.sheet.Item;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.uncertainty.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a scenario says of its fleet beyond the queue of a mean day: reserves and what they are for,
 * jobs that may be done later, and how much of what is billed works.
 */
final class PlanFigures {
  private static final String DAY = "reserve.dayFactor";
  private static final String MINUTE = "reserve.minuteFactor";
  private static final List<String> DEFERRAL = List.of("deferral.share", "deferral.hours");

  private final Sheet sheet;
  private final List<String> queue;
  private final FleetFigures.Question question;

  /** The plan of a sheet whose queue uses these lines. */
  PlanFigures(Sheet sheet, List<String> queue, FleetFigures.Question question) {
    this.sheet = sheet;
    this.queue = queue;
    this.question = question;
  }

  /** Adds the figures. */
  void add() {
    squareRoot();
    sheet.derived(
        "fleet.working",
        "GPUs that work, average, with all candidates and repeated jobs",
        "GPU",
        "fleet.jobsPerSecond * fleet.jobSeconds * hardware.gpus");
    reserve();
    String fleet = planned();
    use(fleet, "");
    if (DEFERRAL.stream().allMatch(sheet::has)) {
      plan("fleet.deferred", "GPUs of the plan if some jobs may be done later", true);
      use("fleet.deferred", "Deferred");
    }
    given();
  }

  private void squareRoot() {
    sheet.computed(
        new Item.Label(
            "fleet.squareRoot", "GPUs that have to be up, by the square-root rule", "GPU"),
        "a + b sqrt(a) with the load a of the peak and b by the promise (Halfin and Whitt)",
        queue,
        in -> {
          if (in.value("fleet.jobsPerSecond") == 0) {
            return 0;
          }
          FleetQuestion asked = question.of(in);
          Objective.MostWithin wait =
              new Objective.MostWithin(in.value("slo.waitSeconds"), in.value("slo.waitShare"));
          return (double) SquareRoot.servers(asked.peak(), wait) * asked.gpusPerServer();
        });
  }

  private void reserve() {
    List<String> day = List.of("reserve.daySpread", "reserve.days");
    if (day.stream().allMatch(sheet::has)) {
      sheet.computed(
          new Item.Label(DAY, "rate of the day for which is built over the mean day's", "ratio"),
          "quantile of a lognormal of mean 1",
          day,
          in -> days(in).dayFactor());
    }
    List<String> minute =
        List.of(
            "reserve.burstSpread", "reserve.burstSeconds", "reserve.minutes", "fleet.jobSeconds");
    if (minute.stream().allMatch(sheet::has)) {
      sheet.computed(
          new Item.Label(MINUTE, "load of the minute for which is built over the hour's", "ratio"),
          "1 + quantile of the load, the mean of an Ornstein-Uhlenbeck rate over a job's time",
          minute,
          in -> minutes(in).minuteFactor(in.value("fleet.jobSeconds")));
    }
    if (sheet.has(DAY) || sheet.has(MINUTE)) {
      sheet.computed(
          new Item.Label(
              "reserve.userNoise", "deviation of the peak's load by single users alone", "ratio"),
          "1 / sqrt(load of the peak)",
          queue,
          in ->
              in.value("fleet.jobsPerSecond") == 0
                  ? 0
                  : 1 / Math.sqrt(question.of(in).peak().load()));
    }
  }

  private static Reserve days(Model.Inputs in) {
    return new Reserve(in.value("reserve.daySpread"), in.value("reserve.days"), 0, 1, 0.5);
  }

  private static Reserve minutes(Model.Inputs in) {
    return new Reserve(
        0,
        0.5,
        in.value("reserve.burstSpread"),
        in.value("reserve.burstSeconds"),
        in.value("reserve.minutes"));
  }

  /** The name of the fleet with all that is asked of it but deferral. */
  private String planned() {
    boolean done = sheet.has("slo.doneSeconds") && sheet.has("slo.doneShare");
    if (!done && Stream.of(DAY, MINUTE, "fleet.spare").noneMatch(sheet::has)) {
      return "fleet.queue";
    }
    plan("fleet.planned", "GPUs with the reserves and all promises", false);
    sheet.derived(
        "fleet.reserve",
        "GPUs for busy days, bursts, jobs that are done in time, and spare ones",
        "GPU",
        "fleet.planned - fleet.queue");
    parts();
    return "fleet.planned";
  }

  /** What the reserve is for, each part over those above it. */
  private void parts() {
    if (sheet.has(DAY)) {
      sheet.derived(
          "reserve.dayGpus",
          "GPUs for days that are busier than foreseen",
          "GPU",
          "fleet.queue * (" + DAY + " - 1)");
    }
    if (sheet.has(MINUTE)) {
      sheet.derived(
          "reserve.minuteGpus",
          "GPUs for bursts within an hour",
          "GPU",
          "fleet.queue * " + (sheet.has(DAY) ? DAY + " * " : "") + "(" + MINUTE + " - 1)");
    }
    if (sheet.has("fleet.spare")) {
      sheet.derived(
          "reserve.spareGpus",
          "GPUs that are spare",
          "GPU",
          "fleet.planned * fleet.spare / (1 + fleet.spare)");
    }
  }

  private void plan(String id, String words, boolean deferred) {
    List<String> inputs = new ArrayList<>(queue);
    Stream.of("slo.doneSeconds", "slo.doneShare", "fleet.failed", DAY, MINUTE, "fleet.spare")
        .filter(sheet::has)
        .forEach(inputs::add);
    if (deferred) {
      inputs.addAll(DEFERRAL);
    }
    sheet.computed(
        new Item.Label(id, words, "GPU"),
        "installed GPUs of the smallest fleet whose queue keeps every promise at the peak of a"
            + " busy day"
            + (deferred ? ", and does in time what may be done later" : ""),
        inputs,
        in -> gpus(in, deferred));
  }

  private double gpus(Model.Inputs in, boolean deferred) {
    if (in.value("fleet.jobsPerSecond") == 0) {
      return 0;
    }
    FleetQuestion asked = promised(in);
    Margins margins = new Margins(or(in, DAY, 1), or(in, MINUTE, 1), or(in, "fleet.spare", 0));
    Deferral deferral =
        deferred
            ? new Deferral(in.value("deferral.share"), (int) Math.floor(in.value("deferral.hours")))
            : Deferral.NONE;
    return PlannedFleet.of(asked, margins, deferral).gpus();
  }

  private FleetQuestion promised(Model.Inputs in) {
    FleetQuestion asked = question.of(in);
    if (!sheet.has("slo.doneSeconds") || !sheet.has("slo.doneShare")) {
      return asked;
    }
    Objective done =
        new Objective.DoneWithin(
            in.value("slo.doneSeconds"),
            in.value("slo.doneShare"),
            asked.service(),
            or(in, "fleet.failed", 0));
    return new FleetQuestion(
        asked.demand(),
        asked.service(),
        new Objective.All(List.of(asked.objective(), done)),
        asked.availability(),
        asked.gpusPerServer());
  }

  private double or(Model.Inputs in, String id, double otherwise) {
    return sheet.has(id) ? in.value(id) : otherwise;
  }

  /** What is billed and used of a fleet. */
  private void use(String fleet, String end) {
    String which = end.isEmpty() ? "" : ", if some jobs may be done later";
    sheet.computed(
        new Item.Label(
            "fleet.busy" + end, "share of the billed GPU time that works" + which, "ratio"),
        "fleet.working / " + fleet,
        List.of("fleet.working", fleet),
        in -> in.value(fleet) == 0 ? 0 : in.value("fleet.working") / in.value(fleet));
    if (sheet.has("power.perGpu")) {
      sheet.derived(
          "fleet.megawatts" + end,
          "power of the fleet at full load" + which,
          "MW",
          fleet + " * power.perGpu / 1000000");
    }
    if (sheet.has("prices.gpuHour")) {
      sheet.derived(
          "fleet.usdPerYear" + end,
          "cost of a year, busy or idle" + which,
          "USD/year",
          fleet + " * prices.gpuHour * 24 * 365");
    }
  }

  /** The demand that a given fleet serves. */
  private void given() {
    if (!sheet.has("fleet.given")) {
      return;
    }
    List<String> inputs = new ArrayList<>(queue);
    Stream.of("slo.doneSeconds", "slo.doneShare", "fleet.failed", DAY, MINUTE, "fleet.spare")
        .filter(sheet::has)
        .forEach(inputs::add);
    inputs.add("fleet.given");
    sheet.computed(
        new Item.Label(
            "fleet.servableJobs", "jobs a second, average, that fleet.given serves", "job/s"),
        "the largest rate with which so many GPUs keep every promise",
        inputs,
        this::servable);
    boolean video = sheet.has("serving.clipSeconds");
    String formula = "fleet.servableJobs * 86400" + (video ? " * serving.clipSeconds / 60" : "");
    Optional<String> candidates = sheet.first("demand.candidates");
    formula += candidates.map(it -> " / " + it).orElse("");
    for (String lost : List.of("fleet.failed", "fleet.rejected")) {
      formula += sheet.has(lost) ? " * (1 - " + lost + ")" : "";
    }
    sheet.derived(
        "fleet.servable",
        "published each day, at most, by fleet.given",
        video ? "video minute/day" : "output/day",
        formula);
  }

  private double servable(Model.Inputs in) {
    FleetQuestion asked = promised(in);
    double margin = or(in, DAY, 1) * or(in, MINUTE, 1);
    FleetQuestion built = asked.with(asked.demand().withPeak(margin));
    double gpus = in.value("fleet.given") / (1 + or(in, "fleet.spare", 0));
    return Capacity.jobsPerSecond(built, (long) Math.floor(gpus));
  }
}

package io.ditgauge.estimator.scenario;

import static io.ditgauge.estimator.scenario.Entry.Rule.AT_LEAST_ONE;
import static io.ditgauge.estimator.scenario.Entry.Rule.BELOW_ONE;
import static io.ditgauge.estimator.scenario.Entry.Rule.MOST;
import static io.ditgauge.estimator.scenario.Entry.Rule.NOT_NEGATIVE;
import static io.ditgauge.estimator.scenario.Entry.Rule.POSITIVE;
import static io.ditgauge.estimator.scenario.Entry.Rule.SHARE;

import io.ditgauge.estimator.uncertainty.Distribution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A number that a scenario may have.
 *
 * @param path keys joined by dots; {@code *} stands for a name that the scenario chooses
 * @param words what it is
 * @param unit its unit
 * @param rule its range
 */
record Entry(String path, String words, String unit, Rule rule) {
  private static final double TAIL = 1e-5;

  static final List<Entry> ALL =
      List.of(
          new Entry("month.days", "days of a month", "day", POSITIVE),
          new Entry("hardware.peak", "dense bf16 peak of the GPU", "FLOP/s", POSITIVE),
          new Entry("scaling.training", "training of the reference", "MAC", POSITIVE),
          new Entry("scaling.step", "step of the reference", "MAC", POSITIVE),
          new Entry("scaling.flopPerMac", "FLOP counted for a MAC", "FLOP/MAC", POSITIVE),
          new Entry("scaling.size", "parameters over the reference's", "ratio", POSITIVE),
          new Entry("scaling.framesPerSecond", "frame rate", "frame/s", POSITIVE),
          new Entry("scaling.compression", "compression of time", "ratio", AT_LEAST_ONE),
          new Entry("scaling.videoShare", "share of video in the data", "ratio", SHARE),
          new Entry("training.data.*", "data over the reference's", "ratio", POSITIVE),
          new Entry("training.samples", "samples of the training", "sample", POSITIVE),
          new Entry("training.repeated", "work over a run without failures", "ratio", AT_LEAST_ONE),
          new Entry("training.utilization", "share of the peak in training", "ratio", SHARE),
          new Entry("training.gpus", "GPUs of the training", "GPU", AT_LEAST_ONE),
          new Entry("serving.steps", "denoising steps", "step", AT_LEAST_ONE),
          new Entry("serving.clipSeconds", "length of an output", "s", POSITIVE),
          new Entry("serving.utilization", "share of the peak in serving", "ratio", SHARE),
          new Entry("serving.roundedMinutes", "video in a GPU-hour, rounded", "min", POSITIVE),
          new Entry("serving.distillation", "share of steps left", "ratio", SHARE),
          new Entry("serving.caching", "share of work left by caching", "ratio", SHARE),
          new Entry("serving.guidance", "share of passes left", "ratio", SHARE),
          new Entry("demand.streams.*.perDay", "uploaded each day", "1/day", NOT_NEGATIVE),
          new Entry("demand.streams.*.share", "generated share", "ratio", SHARE),
          new Entry("demand.printedSum", "generated each day, printed", "min/day", POSITIVE),
          new Entry("demand.peak", "peak over average load", "ratio", AT_LEAST_ONE),
          new Entry("demand.candidates", "made for one published", "ratio", AT_LEAST_ONE),
          new Entry("demand.hourly.*", "weight of an hour of the day", "ratio", NOT_NEGATIVE),
          new Entry("fleet.utilization", "share of the rate that a fleet keeps", "ratio", SHARE),
          new Entry("fleet.failed", "share of jobs that fail and run again", "ratio", BELOW_ONE),
          new Entry("fleet.rejected", "share of outputs made again", "ratio", BELOW_ONE),
          new Entry("fleet.spare", "spare GPUs over those needed", "ratio", NOT_NEGATIVE),
          new Entry("fleet.failureHours", "time between failures of a server", "hour", POSITIVE),
          new Entry("fleet.repairHours", "time to mend a server", "hour", NOT_NEGATIVE),
          new Entry("fleet.loadSeconds", "time to load the model", "s", NOT_NEGATIVE),
          new Entry("fleet.given", "GPUs of a given fleet", "GPU", AT_LEAST_ONE),
          new Entry("reserve.daySpread", "deviation of a day over the mean", "ratio", NOT_NEGATIVE),
          new Entry("reserve.days", "share of days to be enough for", "ratio", MOST),
          new Entry("reserve.burstSpread", "deviation of bursts", "ratio", NOT_NEGATIVE),
          new Entry("reserve.burstSeconds", "correlation time of bursts", "s", POSITIVE),
          new Entry("reserve.minutes", "share of minutes to be enough for", "ratio", MOST),
          new Entry("deferral.share", "share of jobs that may be done later", "ratio", SHARE),
          new Entry("deferral.hours", "time within which they are done", "hour", AT_LEAST_ONE),
          new Entry("prices.gpuHour", "price of a GPU-hour", "USD/hour", POSITIVE),
          new Entry("prices.kwh", "price of electricity", "USD/kWh", POSITIVE),
          new Entry("power.gpuWatts", "power of a GPU", "W", POSITIVE),
          new Entry("power.hostWatts", "power of the host for each GPU", "W", NOT_NEGATIVE),
          new Entry("power.pue", "power usage effectiveness", "ratio", AT_LEAST_ONE),
          new Entry("slo.waitSeconds", "longest good wait", "s", NOT_NEGATIVE),
          new Entry("slo.waitShare", "share of jobs that may wait longer", "ratio", SHARE),
          new Entry("slo.doneSeconds", "longest good time to the end", "s", POSITIVE),
          new Entry("slo.doneShare", "share of jobs that may end later", "ratio", SHARE),
          new Entry("slo.busiestOverMean", "busiest hour over the mean", "ratio", AT_LEAST_ONE),
          new Entry("slo.availability", "share of time that a server is up", "ratio", SHARE),
          new Entry("slo.confidence", "how surely enough are up", "ratio", SHARE),
          new Entry("comparison.*.parameters", "active parameters", "parameter", POSITIVE),
          new Entry("comparison.*.tokens", "tokens of a text", "token", POSITIVE));

  private static final Map<String, Entry> PLAIN =
      ALL.stream()
          .filter(it -> !it.path.contains("*"))
          .collect(Collectors.toMap(Entry::path, Function.identity()));

  private static final Map<Pattern, Entry> NAMED =
      ALL.stream()
          .filter(it -> it.path.contains("*"))
          .collect(Collectors.toMap(Entry::pattern, Function.identity()));

  /** Range of a number. */
  enum Rule {
    POSITIVE("greater than 0", Double.MIN_VALUE, Double.MAX_VALUE, "give what it is"),
    NOT_NEGATIVE("not negative", 0, Double.MAX_VALUE, "0 stands for none"),
    AT_LEAST_ONE("at least 1", 1, Double.MAX_VALUE, "1 is the least"),
    SHARE("a share above 0 and at most 1", Double.MIN_VALUE, 1, "30% are 0.3"),
    BELOW_ONE("a share from 0 to below 1", 0, Math.nextDown(1.0), "3% are 0.03"),
    MOST("a share from 0.5 to below 1", 0.5, Math.nextDown(1.0), "99% are 0.99");

    private final String words;
    private final double least;
    private final double most;
    private final String cure;

    Rule(String words, double least, double most, String cure) {
      this.words = words;
      this.least = least;
      this.most = most;
      this.cure = cure;
    }
  }

  /** The entry of a path in which {@code *} is filled in. */
  static Optional<Entry> of(String path) {
    return Optional.ofNullable(PLAIN.get(path))
        .or(
            () ->
                NAMED.entrySet().stream()
                    .filter(it -> it.getKey().matcher(path).matches())
                    .map(Map.Entry::getValue)
                    .findFirst());
  }

  private Pattern pattern() {
    return Pattern.compile(path.replace(".", "\\.").replace("*", "[a-z][A-Za-z0-9]*"));
  }

  /** Refuses a distribution with values out of range. */
  void check(String place, Distribution known) {
    double low = known.quantile(TAIL);
    double high = known.quantile(1 - TAIL);
    if (!(low >= rule.least && high <= rule.most)) {
      String found = known.isPoint() ? "" + known.median() : known + " from " + low + " to " + high;
      throw new IllegalArgumentException(
          place + ": " + words + " must be " + rule.words + ": " + found + "; " + rule.cure);
    }
  }
}

package io.ditgauge.estimator.gates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks for mistakes of measuring. */
public final class Gates {
  /** Work must grow by this much before a flat time says anything. */
  private static final double GROWN = 16;

  /** Times within this ratio are flat. */
  private static final double FLAT = 1.5;

  /** An interval wider than this share of the value says nothing. */
  private static final double WIDEST = 0.5;

  /** First calls slower than the median by this factor are reported apart. */
  private static final double SLOW_START = 3;

  private static final double TERA = 1e12;

  private Gates() {}

  /**
   * Peaks of a device at one element type.
   *
   * @param nominal at the nominal clock, FLOP/s
   * @param highest at the highest clock that the device can run, FLOP/s
   */
  public record Peaks(double nominal, double highest) {
    /** Validates the numbers. */
    public Peaks {
      if (!(nominal > 0 && highest >= nominal)) {
        throw new IllegalArgumentException(
            "the highest peak must be at least the nominal one: nominal="
                + nominal
                + ", highest="
                + highest);
      }
    }
  }

  /** Every finding on rows of one device, given its peaks by element type. */
  public static List<Finding> check(List<Observation> rows, Map<String, Peaks> peaks) {
    List<Finding> findings = new ArrayList<>();
    for (Observation row : rows) {
      abovePeak(row, peaks).ifPresent(findings::add);
      samples(row).ifPresent(findings::add);
    }
    findings.addAll(flatTime(rows));
    findings.addAll(lowPrecision(rows));
    return findings;
  }

  private static Optional<Finding> abovePeak(Observation row, Map<String, Peaks> peaks) {
    Peaks peak = peaks.get(row.dtype());
    if (peak == null) {
      return Optional.of(
          finding(
              Gate.UNKNOWN_DEVICE,
              row,
              "no peak of "
                  + row.device()
                  + " at "
                  + row.dtype()
                  + " is known, so nothing says whether the rate is possible; another card's is"
                  + " never used"));
    }
    if (row.flopsPerSecond() > peak.highest()) {
      return Optional.of(
          finding(
              Gate.ABOVE_PEAK,
              row,
              tera(row.flopsPerSecond())
                  + " TFLOP/s is above the "
                  + tera(peak.highest())
                  + " TFLOP/s of the highest clock; end the timed region when the device has"
                  + " finished"));
    }
    return row.flopsPerSecond() > peak.nominal()
        ? Optional.of(
            finding(
                Gate.ABOVE_NOMINAL,
                row,
                tera(row.flopsPerSecond())
                    + " TFLOP/s is above the nominal "
                    + tera(peak.nominal())
                    + " TFLOP/s; the device ran above its nominal clock"))
        : Optional.empty();
  }

  private static Optional<Finding> samples(Observation row) {
    if (row.halfWidth().isEmpty() || row.samples() < 2) {
      return Optional.of(
          finding(
              Gate.NO_INTERVAL,
              row,
              row.samples() + " sample has no interval; measure more forks"));
    }
    double halfWidth = row.halfWidth().get();
    if (Double.isNaN(halfWidth)) {
      return Optional.of(
          finding(Gate.NO_INTERVAL, row, "the interval is NaN; measure more iterations"));
    }
    return halfWidth > WIDEST * row.seconds()
        ? Optional.of(
            finding(
                Gate.TOO_FEW_SAMPLES,
                row,
                String.format(Locale.ROOT, "%.3g +- %.3g", row.seconds(), halfWidth)
                    + " s over "
                    + row.samples()
                    + " samples gives no rate; measure more forks"))
        : Optional.empty();
  }

  /** Rows of one kind whose work grows and whose time does not. */
  private static List<Finding> flatTime(List<Observation> rows) {
    Map<String, List<Observation>> kinds = new TreeMap<>();
    for (Observation row : rows) {
      String kind = row.kind() + "|" + row.device() + "|" + row.dtype();
      kinds.computeIfAbsent(kind, it -> new ArrayList<>()).add(row);
    }
    List<Finding> findings = new ArrayList<>();
    for (List<Observation> kind : kinds.values()) {
      kind.sort(Comparator.comparingDouble(Observation::flops));
      Observation least = kind.get(0);
      Observation most = kind.get(kind.size() - 1);
      double slowest = kind.stream().mapToDouble(Observation::seconds).max().orElseThrow();
      double fastest = kind.stream().mapToDouble(Observation::seconds).min().orElseThrow();
      if (kind.size() >= 3 && most.flops() >= GROWN * least.flops() && slowest <= FLAT * fastest) {
        findings.add(
            new Finding(
                Gate.FLAT_TIME,
                kind.stream().map(Observation::key).toList(),
                "work grows "
                    + Math.round(most.flops() / least.flops())
                    + " times, time "
                    + String.format(Locale.ROOT, "%.2f", slowest / fastest)
                    + " times; the call was timed and not the work: synchronise inside the timed"
                    + " region"));
      }
    }
    return findings;
  }

  /** Low precisions that are slower than float32 at the same work. */
  private static List<Finding> lowPrecision(List<Observation> rows) {
    List<Finding> findings = new ArrayList<>();
    for (Observation row : rows) {
      if (row.dtype().equals("f32") || row.dtype().equals("f64")) {
        continue;
      }
      rows.stream()
          .filter(
              it ->
                  it.dtype().equals("f32")
                      && it.kind().equals(row.kind())
                      && it.device().equals(row.device())
                      && it.flops() == row.flops()
                      && it.seconds() < row.seconds())
          .findFirst()
          .ifPresent(
              it ->
                  findings.add(
                      finding(
                          Gate.LOW_PRECISION_SLOWER,
                          row,
                          row.dtype()
                              + " takes "
                              + String.format(Locale.ROOT, "%.1f", row.seconds() / it.seconds())
                              + " times the time of float32: it runs without hardware support and"
                              + " says nothing of another device")));
    }
    return findings;
  }

  /**
   * First calls that are slower than the rest by far.
   *
   * @param key the combination
   * @param seconds each call in order
   */
  public static Optional<Finding> firstCalls(String key, List<Double> seconds) {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = sorted[sorted.length / 2];
    int slow = 0;
    while (slow < seconds.size() && seconds.get(slow) > SLOW_START * median) {
      slow++;
    }
    return slow == 0
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Gate.FIRST_CALLS,
                List.of(key),
                slow
                    + " first calls took up to "
                    + String.format(Locale.ROOT, "%.1f", seconds.get(0) / median)
                    + " times the median; they are left out and reported apart"));
  }

  /** Thread counts of two runs that are to be compared. */
  public static Optional<Finding> threads(String key, int before, int after) {
    return before == after
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Gate.THREADS_CHANGED,
                List.of(key),
                key
                    + ": threads changed from "
                    + before
                    + " to "
                    + after
                    + "; sweep them or fix them"));
  }

  private static Finding finding(Gate gate, Observation row, String message) {
    return new Finding(gate, List.of(row.key()), row.key() + ": " + message);
  }

  private static String tera(double flopsPerSecond) {
    return String.format(Locale.ROOT, "%.2f", flopsPerSecond / TERA);
  }
}

package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.hardware.CpuPeak;
import io.ditgauge.estimator.hardware.TheoreticalCeiling;
import io.ditgauge.estimator.run.Cpu;
import io.ditgauge.estimator.run.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a reader of a calibration should know beside its numbers. */
final class Warnings {
  private static final double GIGA = 1e9;

  private Warnings() {}

  static List<String> of(
      RunRecord run, CpuPeak peak, Ceilings ceilings, List<Achieved> achieved, List<Rate> rates) {
    List<String> warnings = new ArrayList<>();
    boolean onCpu = achieved.stream().anyMatch(one -> one.device().equals("cpu"));
    if (onCpu && peak.ceilings().isEmpty()) {
      warnings.add(peak.explanation());
    }
    achieved.stream()
        .map(Achieved::device)
        .distinct()
        .sorted()
        .filter(device -> !device.equals("cpu"))
        .filter(
            device ->
                ceilings.accelerators().orElse(List.of()).stream()
                    .noneMatch(it -> it.device().equals(device)))
        .map(
            device ->
                "no theoretical peak for "
                    + device
                    + ": its driver's name is not in the table of data sheets, so its % is of measured"
                    + " ceilings only")
        .forEach(warnings::add);
    for (Achieved one : achieved) {
      if (one.sample().halfWidth().isPresent() && !one.sample().hasInterval()) {
        warnings.add(
            "no interval for "
                + one.combination().key()
                + ": its forks scatter so much that the 95% interval of the seconds reaches zero");
      }
    }
    for (TheoreticalCeiling ceiling : ceilings.theoretical()) {
      aboveReported(run.machine().cpu(), ceiling, rates).ifPresent(warnings::add);
    }
    warnings.addAll(EmptyCalls.warnings(rates));
    RateGates.of(rates, ceilings.theoretical(), run.backends())
        .forEach(finding -> warnings.add("kept out of fits: " + finding.message()));
    return List.copyOf(warnings);
  }

  /**
   * The reported clock may be only a timer's, so rates above its peak are no error: one warning for
   * an element type, naming the fastest.
   */
  private static Optional<String> aboveReported(
      Cpu cpu, TheoreticalCeiling ceiling, List<Rate> rates) {
    double reported = ceiling.flopsPerSecond() / ceiling.hertz() * cpu.reportedHertz();
    List<Rate> above =
        rates.stream()
            .filter(rate -> rate.device().equals("cpu") && rate.dtype().equals(ceiling.dtype()))
            .filter(rate -> rate.flopsPerSecondLow().orElse(rate.flopsPerSecond()) > reported)
            .toList();
    return above.stream()
        .max(Comparator.comparingDouble(Rate::flopsPerSecond))
        .map(
            fastest ->
                "above the reported-clock peak at "
                    + ceiling.dtype()
                    + ": "
                    + above.size()
                    + " rates, up to "
                    + giga(fastest.flopsPerSecond())
                    + " GFLOP/s ("
                    + fastest.key()
                    + "), where "
                    + giga(cpu.reportedHertz())
                    + " GHz would give "
                    + giga(reported)
                    + " GFLOP/s; the measured clock of "
                    + giga(cpu.measuredHertz())
                    + " GHz is used");
  }

  private static String giga(double value) {
    return String.format(Locale.ROOT, "%.2f", value / GIGA);
  }
}

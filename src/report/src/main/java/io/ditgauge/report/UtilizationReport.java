package io.ditgauge.report;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.EmptyCalls;
import io.ditgauge.estimator.calibration.Note;
import io.ditgauge.estimator.calibration.ProbeRates;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a calibration found, op by op, as text, CSV and JSON. */
public final class UtilizationReport {
  private static final double MILLI = 1e3;
  private static final double GIGA = 1e9;
  private static final int DIGITS = 3;

  private UtilizationReport() {}

  /** The table of rates, then the ceilings, then what is missing and what to beware of. */
  public static String text(Calibration calibration) {
    List<String> parts = new ArrayList<>();
    parts.add(TextTables.text(heading(calibration)));
    parts.add(TextTables.text(rates(calibration)));
    DetailTables.of(calibration).forEach(table -> parts.add(TextTables.text(table)));
    parts.add(TextTables.text(CeilingTable.of(calibration)));
    missing("Skipped", calibration.skipped()).map(TextTables::text).ifPresent(parts::add);
    missing("Failed", calibration.failed()).map(TextTables::text).ifPresent(parts::add);
    List<String> warnings = warnings(calibration);
    if (!warnings.isEmpty()) {
      parts.add(TextTables.text(new Table("", List.of(), List.of(), warnings)));
    }
    return String.join("\n", parts);
  }

  /** What its rates are held against. */
  public static Table ceilings(Calibration calibration) {
    return CeilingTable.of(calibration);
  }

  /** The rates, a row for each op, backend and element type. */
  public static Table rates(Calibration calibration) {
    List<Rate> rates =
        calibration.rates().stream()
            .filter(rate -> !EmptyCalls.isEmpty(rate) && !ProbeRates.isFma(rate))
            .toList();
    int milliseconds = decimals(rates, rate -> Optional.of(rate.seconds() * MILLI));
    int flops =
        decimals(rates, rate -> Optional.of(rate.flopsPerSecond() / GIGA).filter(r -> r > 0));
    int bytes =
        decimals(
            rates.stream().filter(rate -> rate.bound().equals(Rate.MEMORY)).toList(),
            rate -> Optional.of(rate.bytesPerSecond() / GIGA));
    List<List<Cell>> rows =
        rates.stream().map(rate -> row(rate, milliseconds, flops, bytes)).toList();
    return new Table(
        "",
        List.of(
            Column.text("op"),
            Column.text("backend"),
            Column.text("dtype"),
            Column.text("shape"),
            Column.number("ms"),
            Column.number("GFLOP/s"),
            Column.number("±"),
            Column.number("GB/s"),
            Column.number("% of\npeak"),
            Column.number("% of\nmachine"),
            Column.number("% of\nbackend"),
            Column.text("bound")),
        rows,
        List.of(
            "GFLOP/s: 2 x MACs of matrix products over the mean time; ±: 95% interval over forks."
                + " peak: the theoretical ceiling. machine: the best GEMM (for copies, the best"
                + " copy) of all backends at that dtype; backend: the same backend's. GB/s:"
                + " compulsory traffic, of what memory bounds."));
  }

  private static int decimals(List<Rate> rates, Function<Rate, Optional<Double>> value) {
    return Numbers.decimals(rates.stream().map(value).flatMap(Optional::stream).toList(), DIGITS);
  }

  private static Table heading(Calibration calibration) {
    Machine machine = calibration.machine();
    String commit = calibration.commit();
    int cores = machine.cpu().cores();
    return new Table(
        "Utilization on "
            + machine.cpu().name()
            + ", "
            + cores
            + (cores == 1 ? " core" : " cores")
            + " (machine "
            + machine.id()
            + ")",
        List.of(),
        List.of(),
        List.of(
            "run "
                + calibration.run()
                + ", commit "
                + commit.substring(0, Math.min(7, commit.length()))
                + (calibration.dirty() ? " with changes" : "")
                + ", effort "
                + calibration.effort()));
  }

  private static List<Cell> row(Rate rate, int milliseconds, int flops, int bytes) {
    boolean computes = rate.flops() > 0;
    boolean memoryBound = rate.bound().equals(Rate.MEMORY);
    return List.of(
        Cell.text(label(rate)),
        Cell.text(rate.backend()),
        Cell.text(rate.dtype()),
        Cell.text(rate.op().toOp().shape()),
        Cell.number(Numbers.fixed(rate.seconds() * MILLI, milliseconds)),
        computes ? Cell.number(Numbers.fixed(rate.flopsPerSecond() / GIGA, flops)) : Cell.BLANK,
        computes ? plusMinus(rate, flops) : Cell.BLANK,
        memoryBound ? Cell.number(Numbers.fixed(rate.bytesPerSecond() / GIGA, bytes)) : Cell.BLANK,
        percent(rate.ofTheoretical()),
        percent(rate.ofMachineCeiling()),
        percent(rate.ofBackendCeiling()),
        Cell.text(rate.bound()));
  }

  private static String label(Rate rate) {
    String variation = Variation.describe(rate.params());
    return variation.isEmpty() ? rate.label() : rate.label() + ", " + variation;
  }

  /** The wider side of the interval, so that it is never shown narrower than it is. */
  private static Cell plusMinus(Rate rate, int decimals) {
    if (rate.flopsPerSecondLow().isEmpty() || rate.flopsPerSecondHigh().isEmpty()) {
      return Cell.BLANK;
    }
    double below = rate.flopsPerSecond() - rate.flopsPerSecondLow().orElseThrow();
    double above = rate.flopsPerSecondHigh().orElseThrow() - rate.flopsPerSecond();
    return Cell.number(Numbers.fixed(Math.max(below, above) / GIGA, decimals));
  }

  private static Cell percent(Optional<Double> ratio) {
    return ratio.map(value -> Cell.number(Numbers.percent(value))).orElse(Cell.BLANK);
  }

  private static Optional<Table> missing(String title, List<Note> notes) {
    if (notes.isEmpty()) {
      return Optional.empty();
    }
    List<List<Cell>> rows =
        notes.stream()
            .map(note -> List.of(Cell.text(note.key()), Cell.text(note.reason())))
            .toList();
    return Optional.of(
        new Table(
            title + ": " + notes.size(),
            List.of(Column.text("combination"), Column.text("reason")),
            rows,
            List.of()));
  }

  private static List<String> warnings(Calibration calibration) {
    List<String> warnings = new ArrayList<>();
    if (calibration.provisional()) {
      warnings.add(
          "provisional: single forks have no interval; measure with effort quick or more before"
              + " quoting these numbers");
    }
    calibration.warnings().forEach(warning -> warnings.add("warning: " + warning));
    return warnings;
  }

  /** One line for each combination with SI units and all digits, the missing ones last. */
  public static String csv(Calibration calibration) {
    return UtilizationData.csv(calibration);
  }

  /** The calibration's rates, ceilings and gaps as JSON. */
  public static String json(Calibration calibration) {
    return UtilizationData.json(calibration);
  }
}

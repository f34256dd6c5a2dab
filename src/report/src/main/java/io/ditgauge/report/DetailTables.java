package io.ditgauge.report;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Details;
import io.ditgauge.estimator.calibration.EmptyCalls;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.calibration.TrainingRatio;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a calibration tells beside its rates and ceilings. */
final class DetailTables {
  private static final int DIGITS = 3;
  private static final double MICRO = 1e6;

  private DetailTables() {}

  /** The tables that have rows. */
  static List<Table> of(Calibration calibration) {
    List<Table> tables = new ArrayList<>();
    List<TrainingRatio> training = calibration.details().map(Details::training).orElseGet(List::of);
    if (!training.isEmpty()) {
      tables.add(training(calibration, training));
    }
    List<Rate> empty = calibration.rates().stream().filter(EmptyCalls::isEmpty).toList();
    if (!empty.isEmpty()) {
      tables.add(empty(empty));
    }
    return tables;
  }

  private static Table empty(List<Rate> rates) {
    return new Table(
        "Empty calls",
        List.of(
            Column.text("backend"),
            Column.text("dtype"),
            Column.text("device"),
            Column.number("us"),
            Column.number("from"),
            Column.number("to")),
        rates.stream().map(DetailTables::emptyRow).toList(),
        List.of(
            "The smallest call through the same path: JMH's overhead and crossing into the"
                + " library, which every time above contains."));
  }

  private static List<Cell> emptyRow(Rate rate) {
    return List.of(
        Cell.text(rate.backend()),
        Cell.text(rate.dtype()),
        Cell.text(rate.device()),
        Cell.number(Numbers.significant(rate.seconds() * MICRO, DIGITS)),
        micro(rate.secondsLow()),
        micro(rate.secondsHigh()));
  }

  private static Cell micro(Optional<Double> seconds) {
    return seconds
        .map(it -> Cell.number(Numbers.significant(it * MICRO, DIGITS)))
        .orElse(Cell.BLANK);
  }

  private static Table training(Calibration calibration, List<TrainingRatio> ratios) {
    return new Table(
        "Forward and backward over forward",
        List.of(
            Column.text("op"),
            Column.text("backend"),
            Column.text("dtype"),
            Column.text("shape"),
            Column.number("times"),
            Column.number("from"),
            Column.number("to"),
            Column.number("by MACs")),
        ratios.stream().map(ratio -> row(calibration, ratio)).toList(),
        List.of(
            "times: mean time of both passes over that of forward alone, which on a CPU runs packed"
                + " weights; from, to: what the 95% intervals allow."));
  }

  private static List<Cell> row(Calibration calibration, TrainingRatio ratio) {
    Rate rate = calibration.rate(ratio.key()).orElseThrow();
    return List.of(
        Cell.text(rate.label()),
        Cell.text(rate.backend()),
        Cell.text(rate.dtype()),
        Cell.text(rate.op().toOp().shape()),
        Cell.number(Numbers.compact(ratio.ratio(), DIGITS)),
        end(ratio.low()),
        end(ratio.high()),
        Cell.number(Numbers.compact(TrainingRatio.BY_MACS, DIGITS)));
  }

  private static Cell end(Optional<Double> value) {
    return value.map(it -> Cell.number(Numbers.compact(it, DIGITS))).orElse(Cell.BLANK);
  }
}

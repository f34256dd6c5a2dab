package io.ditgauge.report.page;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.figures.MeasurementFigures;
import io.ditgauge.estimator.figures.MeasurementFigures.OverSize;
import io.ditgauge.report.CsvTables;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.Table;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import io.ditgauge.report.chart.Axis;
import io.ditgauge.report.chart.XyChart;
import io.ditgauge.report.chart.XyChart.Mark;
import io.ditgauge.report.chart.XyChart.Point;
import io.ditgauge.report.chart.XyChart.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Utilization over the size of a call, by kind of op. */
final class SizeSection {
  private static final double GIGA = 1e9;
  private static final double PERCENT = 100;
  private static final int DIGITS = 4;
  private static final String ID = "size";

  private SizeSection() {}

  /** The section; absent where no op with FLOPs was held against a ceiling. */
  static Optional<Section> of(Calibration calibration) {
    List<OverSize> all = MeasurementFigures.overSize(calibration);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Section.of(
            ID,
            "Utilization over size",
            List.of(takeaway(all)),
            new XyChart(
                "Utilization over the size of a call, by op",
                "Each mark is an op on one backend at one element type; marks of an op, backend"
                    + " and element type that was measured at several sizes are joined. 100% is"
                    + " the best matrix product of the machine at that element type.",
                Axis.logarithmic("size of a call, GFLOP"),
                Axis.fromZero("utilization, % of the machine ceiling"),
                List.of(),
                List.of(),
                series(all)),
            data(all)));
  }

  private static String takeaway(List<OverSize> all) {
    long several = all.stream().filter(it -> it.rates().size() > 1).count();
    Rate smallest = null;
    Rate largest = null;
    for (OverSize one : all) {
      Rate first = one.rates().get(0);
      Rate last = one.rates().get(one.rates().size() - 1);
      smallest = smallest == null || first.flops() < smallest.flops() ? first : smallest;
      largest = largest == null || last.flops() > largest.flops() ? last : largest;
    }
    return "From "
        + Numbers.significant(smallest.flops() / GIGA, 3)
        + " GFLOP ("
        + MeasurementPage.reached(smallest)
        + ") to "
        + Numbers.significant(largest.flops() / GIGA, 3)
        + " GFLOP a call ("
        + MeasurementPage.reached(largest)
        + "); "
        + (several == 0 ? "no op was measured at several sizes." : several + " series of sizes.");
  }

  /** One series an op, so that colours and shapes tell ops apart; joined where sizes follow. */
  private static List<Series> series(List<OverSize> all) {
    Map<String, List<Mark>> marks = new LinkedHashMap<>();
    Map<String, Boolean> joined = new LinkedHashMap<>();
    for (OverSize one : all) {
      boolean sizes = one.rates().size() > 1;
      String name = sizes ? one.op() + ", " + one.backend() + " " + one.dtype() : one.op();
      joined.put(name, sizes);
      for (Rate rate : one.rates()) {
        marks
            .computeIfAbsent(name, it -> new ArrayList<>())
            .add(
                new Mark(
                    new Point(rate.flops() / GIGA, PERCENT * rate.ofMachineCeiling().orElseThrow()),
                    "",
                    MeasurementPage.reached(rate)
                        + " at "
                        + rate.dtype()
                        + ", "
                        + rate.op().toOp().shape()));
      }
    }
    List<Series> series = new ArrayList<>();
    marks.forEach((name, of) -> series.add(new Series(name, of, joined.get(name))));
    return series;
  }

  private static DataTable data(List<OverSize> all) {
    List<List<Cell>> rows = new ArrayList<>();
    List<List<Cell>> exact = new ArrayList<>();
    for (OverSize one : all) {
      for (Rate rate : one.rates()) {
        List<Cell> names =
            List.of(
                Cell.text(rate.label()),
                Cell.text(rate.backend()),
                Cell.text(rate.dtype()),
                Cell.text(rate.op().toOp().shape()));
        double utilization = rate.ofMachineCeiling().orElseThrow();
        List<Cell> row = new ArrayList<>(names);
        row.add(Cell.number(Numbers.significant(rate.flops() / GIGA, DIGITS)));
        row.add(Cell.number(Numbers.percent(utilization)));
        rows.add(row);
        List<Cell> digits = new ArrayList<>(names);
        digits.add(Cell.number(Long.toString(rate.flops())));
        digits.add(Cell.number(Numbers.exact(utilization)));
        exact.add(digits);
      }
    }
    return new DataTable(
        ID,
        new Table("", columns("GFLOP", "% of machine ceiling"), rows, List.of()),
        CsvTables.csv(new Table("", columns("flops", "ofMachineCeiling"), exact, List.of())));
  }

  private static List<Column> columns(String size, String utilization) {
    return List.of(
        Column.text("op"),
        Column.text("backend"),
        Column.text("dtype"),
        Column.text("shape"),
        Column.number(size),
        Column.number(utilization));
  }
}

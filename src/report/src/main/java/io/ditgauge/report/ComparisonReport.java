package io.ditgauge.report;

import io.ditgauge.estimator.calibration.Comparison;
import io.ditgauge.estimator.calibration.Comparison.Row;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two calibrations side by side, as text, CSV and JSON. */
public final class ComparisonReport {
  private static final double MILLI = 1e3;
  private static final int DIGITS = 3;

  private ComparisonReport() {}

  /** The table, and why the two are not comparable if they are not. */
  public static String text(Comparison comparison) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "ratio: time of the other over time of the base, with the range that both 95% intervals"
            + " allow. SAME: within 5%; UNCLEAR: the range holds 1 and is wider.");
    comparison.reasons().forEach(reason -> notes.add("NOT COMPARABLE: " + reason));
    int decimals =
        Numbers.decimals(
            comparison.rows().stream().map(row -> row.base().seconds() * MILLI).toList(), DIGITS);
    List<List<Cell>> rows = comparison.rows().stream().map(row -> textRow(row, decimals)).toList();
    return TextTables.text(
        new Table(
            "Base: run "
                + comparison.base().run()
                + ". Other: run "
                + comparison.other().run()
                + ".",
            List.of(
                Column.text("op"),
                Column.text("backend"),
                Column.text("dtype"),
                Column.text("shape"),
                Column.number("base\nms"),
                Column.number("other\nms"),
                Column.number("ratio"),
                Column.number("range"),
                Column.text("verdict")),
            rows,
            notes));
  }

  private static List<Cell> textRow(Row row, int decimals) {
    return List.of(
        Cell.text(row.base().label()),
        Cell.text(row.base().backend()),
        Cell.text(row.base().dtype()),
        Cell.text(row.base().op().toOp().shape()),
        Cell.number(Numbers.fixed(row.base().seconds() * MILLI, decimals)),
        Cell.number(Numbers.fixed(row.other().seconds() * MILLI, decimals)),
        Cell.number(Numbers.fixed(row.ratio(), 2)),
        range(row),
        Cell.text(row.verdict().words()));
  }

  private static Cell range(Row row) {
    if (row.low().isEmpty() || row.high().isEmpty()) {
      return Cell.BLANK;
    }
    return Cell.number(
        Numbers.fixed(row.low().get(), 2) + " to " + Numbers.fixed(row.high().get(), 2));
  }

  /** One line a combination, SI units, all digits. */
  public static String csv(Comparison comparison) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Row row : comparison.rows()) {
      rows.add(
          List.of(
              Cell.text(row.base().key()),
              number(Optional.of(row.base().seconds())),
              number(Optional.of(row.other().seconds())),
              number(Optional.of(row.ratio())),
              number(row.low()),
              number(row.high()),
              Cell.text(row.verdict().words())));
    }
    return CsvTables.csv(
        new Table(
            "",
            List.of(
                Column.text("key"),
                Column.number("baseSeconds"),
                Column.number("otherSeconds"),
                Column.number("ratio"),
                Column.number("ratioLow"),
                Column.number("ratioHigh"),
                Column.text("verdict")),
            rows,
            List.of()));
  }

  private static Cell number(Optional<Double> value) {
    return value.map(v -> Cell.number(Double.toString(v))).orElse(Cell.BLANK);
  }

  /** The same as JSON. */
  public static String json(Comparison comparison) {
    List<Object> rows = new ArrayList<>();
    for (Row row : comparison.rows()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("key", row.base().key());
      fields.put("baseSeconds", row.base().seconds());
      fields.put("otherSeconds", row.other().seconds());
      fields.put("ratio", row.ratio());
      fields.put("ratioLow", row.low());
      fields.put("ratioHigh", row.high());
      fields.put("verdict", row.verdict().words());
      rows.add(fields);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("base", comparison.base().run());
    result.put("other", comparison.other().run());
    result.put("notComparable", List.copyOf(comparison.reasons()));
    result.put("rows", rows);
    return JsonText.of(result);
  }
}

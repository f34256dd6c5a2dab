package io.ditgauge.report;

import io.ditgauge.estimator.validation.RowResult;
import io.ditgauge.estimator.validation.ValidationSummary;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Predicted against published times as text, CSV and JSON.
 *
 * @param results rows
 * @param summary statistics of the scored ones
 */
public record ValidationReport(List<RowResult> results, ValidationSummary summary) {
  private static final int DIGITS = 4;

  /** Copies. */
  public ValidationReport {
    results = List.copyOf(results);
  }

  /** The rows, then the statistics. */
  public String text() {
    StringBuilder text = new StringBuilder(TextTables.text(table()));
    groups().forEach(table -> text.append('\n').append(TextTables.text(table)));
    return text.toString();
  }

  /** The rows. */
  public Table table() {
    return new Table(
        "Predicted against published times",
        List.of(
            Column.text("row"),
            Column.text("scored"),
            Column.text("model"),
            Column.text("card"),
            Column.number("cards"),
            Column.text("attention"),
            Column.text("execution"),
            Column.number("predicted\ns"),
            Column.number("90% interval\ns"),
            Column.number("published\ns"),
            Column.number("ratio"),
            Column.text("flag")),
        results.stream().map(ValidationReport::textRow).toList(),
        List.of("ratio: predicted over published. A flag that begins with ! is not scored."));
  }

  /** The statistics, a table for each way of grouping. */
  public List<Table> groups() {
    List<Table> tables = new ArrayList<>();
    summary.groups().forEach((by, groups) -> tables.add(group(by, groups)));
    return tables;
  }

  private static List<Cell> textRow(RowResult it) {
    boolean known = !Double.isNaN(it.predictedSeconds());
    return List.of(
        Cell.text(it.row().id()),
        Cell.text(it.group()),
        Cell.text(it.row().text("model")),
        Cell.text(it.row().text("gpu")),
        Cell.number(it.row().text("n_gpus")),
        Cell.text(it.row().text("attention_kernel")),
        Cell.text(it.row().text("execution")),
        known ? seconds(it.predictedSeconds()) : Cell.BLANK,
        known
            ? Cell.number(
                Numbers.significant(it.lowSeconds(), DIGITS)
                    + " to "
                    + Numbers.significant(it.highSeconds(), DIGITS))
            : Cell.BLANK,
        Double.isNaN(it.measuredSeconds()) ? Cell.BLANK : seconds(it.measuredSeconds()),
        known ? Cell.number(Numbers.fixed(it.ratio(), 3)) : Cell.BLANK,
        Cell.text(it.flag()));
  }

  private static Cell seconds(double value) {
    return Cell.number(Numbers.significant(value, DIGITS));
  }

  private static Table group(String by, Map<String, ValidationSummary.Group> groups) {
    List<List<Cell>> rows = new ArrayList<>();
    groups.forEach(
        (name, it) ->
            rows.add(
                List.of(
                    Cell.text(name),
                    Cell.number(Integer.toString(it.rows())),
                    Cell.number(Numbers.fixed(it.median(), 3)),
                    Cell.number(Numbers.fixed(it.p90(), 3)),
                    Cell.number(Numbers.percent(it.coverage())),
                    Cell.number(Numbers.fixed(it.halfWidth(), 3)))));
    return new Table(
        "|ln predicted/published| of scored rows, by " + by,
        List.of(
            Column.text(by),
            Column.number("rows"),
            Column.number("median"),
            Column.number("p90"),
            Column.number("within 90%\ninterval, %"),
            Column.number("half-width")),
        rows,
        List.of());
  }

  /** One line a row, all digits. */
  public String csv() {
    List<List<Cell>> rows = new ArrayList<>();
    for (RowResult it : results) {
      rows.add(
          List.of(
              Cell.text(it.row().id()),
              Cell.text(it.row().text("model")),
              Cell.text(it.row().text("gpu")),
              Cell.text(it.group()),
              number(it.predictedSeconds()),
              number(it.lowSeconds()),
              number(it.highSeconds()),
              number(it.measuredSeconds()),
              number(it.ratio()),
              Cell.text(it.flag())));
    }
    return CsvTables.csv(
        new Table(
            "",
            List.of(
                Column.text("id"),
                Column.text("model"),
                Column.text("gpu"),
                Column.text("scored"),
                Column.number("predictedSeconds"),
                Column.number("lowSeconds"),
                Column.number("highSeconds"),
                Column.number("measuredSeconds"),
                Column.number("ratio"),
                Column.text("flag")),
            rows,
            List.of()));
  }

  private static Cell number(double value) {
    return Double.isNaN(value) ? Cell.BLANK : Cell.number(Double.toString(value));
  }

  /** The same as JSON. */
  public String json() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("schema", "ditgauge/validate/1");
    List<Object> rows = new ArrayList<>();
    for (RowResult it : results) {
      rows.add(jsonRow(it));
    }
    result.put("rows", rows);
    Map<String, Object> summaries = new LinkedHashMap<>();
    summary
        .groups()
        .forEach(
            (by, groups) -> {
              Map<String, Object> cells = new LinkedHashMap<>();
              groups.forEach((name, group) -> cells.put(name, jsonGroup(group)));
              summaries.put(by, cells);
            });
    result.put("summary", summaries);
    return JsonText.of(result);
  }

  private static Map<String, Object> jsonGroup(ValidationSummary.Group group) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rows", group.rows());
    fields.put("median", group.median());
    fields.put("p90", group.p90());
    fields.put("coverage", group.coverage());
    fields.put("halfWidth", group.halfWidth());
    return fields;
  }

  private static Map<String, Object> jsonRow(RowResult it) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", it.row().id());
    fields.put("model", it.row().text("model"));
    fields.put("gpu", it.row().text("gpu"));
    fields.put("gpus", it.row().text("n_gpus"));
    fields.put("attention", it.row().text("attention_kernel"));
    fields.put("execution", it.row().text("execution"));
    fields.put("scope", it.row().text("scope"));
    fields.put("scored", it.group());
    if (!Double.isNaN(it.predictedSeconds())) {
      fields.put("predictedSeconds", it.predictedSeconds());
      fields.put("lowSeconds", it.lowSeconds());
      fields.put("highSeconds", it.highSeconds());
      fields.put("ratio", it.ratio());
    }
    if (!Double.isNaN(it.measuredSeconds())) {
      fields.put("measuredSeconds", it.measuredSeconds());
    }
    fields.put("flag", it.flag());
    return fields;
  }
}

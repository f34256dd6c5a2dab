package io.ditgauge.report;

import io.ditgauge.estimator.validation.ValidationSummary;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each part of a prediction is worth: errors with one part left out or taken wrongly. */
public final class AblationReport {
  private static final String TITLE = "|ln predicted/published| with one thing left out or wrong";

  private AblationReport() {}

  /** The table; the summaries by the name of the ablation, in order. */
  public static String text(Map<String, ValidationSummary> summaries) {
    return TextTables.text(table(summaries));
  }

  /** The same as CSV. */
  public static String csv(Map<String, ValidationSummary> summaries) {
    return CsvTables.csv(table(summaries));
  }

  /** The table, by ablation and group. */
  public static Table table(Map<String, ValidationSummary> summaries) {
    List<List<Cell>> rows = new ArrayList<>();
    summaries.forEach(
        (name, summary) ->
            summary
                .groups()
                .get("scored")
                .forEach(
                    (group, it) ->
                        rows.add(
                            List.of(
                                Cell.text(name),
                                Cell.text(group),
                                Cell.number(Integer.toString(it.rows())),
                                Cell.number(Numbers.fixed(it.median(), 3)),
                                Cell.number(Numbers.fixed(it.p90(), 3))))));
    return new Table(
        TITLE,
        List.of(
            Column.text("prediction"),
            Column.text("group"),
            Column.number("rows"),
            Column.number("median"),
            Column.number("p90")),
        rows,
        List.of());
  }

  /** The same as JSON. */
  public static String json(Map<String, ValidationSummary> summaries) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("schema", "ditgauge/ablation/1");
    Map<String, Object> all = new LinkedHashMap<>();
    summaries.forEach(
        (name, summary) -> {
          Map<String, Object> groups = new LinkedHashMap<>();
          summary
              .groups()
              .get("scored")
              .forEach(
                  (group, it) -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("rows", it.rows());
                    fields.put("median", it.median());
                    fields.put("p90", it.p90());
                    groups.put(group, fields);
                  });
          all.put(name, groups);
        });
    result.put("ablations", all);
    return JsonText.of(result);
  }
}

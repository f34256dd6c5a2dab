package io.ditgauge.estimator.article;

import io.ditgauge.estimator.source.Figure;
import java.util.List;

/**
 * A chain of figures computed under several assumptions at once.
 *
 * @param title what is estimated
 * @param columns the assumptions, one column each
 * @param rows the figures, each row with one figure for each column
 * @param inputs what the rows are derived from
 * @param warnings what makes the estimate less trustworthy than it looks
 * @param notes what a reader has to know to read the columns
 */
public record Estimate(
    String title,
    List<EstimateColumn> columns,
    List<EstimateRow> rows,
    List<Figure> inputs,
    List<String> warnings,
    List<String> notes) {
  /** Validates that every row has a figure for every column. */
  public Estimate {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    inputs = List.copyOf(inputs);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    for (EstimateRow row : rows) {
      if (row.figures().size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row needs one figure for each column: row="
                + row.id()
                + ", figures="
                + row.figures().size()
                + ", columns="
                + columns.size());
      }
    }
  }
}

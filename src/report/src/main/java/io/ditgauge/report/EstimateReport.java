package io.ditgauge.report;

import io.ditgauge.estimator.article.Estimate;
import io.ditgauge.estimator.article.EstimateColumn;
import io.ditgauge.estimator.article.EstimateRow;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An estimate as text, CSV and JSON. */
public final class EstimateReport {
  private static final int DIGITS = 4;

  private EstimateReport() {}

  /** The columns side by side and what to know about them, then formulas, inputs and sources. */
  public static String text(Estimate estimate) {
    return String.join(
        "\n",
        summary(estimate),
        TextTables.text(formulas(estimate)),
        TextTables.text(inputs(estimate)));
  }

  /** The first part of {@link #text}: the columns side by side and what to know about them. */
  public static String summary(Estimate estimate) {
    List<String> notes = new ArrayList<>();
    estimate.warnings().forEach(warning -> notes.add("warning: " + warning));
    notes.addAll(estimate.notes());
    return TextTables.text(sideBySide(estimate))
        + "\n"
        + TextTables.text(new Table("Read this first", List.of(), List.of(), notes));
  }

  private static Table sideBySide(Estimate estimate) {
    List<Column> columns =
        new ArrayList<>(List.of(Column.text("id"), Column.text("quantity"), Column.text("unit")));
    for (EstimateColumn column : estimate.columns()) {
      columns.add(Column.number(column.label().replaceFirst(", ", ",\n")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    String section = "";
    for (EstimateRow row : estimate.rows()) {
      if (!row.section().equals(section)) {
        section = row.section();
        rows.add(heading(section, columns.size()));
      }
      rows.add(cells(row));
    }
    return new Table(estimate.title(), columns, rows, List.of());
  }

  private static List<Cell> heading(String section, int columns) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.text(""));
    cells.add(Cell.text(section.toUpperCase(Locale.ROOT)));
    while (cells.size() < columns) {
      cells.add(Cell.BLANK);
    }
    return cells;
  }

  private static List<Cell> cells(EstimateRow row) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.text(row.id()));
    cells.add(Cell.text("  " + row.label()));
    cells.add(Cell.text(row.unit()));
    Numbers.alike(row.figures().stream().map(Figure::value).toList(), DIGITS)
        .forEach(text -> cells.add(Cell.number(text)));
    return cells;
  }

  private static Table formulas(Estimate estimate) {
    List<List<Cell>> rows = new ArrayList<>();
    for (EstimateRow row : estimate.rows()) {
      Set<List<Cell>> lines = new LinkedHashSet<>();
      for (Figure figure : row.figures()) {
        if (figure.source() instanceof Derived derived) {
          List<String> from = derived.inputs().stream().map(EstimateReport::withoutColumn).toList();
          lines.add(
              List.of(
                  Cell.text(row.id()),
                  Cell.text(derived.formula()),
                  Cell.text(String.join(", ", from))));
        }
      }
      rows.addAll(lines);
    }
    return new Table(
        "Formulas",
        List.of(Column.text("id"), Column.text("formula"), Column.text("from")),
        rows,
        List.of());
  }

  /** Rows are named {@code row/column}; a formula is the same in each column. */
  private static String withoutColumn(String figureId) {
    int slash = figureId.indexOf('/');
    return slash < 0 ? figureId : figureId.substring(0, slash);
  }

  private static Table inputs(Estimate estimate) {
    Map<String, Integer> sources = new LinkedHashMap<>();
    List<List<Cell>> rows = new ArrayList<>();
    for (Figure input : estimate.inputs()) {
      int number = sources.computeIfAbsent(input.source().describe(), s -> sources.size() + 1);
      rows.add(
          List.of(
              Cell.text(input.id()),
              Cell.text(input.label()),
              Cell.number(Numbers.compact(input.value(), DIGITS)),
              Cell.text(input.unit()),
              Cell.text("[" + number + "]")));
    }
    List<String> notes = new ArrayList<>(List.of(""));
    sources.forEach((source, number) -> notes.add("[" + number + "] " + source));
    return new Table(
        "Inputs",
        List.of(
            Column.text("id"),
            Column.text("input"),
            Column.number("value"),
            Column.text("unit"),
            Column.text("source")),
        rows,
        notes);
  }

  /** One line for each figure of each column, and for each input. */
  public static String csv(Estimate estimate) {
    List<List<Cell>> rows = new ArrayList<>();
    for (EstimateRow row : estimate.rows()) {
      for (int i = 0; i < row.figures().size(); i++) {
        rows.add(
            csvRow(row.id(), row.section(), estimate.columns().get(i).id(), row.figures().get(i)));
      }
    }
    for (Figure input : estimate.inputs()) {
      rows.add(csvRow(input.id(), "input", "", input));
    }
    return CsvTables.csv(
        new Table(
            "",
            List.of(
                Column.text("id"),
                Column.text("section"),
                Column.text("quantity"),
                Column.text("unit"),
                Column.text("column"),
                Column.number("value"),
                Column.text("source")),
            rows,
            List.of()));
  }

  private static List<Cell> csvRow(String id, String section, String column, Figure figure) {
    return List.of(
        Cell.text(id),
        Cell.text(section),
        Cell.text(figure.label()),
        Cell.text(figure.unit()),
        Cell.text(column),
        Cell.number(Numbers.exact(figure.value())),
        Cell.text(figure.source().describe()));
  }

  /** The estimate as JSON. */
  public static String json(Estimate estimate) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("title", estimate.title());
    result.put(
        "columns",
        estimate.columns().stream()
            .map(column -> fields("id", column.id(), "label", column.label()))
            .toList());
    result.put("rows", estimate.rows().stream().map(row -> json(estimate, row)).toList());
    result.put("inputs", estimate.inputs().stream().map(EstimateReport::json).toList());
    result.put("warnings", estimate.warnings());
    result.put("notes", estimate.notes());
    return JsonText.of(result);
  }

  private static Map<String, Object> json(Estimate estimate, EstimateRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < row.figures().size(); i++) {
      Figure figure = row.figures().get(i);
      values.put(
          estimate.columns().get(i).id(),
          fields("figure", figure.id(), "value", figure.value(), "source", json(figure.source())));
    }
    return fields(
        "id",
        row.id(),
        "section",
        row.section(),
        "quantity",
        row.label(),
        "unit",
        row.unit(),
        "values",
        values);
  }

  private static Map<String, Object> json(Figure figure) {
    return fields(
        "figure", figure.id(),
        "quantity", figure.label(),
        "unit", figure.unit(),
        "value", figure.value(),
        "source", json(figure.source()));
  }

  private static Map<String, Object> json(Source source) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("kind", source.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    result.put("text", source.describe());
    if (source instanceof Derived derived) {
      result.put("formula", derived.formula());
      result.put("inputs", derived.inputs());
    }
    return result;
  }

  private static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      result.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return result;
  }
}

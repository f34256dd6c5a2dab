package io.ditgauge.report;

import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays a table out as aligned lines: text to the left, numbers to the right, two spaces between
 * columns, no space at line ends. Rows are not wrapped; notes are, at word boundaries.
 */
public final class TextTables {
  private static final String GAP = "  ";
  private static final int NOTE_WIDTH = 118;

  private TextTables() {}

  /** The table as text, each line ended by a line feed. */
  public static String text(Table table) {
    StringBuilder result = new StringBuilder();
    if (!table.title().isEmpty()) {
      result.append(Printable.of(table.title())).append('\n');
    }
    if (!table.columns().isEmpty() && !table.rows().isEmpty()) {
      appendGrid(result, table);
    }
    table.notes().forEach(note -> appendNote(result, note));
    return result.toString();
  }

  private static void appendGrid(StringBuilder result, Table table) {
    List<List<String>> lines = new ArrayList<>(headers(table.columns()));
    int heads = lines.size();
    for (List<Cell> row : table.rows()) {
      lines.add(row.stream().map(cell -> Printable.of(cell.text())).toList());
    }
    int[] widths = widths(table.columns().size(), lines);
    for (int i = 0; i < lines.size(); i++) {
      appendLine(result, table.columns(), lines.get(i), widths);
      if (i == heads - 1) {
        appendRule(result, widths);
      }
    }
  }

  /** Header lines; a heading with fewer lines than the tallest starts lower. */
  private static List<List<String>> headers(List<Column> columns) {
    List<List<String>> split =
        columns.stream().map(column -> List.of(column.header().split("\n", -1))).toList();
    int height = split.stream().mapToInt(List::size).max().orElse(0);
    List<List<String>> lines = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      List<String> cells = new ArrayList<>();
      for (List<String> header : split) {
        int index = line - (height - header.size());
        cells.add(index < 0 ? "" : Printable.of(header.get(index)));
      }
      lines.add(cells);
    }
    return lines;
  }

  private static int[] widths(int columns, List<List<String>> lines) {
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    return widths;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static void appendLine(
      StringBuilder result, List<Column> columns, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(widths[i] - width(cells.get(i)));
      line.append(i == 0 ? "" : GAP);
      if (columns.get(i).numeric()) {
        line.append(padding).append(cells.get(i));
      } else {
        line.append(cells.get(i)).append(padding);
      }
    }
    result.append(line.toString().stripTrailing()).append('\n');
  }

  private static void appendRule(StringBuilder result, int[] widths) {
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("-".repeat(width));
    }
    result.append(String.join(GAP, rules)).append('\n');
  }

  private static void appendNote(StringBuilder result, String note) {
    StringBuilder line = new StringBuilder();
    for (String word : Printable.of(note).split(" ", -1)) {
      if (line.length() > 0 && width(line.toString()) + 1 + width(word) > NOTE_WIDTH) {
        result.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.append(GAP);
      } else if (line.length() > 0) {
        line.append(' ');
      }
      line.append(word);
    }
    result.append(line.toString().stripTrailing()).append('\n');
  }
}

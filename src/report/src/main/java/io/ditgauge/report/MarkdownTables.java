package io.ditgauge.report;

import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lays a table out in the table syntax of GitHub Flavored Markdown: the title as a heading, numbers
 * aligned to the right, notes as a list. Characters with a meaning in Markdown are escaped, and
 * control characters too.
 */
public final class MarkdownTables {
  private static final String SPECIAL = "\\`*_[]<>|#~&";

  private MarkdownTables() {}

  /** The table as Markdown, each line ended by a line feed. */
  public static String markdown(Table table) {
    StringBuilder result = new StringBuilder();
    if (!table.title().isEmpty()) {
      result.append("### ").append(escaped(table.title())).append('\n');
    }
    if (!table.columns().isEmpty() && !table.rows().isEmpty()) {
      paragraph(result);
      result.append(line(table.columns().stream().map(MarkdownTables::header).toList()));
      result.append(
          line(table.columns().stream().map(it -> it.numeric() ? "---:" : "---").toList()));
      for (List<Cell> row : table.rows()) {
        result.append(line(row.stream().map(cell -> escaped(cell.text())).toList()));
      }
    }
    if (!table.notes().isEmpty()) {
      paragraph(result);
      table.notes().forEach(note -> result.append("- ").append(escaped(note)).append('\n'));
    }
    return result.toString();
  }

  private static void paragraph(StringBuilder result) {
    if (result.length() > 0) {
      result.append('\n');
    }
  }

  private static String header(Column column) {
    return escaped(column.header().replace('\n', ' '));
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Text that Markdown shows as it is. */
  public static String escaped(String text) {
    StringBuilder result = new StringBuilder();
    for (char c : Printable.of(text).toCharArray()) {
      if (SPECIAL.indexOf(c) >= 0) {
        result.append('\\');
      }
      result.append(c);
    }
    return result.toString();
  }
}

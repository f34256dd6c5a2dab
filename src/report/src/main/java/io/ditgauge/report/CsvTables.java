package io.ditgauge.report;

import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lays a table out as comma-separated values after RFC 4180: a header line, CR LF line ends, fields
 * quoted where they hold a comma, a quote or a line break.
 *
 * <p>A cell of text that starts with {@code = + - @} gets an apostrophe in front, so that a
 * spreadsheet shows a name from a file instead of running it. Control characters are escaped.
 */
public final class CsvTables {
  private static final String LINE_END = "\r\n";

  private CsvTables() {}

  /** The table as CSV; title and notes are left out. */
  public static String csv(Table table) {
    StringBuilder result = new StringBuilder();
    result.append(
        line(table.columns().stream().map(Column::header).map(CsvTables::guarded).toList()));
    for (List<Cell> row : table.rows()) {
      result.append(line(row.stream().map(CsvTables::field).toList()));
    }
    return result.toString();
  }

  private static String line(List<String> fields) {
    return fields.stream().map(CsvTables::quoted).collect(Collectors.joining(",", "", LINE_END));
  }

  private static String field(Cell cell) {
    return cell.numeric() ? cell.text() : guarded(cell.text());
  }

  private static String guarded(String text) {
    String printable = Printable.of(text);
    String stripped = printable.stripLeading();
    return !stripped.isEmpty() && "=+-@".indexOf(stripped.charAt(0)) >= 0
        ? "'" + printable
        : printable;
  }

  private static String quoted(String field) {
    boolean plain =
        field.indexOf(',') < 0
            && field.indexOf('"') < 0
            && field.indexOf('\n') < 0
            && field.indexOf('\r') < 0;
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}

package io.ditgauge.report;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table ready to be laid out.
 *
 * @param title heading; may be empty
 * @param columns the columns
 * @param rows the rows, each with a cell for every column
 * @param notes lines below the table; CSV leaves them out
 */
public record Table(String title, List<Column> columns, List<List<Cell>> rows, List<String> notes) {

  /**
   * A column.
   *
   * @param header heading; a line break starts its second line in text
   * @param numeric whether it is aligned to the right
   */
  public record Column(String header, boolean numeric) {
    /** A column of text, aligned to the left. */
    public static Column text(String header) {
      return new Column(header, false);
    }

    /** A column of numbers, aligned to the right. */
    public static Column number(String header) {
      return new Column(header, true);
    }
  }

  /**
   * A cell.
   *
   * @param text what is shown
   * @param numeric whether it is a number written by us, which CSV must not quote or guard
   * @param part identifier of the part of the page that says more; empty for none
   */
  public record Cell(String text, boolean numeric, String part) {
    private static final Pattern PART = Pattern.compile("[a-z0-9-]*");

    /** Nothing: not measured or not applicable. */
    public static final Cell BLANK = number("");

    /** Validates the identifier. */
    public Cell {
      if (!PART.matcher(part).matches()) {
        throw new IllegalArgumentException(
            "a part of a page is named by lower-case letters, digits and hyphens: part=" + part);
      }
    }

    /** A cell of text, which may come from a file. */
    public static Cell text(String text) {
      return new Cell(text, false, "");
    }

    /** A cell with a formatted number. */
    public static Cell number(String text) {
      return new Cell(text, true, "");
    }

    /** A cell of text that leads to a part of the page, where there are pages. */
    public static Cell leading(String text, String part) {
      return new Cell(text, false, part);
    }
  }

  /** Validates that each row has a cell for every column. */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (List<Cell> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row needs a cell for each column: cells="
                + row.size()
                + ", columns="
                + columns.size()
                + ", table="
                + title);
      }
    }
  }
}

package io.ditgauge.report.page;

import io.ditgauge.report.CsvTables;
import io.ditgauge.report.Table;
import java.util.List;

/**
 * A table with its data for programs.
 *
 * @param id name of its file, a slug that no other table of the page has
 * @param table as people read it
 * @param csv the same as comma-separated values, in SI units with all digits where there are more
 */
public record DataTable(String id, Table table, String csv) {
  /** Validates the identifier. */
  public DataTable {
    if (!Slugs.isSlug(id)) {
      throw new IllegalArgumentException(
          "the name of a table must be lower-case letters, digits and hyphens: id=" + id);
    }
  }

  /** A table whose data are what is shown. */
  public static DataTable of(String id, Table table) {
    return new DataTable(id, table, CsvTables.csv(flat(table)));
  }

  private static Table flat(Table table) {
    return new Table(
        table.title(),
        table.columns().stream()
            .map(it -> new Table.Column(it.header().replace('\n', ' '), it.numeric()))
            .toList(),
        table.rows(),
        table.notes());
  }

  /** The table without its title, under a heading that says it. */
  static Table untitled(Table table) {
    return new Table("", table.columns(), table.rows(), table.notes());
  }

  /** The table without title and notes. */
  static Table bare(Table table) {
    return new Table("", table.columns(), table.rows(), List.of());
  }
}

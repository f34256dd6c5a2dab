package io.ditgauge.report.page;

import io.ditgauge.report.chart.Chart;
import java.util.List;
import java.util.Optional;

/**
 * A part of a page.
 *
 * @param id identifier within the page, a slug
 * @param title heading
 * @param takeaways what to take away, in sentences made of the data
 * @param figure a chart with its data
 * @param tables tables that are read, each with a heading of its own
 * @param origins where figures come from
 */
public record Section(
    String id,
    String title,
    List<String> takeaways,
    Optional<Section.Figure> figure,
    List<DataTable> tables,
    List<Origin> origins) {
  /**
   * A chart.
   *
   * @param chart the chart
   * @param data what it shows, as a table behind a fold
   */
  public record Figure(Chart chart, DataTable data) {}

  /** Validates the identifier and copies. */
  public Section {
    if (!Slugs.isSlug(id)) {
      throw new IllegalArgumentException(
          "the identifier of a section must be lower-case letters, digits and hyphens: id=" + id);
    }
    takeaways = List.copyOf(takeaways);
    tables = List.copyOf(tables);
    origins = List.copyOf(origins);
  }

  /** A section without origins. */
  public Section(
      String id,
      String title,
      List<String> takeaways,
      Optional<Section.Figure> figure,
      List<DataTable> tables) {
    this(id, title, takeaways, figure, tables, List.of());
  }

  /** A section of tables. */
  public static Section of(String id, String title, List<String> takeaways, DataTable... tables) {
    return new Section(id, title, takeaways, Optional.empty(), List.of(tables));
  }

  /** A section that says where figures come from. */
  static Section ofOrigins(String id, String title, List<String> takeaways, List<Origin> origins) {
    return new Section(id, title, takeaways, Optional.empty(), List.of(), origins);
  }

  /** A section around a chart. */
  public static Section of(
      String id, String title, List<String> takeaways, Chart chart, DataTable data) {
    return new Section(id, title, takeaways, Optional.of(new Figure(chart, data)), List.of());
  }
}

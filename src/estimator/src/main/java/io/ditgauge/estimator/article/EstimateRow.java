package io.ditgauge.estimator.article;

import io.ditgauge.estimator.source.Figure;
import java.util.List;

/**
 * One quantity under the assumptions of each column.
 *
 * @param id identifier, unique in the estimate; that of the article's claim where there is one
 * @param section the part of the chain: {@code assumption training inference fleet}
 * @param label what the quantity is
 * @param unit unit of every figure of the row
 * @param figures one figure for each column, in the order of the columns
 */
public record EstimateRow(
    String id, String section, String label, String unit, List<Figure> figures) {
  /** Copies the list. */
  public EstimateRow {
    figures = List.copyOf(figures);
  }
}

package io.ditgauge.report.chart;

import java.util.List;

/**
 * Labels of horizontal bars: beside them, or above them where there is no room beside.
 *
 * @param size how wide the chart is
 * @param width pixels to the left of the bars
 */
record RowLabels(Size size, double width) {
  private static final double MARGIN = 26;
  private static final double SHARE = 0.45;
  private static final double INDENT = 8;
  private static final double LINE = 13;

  /** Room for the longest of the labels, but for less than half of the chart. */
  static RowLabels of(List<String> labels, Size size) {
    double most = SHARE * size.width();
    double longest =
        labels.stream()
            .flatMap(label -> lines(label, most - MARGIN).stream())
            .mapToDouble(Svg::width)
            .max()
            .orElse(0);
    return new RowLabels(size, size.isNarrow() ? INDENT : Math.min(most, MARGIN + longest));
  }

  /** The label in one line, or in two if it is too long and says first what of. */
  private static List<String> lines(String label, double most) {
    int end = label.indexOf(": ");
    return Svg.width(label) <= most || end < 0
        ? List.of(label)
        : List.of(label.substring(0, end + 1), label.substring(end + 2));
  }

  /** Pixels that a label takes above its bar. */
  double above() {
    return size.isNarrow() ? Svg.LINE : 0;
  }

  /**
   * Writes a label.
   *
   * @param top upper end of the row
   * @param middle baseline of what stands beside the bar
   */
  void write(Svg svg, String label, double top, double middle) {
    if (size.isNarrow()) {
      String fitted = Svg.fitted(label, size.width() - 2 * INDENT);
      svg.text("text", fitted, "class", "name", "x", INDENT, "y", top + 11);
    } else {
      List<String> lines = lines(label, width - INDENT);
      double first = middle - (lines.size() - 1) * LINE / 2;
      for (int i = 0; i < lines.size(); i++) {
        String fitted = Svg.fitted(lines.get(i), width - INDENT);
        svg.text("text", fitted, "x", width - INDENT, "y", first + i * LINE, "text-anchor", "end");
      }
    }
  }
}

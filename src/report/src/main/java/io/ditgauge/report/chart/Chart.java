package io.ditgauge.report.chart;

/** A chart ready to be drawn. */
public sealed interface Chart permits XyChart, BarChart, RangeChart {
  /** What is shown against what; the accessible name. */
  String title();

  /** What a reader sees in it, in words: the text alternative. */
  String description();
}

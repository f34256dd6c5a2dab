package io.ditgauge.report.chart;

/**
 * What was drawn.
 *
 * @param svg the elements
 * @param width pixels
 * @param height pixels
 */
record Drawing(Svg svg, double width, double height) {}

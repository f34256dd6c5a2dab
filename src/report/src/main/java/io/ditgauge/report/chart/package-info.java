/**
 * Charts as SVG, drawn on the server: the same bytes for the same data.
 *
 * <p>An {@link io.ditgauge.report.chart.XyChart}, a {@link io.ditgauge.report.chart.BarChart} or a
 * {@link io.ditgauge.report.chart.RangeChart} holds values in the units of its axes; {@link
 * io.ditgauge.report.chart.Charts} draws it at one of two widths, into a page or as a file of its
 * own. Series differ by colour and by the shape of their marks, and every mark tells its values
 * when pointed at.
 *
 * <p>Invariants: nothing is computed but positions; text from files is escaped and cut; neither
 * locale nor platform enters.
 */
package io.ditgauge.report.chart;

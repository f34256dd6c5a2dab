/**
 * What people and programs read: tables as aligned text, Markdown and CSV, and the same values as
 * JSON.
 *
 * <p>A {@link io.ditgauge.report.Table} holds finished cells; {@link
 * io.ditgauge.report.TextTables}, {@link io.ditgauge.report.MarkdownTables} and {@link
 * io.ditgauge.report.CsvTables} only lay them out. {@link io.ditgauge.report.UtilizationReport},
 * {@link io.ditgauge.report.EstimateReport}, {@link io.ditgauge.report.FlopsReport} and {@link
 * io.ditgauge.report.PresetsReport} choose what is shown. Text shows three or four digits in the
 * units people speak; CSV and JSON carry SI units with all digits.
 *
 * <p>Invariants: nothing is computed but the scale of a unit and the digits shown; output does not
 * depend on the locale or the platform; control characters from a file never reach a terminal.
 */
package io.ditgauge.report;

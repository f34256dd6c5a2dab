/**
 * Reports that people look at: one page a subject, as HTML that needs nothing but itself, and as
 * Markdown with SVG files beside it.
 *
 * <p>A {@link io.ditgauge.report.page.Page} is a list of sections, each with what to take away from
 * it in sentences, a chart with its data, and tables. {@link
 * io.ditgauge.report.page.MeasurementPage}, {@link io.ditgauge.report.page.ValidationPage}, {@link
 * io.ditgauge.report.page.PredictionPage}, {@link io.ditgauge.report.page.AuditPage} and {@link
 * io.ditgauge.report.page.ScenarioPage} make pages; {@link io.ditgauge.report.page.HtmlPages} and
 * {@link io.ditgauge.report.page.MarkdownPages} lay them out. A new subject needs a class that
 * makes its page, and nothing else.
 *
 * <p>Invariants: pages ask the network for nothing, and say so in their content security policy;
 * without script they show everything, with it tables can be sorted and filtered; text from files
 * is shown as text; the same input gives the same bytes under every locale, time zone and day.
 */
package io.ditgauge.report.page;

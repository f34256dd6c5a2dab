package io.ditgauge.report;

import io.ditgauge.model.count.FlopCount;
import io.ditgauge.model.count.Training;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a network costs: one pass by part, and one step, one output and one second of video.
 *
 * @param count the count
 * @param convention under which name totals are quoted
 * @param detail whether every op is shown, and not only the parts
 * @param training a training step, where it is shown too
 */
public record FlopsReport(
    FlopCount count, Convention convention, boolean detail, Optional<Training> training) {
  /** A report without a training step. */
  public FlopsReport(FlopCount count, Convention convention, boolean detail) {
    this(count, convention, detail, Optional.empty());
  }

  /** The counts as text. */
  public String text() {
    return tables().stream().map(TextTables::text).collect(Collectors.joining("\n"));
  }

  /** The counts as Markdown. */
  public String markdown() {
    return tables().stream().map(MarkdownTables::markdown).collect(Collectors.joining("\n"));
  }

  private List<Table> tables() {
    return new FlopsTables(count, convention).all(detail, training);
  }

  /** The counts as CSV: parts or ops, then the totals. */
  public String csv() {
    return CsvTables.csv(new FlopsData(count).csv(detail, training));
  }

  /** The counts as JSON, after {@code schema/flops-2.schema.json} beside this class. */
  public String json() {
    return JsonText.of(new FlopsData(count).json(convention, training));
  }

  /** What goes to standard error where the format has no place for it. */
  public List<String> warnings() {
    return FlopsNotes.warnings(count);
  }
}

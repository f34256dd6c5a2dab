package io.ditgauge.report;

import io.ditgauge.estimator.audit.AlternativeReading;
import io.ditgauge.estimator.audit.Audit;
import io.ditgauge.estimator.audit.AuditedClaim;
import io.ditgauge.estimator.audit.Consequence;
import io.ditgauge.estimator.audit.Range;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An audit as text, Markdown, CSV and JSON. */
public final class AuditReport {
  private AuditReport() {}

  /** What it comes to, then the verdicts, formulas, notes and inputs. */
  public static String text(Audit audit) {
    return joined(audit, TextTables::text);
  }

  /** The same as Markdown. */
  public static String markdown(Audit audit) {
    return joined(audit, MarkdownTables::markdown);
  }

  private static String joined(Audit audit, Function<Table, String> layout) {
    Stream<Table> head =
        audit.consequences().isEmpty()
            ? Stream.empty()
            : Stream.of(AuditTables.consequences(audit), AuditTables.counts(audit));
    Stream<Table> rest =
        Stream.of(
            AuditTables.claims(audit),
            AuditTables.formulas(audit),
            AuditTables.notes(audit),
            AuditTables.inputs(audit));
    return Stream.concat(head, rest)
        .filter(table -> !table.rows().isEmpty() || !table.notes().isEmpty())
        .map(layout)
        .collect(Collectors.joining("\n"));
  }

  /** One line for each claim, then one for each way of counting of each consequence. */
  public static String csv(Audit audit) {
    List<List<Cell>> rows = new ArrayList<>();
    audit.claims().forEach(claim -> rows.add(csvRow(claim)));
    for (Consequence consequence : audit.consequences()) {
      consequence.answers().forEach(answer -> rows.add(csvRow(consequence, answer)));
    }
    List<Column> columns =
        Stream.of("id", "section", "quantity", "unit", "printed", "formula", "values")
            .map(Column::text)
            .collect(Collectors.toCollection(ArrayList::new));
    columns.addAll(
        List.of(
            Column.number("recomputed"),
            Column.text("alternatives"),
            Column.text("arithmetic"),
            Column.text("substance"),
            Column.number("corrected"),
            Column.number("low"),
            Column.number("high"),
            Column.text("note")));
    return CsvTables.csv(new Table("", columns, rows, List.of()));
  }

  private static List<Cell> csvRow(AuditedClaim claim) {
    String alternatives =
        claim.alternatives().stream().map(AuditTables::sentence).collect(Collectors.joining(" "));
    return List.of(
        Cell.text(claim.id()),
        Cell.text(claim.claim().section()),
        Cell.text(claim.claim().label()),
        Cell.text(claim.claim().unit().text()),
        Cell.text(claim.claim().printed().text()),
        Cell.text(claim.worked().map(worked -> worked.names()).orElse("")),
        Cell.text(claim.worked().map(AuditTables::numbers).orElse("")),
        number(claim.recomputed()),
        Cell.text(alternatives),
        Cell.text(claim.verdict().arithmetic().label()),
        Cell.text(claim.verdict().substance().label()),
        number(claim.verdict().corrected()),
        Cell.BLANK,
        Cell.BLANK,
        Cell.text(AuditTables.note(claim)));
  }

  /** A consequence fills the columns that it has: the middle stands under recomputed. */
  private static List<Cell> csvRow(Consequence consequence, Consequence.Answer answer) {
    Range range = answer.range();
    return List.of(
        Cell.text(consequence.id()),
        Cell.text("consequence"),
        Cell.text(consequence.label()),
        Cell.text(consequence.unit().text()),
        Cell.text(answer.way().label()),
        Cell.text(String.join(", ", consequence.claims())),
        Cell.text(""),
        range.middle().map(value -> Cell.number(Numbers.exact(value))).orElse(Cell.BLANK),
        Cell.text(""),
        Cell.text(""),
        Cell.text(""),
        Cell.BLANK,
        Cell.number(Numbers.exact(range.low())),
        Cell.number(Numbers.exact(range.high())),
        Cell.text(""));
  }

  private static Cell number(Optional<Figure> figure) {
    return figure.map(of -> Cell.number(Numbers.exact(of.value()))).orElse(Cell.BLANK);
  }

  /** The audit as JSON. */
  public static String json(Audit audit) {
    return JsonText.of(
        fields(
            "title", audit.title(),
            "consequences", audit.consequences().stream().map(AuditReport::json).toList(),
            "arithmetic", audit.arithmetic(),
            "substance", audit.substance(),
            "claims", audit.claims().stream().map(AuditReport::json).toList(),
            "inputs", audit.inputs().stream().map(AuditReport::json).toList(),
            "notes", audit.notes()));
  }

  private static Map<String, Object> json(Consequence consequence) {
    Map<String, Object> answers = new LinkedHashMap<>();
    consequence
        .answers()
        .forEach(
            answer ->
                answers.put(
                    answer.way().label(),
                    fields(
                        "value", json(answer.range()), "overArticle", json(answer.overArticle()))));
    return fields(
        "id",
        consequence.id(),
        "quantity",
        consequence.label(),
        "unit",
        consequence.unit().text(),
        "claims",
        consequence.claims(),
        "answers",
        answers);
  }

  private static Map<String, Object> json(Range range) {
    return fields("low", range.low(), "middle", range.middle(), "high", range.high());
  }

  private static Map<String, Object> json(AuditedClaim claim) {
    Map<String, Object> result =
        fields(
            "id", claim.id(),
            "section", claim.claim().section(),
            "quantity", claim.claim().label(),
            "unit", claim.claim().unit().text(),
            "printed", claim.claim().printed().text());
    claim
        .worked()
        .ifPresent(
            worked -> {
              result.put("formula", worked.names());
              result.put("values", AuditTables.numbers(worked));
            });
    result.put("recomputed", value(claim.recomputed()));
    result.put("alternatives", claim.alternatives().stream().map(AuditReport::json).toList());
    result.put("arithmetic", claim.verdict().arithmetic().label());
    result.put("substance", claim.verdict().substance().label());
    result.put("corrected", value(claim.verdict().corrected().or(claim::recomputed)));
    List<String> notes = claim.notes().stream().map(AuditTables::sentence).toList();
    result.put("note", String.join(" ", notes));
    result.put("notes", notes);
    return result;
  }

  /** The value; null for an assumption, which nothing gives. */
  private static Object value(Optional<Figure> figure) {
    return figure.isPresent() ? figure.get().value() : JsonText.NULL;
  }

  private static Map<String, Object> json(AlternativeReading reading) {
    return fields(
        "reading",
        reading.label(),
        "value",
        reading.value(),
        "arithmetic",
        reading.verdict().label());
  }

  private static Map<String, Object> json(Figure input) {
    return fields(
        "id", input.id(),
        "quantity", input.label(),
        "unit", input.unit(),
        "value", input.value(),
        "source", input.source().describe());
  }

  private static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      result.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return result;
  }
}

package io.ditgauge.report;

import io.ditgauge.estimator.audit.AlternativeReading;
import io.ditgauge.estimator.audit.Audit;
import io.ditgauge.estimator.audit.AuditedClaim;
import io.ditgauge.estimator.audit.Consequence;
import io.ditgauge.estimator.audit.Consequence.Way;
import io.ditgauge.estimator.audit.Note;
import io.ditgauge.estimator.audit.Range;
import io.ditgauge.estimator.audit.Worked;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tables of an audit, for people. */
public final class AuditTables {
  static final int DIGITS = 6;
  private static final int FEW = 4;
  private static final String HOLE = "{}";

  private AuditTables() {}

  /** What a reader takes home, by way of counting. */
  public static Table consequences(Audit audit) {
    List<Way> ways =
        Arrays.stream(Way.values())
            .filter(way -> audit.consequences().stream().anyMatch(c -> c.answer(way).isPresent()))
            .toList();
    List<Column> columns = new ArrayList<>(List.of(Column.text("quantity"), Column.text("claims")));
    ways.forEach(way -> columns.add(Column.number(way.label().replaceFirst(", ", ",\n"))));
    List<List<Cell>> rows = new ArrayList<>();
    for (Consequence consequence : audit.consequences()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.text(consequence.label()));
      cells.add(Cell.text(String.join(", ", consequence.claims())));
      ways.forEach(
          way ->
              cells.add(
                  consequence
                      .answer(way)
                      .map(range -> Cell.number(written(range)))
                      .orElse(Cell.BLANK)));
      rows.add(cells);
    }
    return new Table(audit.title(), columns, rows, audit.notes());
  }

  private static String written(Range range) {
    if (range.low() == range.high()) {
      return few(range.low());
    }
    String ends = few(range.low()) + " to " + few(range.high());
    return range.middle().map(middle -> few(middle) + " (" + ends + ")").orElse(ends);
  }

  private static String few(double value) {
    return Numbers.compact(value, FEW);
  }

  /** How many claims got each verdict. */
  public static Table counts(Audit audit) {
    List<List<Cell>> rows = new ArrayList<>();
    addCounts(rows, "arithmetic", audit.arithmetic());
    addCounts(rows, "substance", audit.substance());
    return new Table(
        "Verdicts on " + audit.claims().size() + " claims",
        List.of(Column.text("on"), Column.text("verdict"), Column.number("claims")),
        rows,
        List.of());
  }

  private static void addCounts(List<List<Cell>> rows, String on, Map<String, Integer> counts) {
    counts.forEach(
        (verdict, count) ->
            rows.add(
                List.of(Cell.text(on), Cell.text(verdict), Cell.number(Integer.toString(count)))));
  }

  /** The claims with their verdicts. */
  public static Table claims(Audit audit) {
    List<List<Cell>> rows = new ArrayList<>();
    for (AuditedClaim claim : audit.claims()) {
      rows.add(
          List.of(
              Cell.text(claim.id()),
              Cell.text(claim.claim().label()),
              Cell.text(claim.claim().unit().text()),
              Cell.number(claim.claim().printed().text()),
              number(claim.recomputed()),
              Cell.text(claim.verdict().arithmetic().label()),
              Cell.text(claim.verdict().substance().label()),
              number(claim.verdict().corrected())));
    }
    return new Table(
        "Claims",
        List.of(
            Column.text("id"),
            Column.text("claim"),
            Column.text("unit"),
            Column.number("printed"),
            Column.number("recomputed"),
            Column.text("arithmetic"),
            Column.text("substance"),
            Column.number("corrected")),
        rows,
        List.of());
  }

  private static Cell number(Optional<Figure> figure) {
    return figure.map(of -> Cell.number(Numbers.compact(of.value(), DIGITS))).orElse(Cell.BLANK);
  }

  /** The formulas in names and in numbers. */
  public static Table formulas(Audit audit) {
    List<List<Cell>> rows = new ArrayList<>();
    for (AuditedClaim claim : audit.claims()) {
      claim
          .worked()
          .ifPresent(
              worked ->
                  rows.add(
                      List.of(
                          Cell.text(claim.id()),
                          Cell.text(worked.names()),
                          Cell.text(numbers(worked)))));
    }
    return new Table(
        "Formulas",
        List.of(Column.text("id"), Column.text("formula"), Column.text("values put in")),
        rows,
        List.of());
  }

  /** A formula in numbers. */
  public static String numbers(Worked worked) {
    return worked.numbers(value -> Numbers.compact(value, DIGITS));
  }

  /** Other readings and remarks, one line each. */
  public static Table notes(Audit audit) {
    List<String> lines = new ArrayList<>();
    for (AuditedClaim claim : audit.claims()) {
      claim.alternatives().forEach(reading -> lines.add(claim.id() + ": " + sentence(reading)));
      claim.notes().forEach(note -> lines.add(claim.id() + ": " + sentence(note)));
    }
    return new Table("Notes", List.of(), List.of(), lines);
  }

  /** Another reading as a sentence. */
  public static String sentence(AlternativeReading reading) {
    return Numbers.compact(reading.value(), DIGITS)
        + " "
        + reading.label()
        + " ("
        + reading.verdict().label()
        + ").";
  }

  /** A note with its numbers. */
  public static String sentence(Note note) {
    StringBuilder result = new StringBuilder();
    int from = 0;
    for (double value : note.values()) {
      int hole = note.text().indexOf(HOLE, from);
      result.append(note.text(), from, hole).append(few(value));
      from = hole + HOLE.length();
    }
    return result.append(note.text().substring(from)).toString();
  }

  /** All notes of a claim in one line. */
  public static String note(AuditedClaim claim) {
    return claim.notes().stream().map(AuditTables::sentence).collect(Collectors.joining(" "));
  }

  /** The inputs with their sources. */
  public static Table inputs(Audit audit) {
    Map<String, Integer> sources = new LinkedHashMap<>();
    List<List<Cell>> rows = new ArrayList<>();
    for (Figure input : audit.inputs()) {
      int number = sources.computeIfAbsent(input.source().describe(), s -> sources.size() + 1);
      rows.add(
          List.of(
              Cell.text(input.id()),
              Cell.text(input.label()),
              Cell.number(Numbers.compact(input.value(), DIGITS)),
              Cell.text(input.unit()),
              Cell.text("[" + number + "]")));
    }
    List<String> notes = new ArrayList<>();
    sources.forEach((source, number) -> notes.add("[" + number + "] " + source));
    return new Table(
        "Inputs",
        List.of(
            Column.text("id"),
            Column.text("input"),
            Column.number("value"),
            Column.text("unit"),
            Column.text("source")),
        rows,
        notes);
  }
}

package io.ditgauge.report;

import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.sheet.Influence;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.estimator.uncertainty.Uncertain;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What follows from a scenario, as text, CSV and JSON. */
public final class ScenarioReport {
  private static final int DIGITS = 4;

  /** Figures whose uncertainty is taken apart, the first that is there. */
  private static final String[] QUESTIONS = {
    "serving.usdPerMinute", "serving.usd", "serving.minutesPerGpuHour", "fleet.average"
  };

  private ScenarioReport() {}

  /** Results, inputs with their sources, and what makes the results uncertain. */
  public static String text(ScenarioResult result) {
    Map<String, Uncertain> known = result.uncertain();
    List<String> parts = new ArrayList<>();
    parts.add(TextTables.text(results(result, known)));
    parts.add(TextTables.text(inputs(result)));
    result
        .sheet()
        .first(QUESTIONS)
        .filter(id -> !result.sheet().tornado(id).isEmpty())
        .ifPresent(id -> parts.add(TextTables.text(tornado(result, id))));
    return String.join("\n", parts);
  }

  /** The inputs that make each figure uncertain, as text. */
  public static String text(ScenarioResult result, Sensitivity how) {
    return how.text(result.influences());
  }

  /** The inputs that make each figure uncertain, one line for each figure and input. */
  public static String csv(ScenarioResult result, Sensitivity how) {
    return how.csv(result.influences());
  }

  /** The figures that follow, with what is known of each. */
  public static Table results(ScenarioResult result, Map<String, Uncertain> known) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Figure figure : result.figures()) {
      if (figure.source() instanceof Derived) {
        rows.add(row(figure, known.get(figure.id())));
      }
    }
    return new Table(
        result.scenario().title(),
        List.of(
            Column.text("figure"),
            Column.text("quantity"),
            Column.text("unit"),
            Column.number("value"),
            Column.number("5%"),
            Column.number("50%"),
            Column.number("95%")),
        rows,
        List.of(
            "",
            "value: every input at its median. 'ditgauge explain FIGURE FILE' shows where one comes"
                + " from."));
  }

  private static List<Cell> row(Figure figure, Uncertain known) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.text(figure.id()));
    cells.add(Cell.text(figure.label()));
    cells.add(Cell.text(figure.unit()));
    cells.add(Cell.number(result(figure.value())));
    if (known.low() == known.high()) {
      cells.addAll(List.of(Cell.BLANK, Cell.BLANK, Cell.BLANK));
    } else {
      for (double value : new double[] {known.low(), known.median(), known.high()}) {
        cells.add(Cell.number(Numbers.significant(value, DIGITS)));
      }
    }
    return cells;
  }

  /** A result below ten with as many digits as the article prints: 5.03 minutes. */
  private static String result(double value) {
    return Math.abs(value) >= 1 && Math.abs(value) < 10
        ? Numbers.compact(value, DIGITS - 1)
        : shown(value);
  }

  /** Below ten million to the unit at least: 124583 GPUs. */
  private static String shown(double value) {
    return Math.abs(value) >= 1000 && Math.abs(value) < 1e7
        ? Numbers.fixed(value, 0)
        : Numbers.compact(value, DIGITS);
  }

  /** What was put in, with sources. */
  public static Table inputs(ScenarioResult result) {
    Map<String, Integer> sources = new LinkedHashMap<>();
    List<List<Cell>> rows = new ArrayList<>();
    for (Figure figure : result.figures()) {
      if (!(figure.source() instanceof Derived)) {
        int number = sources.computeIfAbsent(figure.source().describe(), s -> sources.size() + 1);
        rows.add(
            List.of(
                Cell.text(figure.id()),
                Cell.text(figure.label()),
                Cell.number(shown(figure.value())),
                Cell.text(figure.unit()),
                Cell.text("[" + number + "]")));
      }
    }
    List<String> notes = new ArrayList<>(List.of(""));
    sources.forEach((source, number) -> notes.add("[" + number + "] " + source));
    return new Table(
        "Inputs",
        List.of(
            Column.text("input"),
            Column.text("quantity"),
            Column.number("median"),
            Column.text("unit"),
            Column.text("source")),
        rows,
        notes);
  }

  /** What makes a figure uncertain, the input that explains most of its variance first. */
  public static Table tornado(ScenarioResult result, String id) {
    return Sensitivity.SOBOL.table(id, result.influences(id));
  }

  /**
   * The tree of one figure down to its sources; what was shown before is not shown again.
   *
   * @throws IllegalArgumentException for an unknown figure, naming the nearest
   */
  public static String explain(ScenarioResult result, String id) {
    StringBuilder text = new StringBuilder();
    explain(result.sheet(), id, "", new HashSet<>(), text);
    return text.toString();
  }

  private static void explain(
      Sheet sheet, String id, String indent, Set<String> shown, StringBuilder text) {
    Figure figure = sheet.figure(id);
    String line = id + " = " + shown(figure.value()) + " " + figure.unit() + ": " + figure.label();
    text.append(indent).append(Printable.of(line));
    if (!shown.add(id)) {
      text.append(" (above)\n");
      return;
    }
    if (figure.source() instanceof Derived derived) {
      text.append('\n').append(indent).append("  = ").append(derived.formula()).append('\n');
      derived.inputs().forEach(it -> explain(sheet, it, indent + "    ", shown, text));
    } else {
      String source = Printable.of(figure.source().describe());
      text.append('\n').append(indent).append("  ").append(source).append('\n');
    }
  }

  /** One line for each figure. */
  public static String csv(ScenarioResult result) {
    return csv(result, result.uncertain());
  }

  /** One line for each figure, with what is known of each. */
  public static String csv(ScenarioResult result, Map<String, Uncertain> known) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Figure figure : result.figures()) {
      Uncertain it = known.get(figure.id());
      rows.add(
          List.of(
              Cell.text(figure.id()),
              Cell.text(figure.label()),
              Cell.text(figure.unit()),
              Cell.number(Numbers.exact(figure.value())),
              Cell.number(Numbers.exact(it.low())),
              Cell.number(Numbers.exact(it.median())),
              Cell.number(Numbers.exact(it.high())),
              Cell.text(figure.source().describe())));
    }
    return CsvTables.csv(
        new Table(
            "",
            List.of(
                Column.text("figure"),
                Column.text("quantity"),
                Column.text("unit"),
                Column.number("value"),
                Column.number("low"),
                Column.number("median"),
                Column.number("high"),
                Column.text("source")),
            rows,
            List.of()));
  }

  /** All figures with sources, intervals, and the inputs that make them uncertain. */
  public static String json(ScenarioResult result) {
    return json(result, result.uncertain(), result.influences());
  }

  /** All figures with sources, and what is known of each. */
  public static String json(
      ScenarioResult result,
      Map<String, Uncertain> known,
      Map<String, List<Influence>> influences) {
    List<Object> figures = new ArrayList<>();
    for (Figure figure : result.figures()) {
      Uncertain it = known.get(figure.id());
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("figure", figure.id());
      fields.put("quantity", figure.label());
      fields.put("unit", figure.unit());
      fields.put("value", figure.value());
      fields.put("low", it.low());
      fields.put("median", it.median());
      fields.put("high", it.high());
      fields.put("source", json(figure.source()));
      if (influences.containsKey(figure.id())) {
        fields.put("sensitivity", Sensitivity.json(influences.get(figure.id())));
      }
      figures.add(fields);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("title", result.scenario().title());
    all.put("settings", result.scenario().settings());
    all.put("figures", figures);
    return JsonText.of(all);
  }

  private static Map<String, Object> json(Source source) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", source.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    fields.put("text", source.describe());
    if (source instanceof Derived derived) {
      fields.put("formula", derived.formula());
      fields.put("inputs", derived.inputs());
    }
    return fields;
  }
}

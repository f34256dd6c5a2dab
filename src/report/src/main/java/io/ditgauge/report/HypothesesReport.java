package io.ditgauge.report;

import io.ditgauge.model.preset.SoraHypotheses.Hypothesis;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each hypothesis of a Sora-like model means for a minute of video. */
public final class HypothesesReport {
  private static final int DIGITS = 4;

  private HypothesesReport() {}

  /** The table as text, each against the first. */
  public static String text(List<Hypothesis> hypotheses) {
    return TextTables.text(table(hypotheses));
  }

  /** The same as CSV. */
  public static String csv(List<Hypothesis> hypotheses) {
    return CsvTables.csv(table(hypotheses));
  }

  private static Table table(List<Hypothesis> hypotheses) {
    double first = hypotheses.get(0).flopsPerMinute();
    List<List<Cell>> rows = new ArrayList<>();
    for (Hypothesis it : hypotheses) {
      rows.add(
          List.of(
              Cell.text(it.name()),
              Cell.number(Numbers.significant(it.parameters() / 1e9, DIGITS)),
              Cell.number(Long.toString(it.tokens())),
              Cell.number(Numbers.significant(it.macsPerMinute().value(), DIGITS)),
              Cell.number(Numbers.significant(it.flopsPerMinute(), DIGITS)),
              Cell.number(Numbers.fixed(it.flopsPerMinute() / first, 2))));
    }
    return new Table(
        "A minute of video under four hypotheses of a Sora-like model",
        List.of(
            Column.text("hypothesis"),
            Column.number("parameters\n1e9"),
            Column.number("tokens of\na minute"),
            Column.number("MACs of\na minute"),
            Column.number("FLOP of\na minute"),
            Column.number("x the\nfirst")),
        rows,
        List.of(
            "The networks are hypotheses: their dimensions and the reason for each are in the"
                + " presets. 250 steps without guidance, as the article has them."));
  }

  /** The same as JSON. */
  public static String json(List<Hypothesis> hypotheses) {
    List<Object> rows = new ArrayList<>();
    for (Hypothesis it : hypotheses) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", it.name());
      fields.put("parameters", it.parameters());
      fields.put("tokens", it.tokens());
      fields.put("macsPerMinute", it.macsPerMinute().value());
      fields.put("flopsPerMinute", it.flopsPerMinute());
      rows.add(fields);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("schema", "ditgauge/sora/1");
    result.put("hypotheses", rows);
    return JsonText.of(result);
  }
}

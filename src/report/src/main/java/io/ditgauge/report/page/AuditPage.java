package io.ditgauge.report.page;

import io.ditgauge.estimator.audit.Audit;
import io.ditgauge.estimator.audit.Consequence;
import io.ditgauge.estimator.audit.Range;
import io.ditgauge.report.AuditReport;
import io.ditgauge.report.AuditTables;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.Table;
import io.ditgauge.report.chart.Axis;
import io.ditgauge.report.chart.BarChart;
import io.ditgauge.report.chart.RangeChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The page of an audit: every claim of an article recomputed and judged. */
public final class AuditPage {
  private static final int DIGITS = 4;

  private AuditPage() {}

  /** The page. */
  public static Page of(Audit audit) {
    List<Section> sections = new ArrayList<>();
    if (!audit.consequences().isEmpty()) {
      sections.add(consequences(audit));
    }
    sections.add(verdicts(audit));
    sections.add(
        Section.of(
            "claims",
            "Claims",
            List.of(),
            new DataTable(
                "claims", DataTable.bare(AuditTables.claims(audit)), AuditReport.csv(audit))));
    sections.add(
        Section.of(
            "formulas",
            "Formulas",
            List.of(),
            DataTable.of("formulas", DataTable.bare(AuditTables.formulas(audit)))));
    sections.add(
        Section.of(
            "notes", "Notes", List.of(), DataTable.of("notes", lines(AuditTables.notes(audit)))));
    sections.add(
        Section.of(
            "inputs",
            "Inputs",
            List.of(),
            DataTable.of("inputs", DataTable.untitled(AuditTables.inputs(audit)))));
    return new Page(
        "audit",
        audit.title(),
        List.of(
            audit.claims().size()
                + " claims of the article, each recomputed with its own formula and judged twice:"
                + " whether the printed number is what the formula gives, and what the number"
                + " rests on."),
        List.of(),
        sections);
  }

  private static Section consequences(Audit audit) {
    Table table = AuditTables.consequences(audit);
    List<RangeChart.Range> ranges = new ArrayList<>();
    for (Consequence consequence : audit.consequences()) {
      for (Consequence.Answer answer : consequence.answers()) {
        if (answer.way() != Consequence.Way.ARTICLE) {
          ranges.add(range(consequence, answer));
        }
      }
    }
    return new Section(
        "consequences",
        "What it comes to",
        sentences(table),
        Optional.of(
            new Section.Figure(
                new RangeChart(
                    "How many times the article's figure each way of counting gives",
                    "At 1 the article is right; each bar is a range of answers, a narrow one a"
                        + " single answer. The table says which claims are which quantity.",
                    Axis.logarithmic("times the article's figure"),
                    OptionalDouble.of(1),
                    ranges),
                DataTable.of("consequences-data", DataTable.bare(table)))),
        List.of(DataTable.of("consequences", DataTable.untitled(table))));
  }

  private static RangeChart.Range range(Consequence consequence, Consequence.Answer answer) {
    Range times = answer.overArticle();
    String label = answer.way().label() + ": " + consequence.label();
    return new RangeChart.Range(
        String.join(", ", consequence.claims()) + ": " + answer.way().label(),
        times.low(),
        times.high(),
        label
            + ": "
            + Numbers.significant(times.low(), DIGITS)
            + " to "
            + Numbers.significant(times.high(), DIGITS)
            + " times the article");
  }

  /** Each row read out: the quantity, then its answers by the header of their column. */
  private static List<String> sentences(Table table) {
    List<String> sentences = new ArrayList<>();
    for (List<Table.Cell> row : table.rows()) {
      List<String> answers = new ArrayList<>();
      for (int i = 2; i < row.size(); i++) {
        if (!row.get(i).text().isEmpty()) {
          answers.add(
              row.get(i).text() + " (" + table.columns().get(i).header().replace('\n', ' ') + ")");
        }
      }
      String label = row.get(0).text();
      sentences.add(
          label.substring(0, 1).toUpperCase(Locale.ROOT)
              + label.substring(1)
              + ": "
              + String.join(", ", answers)
              + ".");
    }
    return sentences;
  }

  private static Table lines(Table table) {
    return new Table(
        "",
        List.of(Table.Column.text("note")),
        table.notes().stream().map(it -> List.of(Table.Cell.text(it))).toList(),
        List.of());
  }

  private static Section verdicts(Audit audit) {
    Table counts = AuditTables.counts(audit);
    List<BarChart.Bar> bars = new ArrayList<>();
    bars(bars, "arithmetic", audit.arithmetic());
    bars(bars, "substance", audit.substance());
    return new Section(
        "verdicts",
        "Verdicts",
        List.of(most("arithmetic", audit.arithmetic()), most("substance", audit.substance())),
        Optional.of(
            new Section.Figure(
                new BarChart(
                    counts.title(),
                    "How many claims got each verdict, on their arithmetic and on their"
                        + " substance.",
                    Axis.fromZero("claims"),
                    List.of("claims"),
                    bars,
                    true),
                DataTable.of("verdicts", DataTable.bare(counts)))),
        List.of());
  }

  private static void bars(List<BarChart.Bar> bars, String on, Map<String, Integer> counts) {
    counts.forEach(
        (verdict, count) ->
            bars.add(
                new BarChart.Bar(
                    on + ": " + verdict, List.of((double) count), Integer.toString(count))));
  }

  private static String most(String on, Map<String, Integer> counts) {
    Map.Entry<String, Integer> most =
        counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return "On their "
        + on
        + ", most claims get the verdict '"
        + most.getKey()
        + "': "
        + most.getValue()
        + ".";
  }
}

package io.ditgauge.report.page;

import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.uncertainty.Uncertain;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.Table;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import io.ditgauge.report.chart.Axis;
import io.ditgauge.report.chart.RangeChart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The page of several scenarios side by side: what each answers to the article's questions. */
public final class AnswersPage {
  private static final int DIGITS = 4;

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "minutes",
              "How much video does a GPU make in an hour?",
              "video minutes in a GPU-hour",
              List.of("serving.minutesPerGpuHour")),
          new Question(
              "break-even",
              "When has inference cost as much as training?",
              "video minutes until break-even, in compute",
              List.of(
                  "breakEven.minutes.compute",
                  "breakEven.minutes.compute.low",
                  "breakEven.minutes.compute.high")),
          new Question(
              "fleet",
              "How many GPUs serve the demand at its average?",
              "GPUs, average load, each for its own demand",
              List.of("fleet.average")));

  private record Question(String id, String title, String axis, List<String> figures) {}

  /** From the lowest to the highest of the figures that answer a question. */
  private record Answer(String scenario, double low, double high, List<Figure> figures) {
    String text() {
      return low == high
          ? Numbers.significant(low, DIGITS)
          : Numbers.significant(low, DIGITS) + " to " + Numbers.significant(high, DIGITS);
    }
  }

  private AnswersPage() {}

  /**
   * The page.
   *
   * @param results results by the name of the scenario; those that make no video are left out
   */
  public static Page of(Map<String, ScenarioResult> results) {
    Map<String, Map<String, Uncertain>> known = new LinkedHashMap<>();
    results.forEach(
        (name, result) -> {
          if (result.sheet().has("serving.minutesPerGpuHour")) {
            known.put(name, result.uncertain());
          }
        });
    List<Section> sections = new ArrayList<>();
    for (Question question : QUESTIONS) {
      List<Answer> answers = new ArrayList<>();
      known.forEach(
          (name, of) -> answer(question, name, results.get(name), of).ifPresent(answers::add));
      if (!answers.isEmpty()) {
        sections.add(section(question, answers));
      }
    }
    return new Page(
        "answers",
        "Three answers, scenario by scenario",
        List.of(
            "The questions of the article that this project starts from: as it answers them, with"
                + " compute counted as the peak counts it, and from predictions of real models."),
        List.of(),
        sections);
  }

  private static Optional<Answer> answer(
      Question question, String name, ScenarioResult result, Map<String, Uncertain> known) {
    List<Figure> figures =
        question.figures().stream()
            .filter(result.sheet()::has)
            .map(result.sheet()::figure)
            .toList();
    return figures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Answer(
                name,
                figures.stream().mapToDouble(it -> known.get(it.id()).low()).min().orElseThrow(),
                figures.stream().mapToDouble(it -> known.get(it.id()).high()).max().orElseThrow(),
                figures));
  }

  private static Section section(Question question, List<Answer> answers) {
    Answer least = answers.stream().min(Comparator.comparingDouble(Answer::low)).orElseThrow();
    Answer most = answers.stream().max(Comparator.comparingDouble(Answer::high)).orElseThrow();
    return Section.of(
        question.id(),
        question.title(),
        List.of(
            "From "
                + least.text()
                + " ("
                + least.scenario()
                + ") to "
                + most.text()
                + " ("
                + most.scenario()
                + ")."),
        new RangeChart(
            question.title(),
            "Each bar goes from the 5% to the 95% percentile of a scenario, or over its cases; a"
                + " mark is a scenario without uncertainty. The axis is logarithmic.",
            Axis.logarithmic(question.axis()),
            OptionalDouble.empty(),
            answers.stream()
                .map(
                    it ->
                        new RangeChart.Range(
                            it.scenario(),
                            it.low(),
                            it.high(),
                            it.scenario() + ": " + it.text() + " " + question.axis()))
                .toList()),
        DataTable.of(question.id(), table(answers)));
  }

  private static Table table(List<Answer> answers) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Answer answer : answers) {
      for (Figure figure : answer.figures()) {
        rows.add(
            List.of(
                Cell.text(answer.scenario()),
                Cell.text(figure.id()),
                Cell.number(Numbers.significant(figure.value(), DIGITS)),
                Cell.text(figure.unit()),
                Cell.number(Numbers.significant(answer.low(), DIGITS)),
                Cell.number(Numbers.significant(answer.high(), DIGITS))));
      }
    }
    return new Table(
        "",
        List.of(
            Column.text("scenario"),
            Column.text("figure"),
            Column.number("value"),
            Column.text("unit"),
            Column.number("bar from"),
            Column.number("bar to")),
        rows,
        List.of(
            "value: every input at its median. The page of a scenario says where it comes from."));
  }
}

package io.ditgauge.report;

import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.count.FlopCount;
import io.ditgauge.model.count.Output;
import io.ditgauge.model.count.Row;
import io.ditgauge.model.count.Setting;
import io.ditgauge.model.count.StageCount;
import io.ditgauge.model.count.Training;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.training.TrainingCounts;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of a count, for people. */
final class FlopsTables {
  private final FlopCount count;
  private final Convention convention;

  FlopsTables(FlopCount count, Convention convention) {
    this.count = count;
    this.convention = convention;
  }

  List<Table> all(boolean detail, Optional<Training> training) {
    List<Table> tables = new ArrayList<>();
    tables.add(headline());
    tables.add(parts());
    if (detail) {
      tables.add(ops());
    }
    if (count.stages().size() > 1) {
      tables.add(stages());
    }
    count.output().ifPresent(it -> tables.add(totals(it)));
    training.ifPresent(it -> tables.add(training(it)));
    tables.add(new Table("", List.of(), List.of(), notes()));
    return tables;
  }

  private Table headline() {
    Counts counts = count.counts();
    Scale scale = scale(counts);
    String macs = scale.number(counts.macs().value()) + " " + scale.prefix() + "MACs";
    String flops = scale.number(counts.flops().value()) + " " + scale.prefix() + "FLOP";
    String work =
        convention == Convention.PAPER
            ? macs + ", which the DiT paper calls Gflops (" + flops + ")"
            : macs + " = " + flops;
    String share =
        "; attention's two products are " + Numbers.percent(counts.attentionShare()) + "% of it";
    return new Table(title(), List.of(), List.of(), List.of("One forward pass: " + work + share));
  }

  private String title() {
    StringBuilder title = new StringBuilder(count.subject().name());
    String className = count.subject().network().className();
    if (count.subject().preset().isEmpty()) {
      title.append(" (").append(className).append(')');
    }
    title.append(extent());
    title.append(", batch ").append(count.settings().get(Setting.BATCH, 1)).append(": ");
    title.append(count.forward().tokens()).append(tokensName());
    if (count.forward().textTokens() > 0) {
      title.append(" + ").append(count.forward().textTokens()).append(" text tokens");
    }
    Row.Weights weights = count.weights();
    title.append(", ").append(weights.all()).append(" parameters");
    if (weights.active() != weights.all()) {
      title.append(" (").append(weights.active()).append(" active)");
    }
    return title.toString();
  }

  private String extent() {
    if (!count.settings().has(Setting.WIDTH)) {
      return "";
    }
    long frames = count.settings().get(Setting.FRAMES, 1);
    return " at "
        + count.settings().get(Setting.WIDTH, 0)
        + "x"
        + count.settings().get(Setting.HEIGHT, 0)
        + (frames > 1 ? ", " + frames + " frames" : "");
  }

  private String tokensName() {
    if (count.settings().has(Setting.TOKENS)) {
      return " tokens";
    }
    return count.settings().has(Setting.TEXT_TOKENS)
        ? (count.settings().get(Setting.FRAMES, 1) > 1 ? " video tokens" : " image tokens")
        : " latent positions";
  }

  private Scale scale(Counts counts) {
    return convention == Convention.PAPER ? Scale.GIGA : Scale.of(counts.flops().value());
  }

  private Table parts() {
    List<Row> rows = Row.parts(count.forward());
    boolean experts = rows.stream().anyMatch(it -> it.weights().all() != it.weights().active());
    Scale scale = scale(count.counts());
    List<Column> columns = new ArrayList<>(List.of(Column.text("part"), Column.number("count")));
    columns.addAll(work(scale));
    columns.add(Column.number("parameters"));
    if (experts) {
      columns.add(Column.number("active\nparameters"));
    }
    List<List<Cell>> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add(
          line(
              row.part(), Long.toString(row.count()), row.counts(), scale, row.weights(), experts));
    }
    Row.Weights all =
        new Row.Weights(count.forward().parameters(), count.forward().activeParameters());
    lines.add(line("total", "", count.counts(), scale, all, experts));
    return new Table("One forward pass, by part", columns, lines, List.of());
  }

  private static List<Cell> line(
      String name, String runs, Counts counts, Scale scale, Row.Weights weights, boolean experts) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.text(name), Cell.number(runs)));
    cells.addAll(work(counts, scale));
    cells.add(Cell.number(Long.toString(weights.all())));
    if (experts) {
      cells.add(Cell.number(Long.toString(weights.active())));
    }
    return cells;
  }

  /** Columns of {@link #work(Counts, Scale)}. */
  private List<Column> work(Scale scale) {
    return List.of(
        macs(scale),
        Column.number(scale.prefix() + "FLOP"),
        Column.number("linear\n" + scale.prefix() + "FLOP"),
        Column.number("attention\n" + scale.prefix() + "FLOP"),
        Column.number("attention\n%"),
        Column.number("elementwise,\n" + scale.power()));
  }

  private Column macs(Scale scale) {
    String paper = convention == Convention.PAPER ? "the paper's Gflops:\n" : "";
    return Column.number(paper + scale.prefix() + "MACs");
  }

  private static List<Cell> work(Counts counts, Scale scale) {
    return List.of(
        Cell.number(scale.number(counts.macs().value())),
        Cell.number(scale.number(counts.flops().value())),
        Cell.number(scale.number(counts.linearFlops().value())),
        Cell.number(scale.number(counts.attentionFlops().value())),
        Cell.number(Numbers.percent(counts.attentionShare())),
        Cell.number(scale.number(counts.elementwise().value())));
  }

  private Table ops() {
    Scale scale = scale(count.counts());
    List<List<Cell>> lines = new ArrayList<>();
    String part = "";
    for (Row row : Row.ops(count.forward())) {
      lines.add(
          List.of(
              Cell.text(row.part().equals(part) ? "" : row.part()),
              Cell.text(row.name()),
              Cell.text(row.op().orElseThrow().type()),
              Cell.number(Long.toString(row.count())),
              Cell.text(row.op().orElseThrow().shape()),
              Cell.number(scale.number(row.counts().macs().value())),
              Cell.number(scale.number(row.counts().flops().value())),
              Cell.number(scale.number(row.counts().elementwise().value())),
              Cell.number(Long.toString(row.weights().all()))));
      part = row.part();
    }
    return new Table(
        "One forward pass, by op",
        List.of(
            Column.text("part"),
            Column.text("op"),
            Column.text("type"),
            Column.number("count"),
            Column.text("shape"),
            macs(scale),
            Column.number(scale.prefix() + "FLOP"),
            Column.number("elementwise,\n" + scale.power()),
            Column.number("parameters")),
        lines,
        List.of());
  }

  private Table stages() {
    double largest =
        count.stages().stream().mapToDouble(it -> it.counts().flops().value()).max().orElse(0);
    Scale scale = convention == Convention.PAPER ? Scale.GIGA : Scale.of(largest);
    List<Column> columns =
        new ArrayList<>(
            List.of(Column.text("stage"), Column.text("network"), Column.number("runs")));
    columns.addAll(work(scale));
    columns.add(Column.number("parameters"));
    List<List<Cell>> lines = new ArrayList<>();
    for (StageCount stage : count.stages()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.text(stage.kind()));
      cells.add(Cell.text(stage.network()));
      cells.add(Cell.number(Long.toString(stage.runs())));
      cells.addAll(work(stage.counts(), scale));
      cells.add(Cell.number(Long.toString(stage.weights().all())));
      lines.add(cells);
    }
    return new Table("One output, by stage", columns, lines, List.of());
  }

  private Table totals(Output output) {
    Scale scale =
        convention == Convention.PAPER ? Scale.GIGA : Scale.of(output.whole().flops().value());
    List<Column> columns = new ArrayList<>(List.of(Column.text("for")));
    columns.addAll(work(scale));
    long batch = count.settings().get(Setting.BATCH, 1);
    String together = batch == 1 ? "" : ", batch " + batch;
    List<List<Cell>> lines = new ArrayList<>();
    lines.add(total("one forward pass" + together, count.counts(), scale));
    lines.add(total("one step: " + passes(output.passes()) + together, output.step(), scale));
    lines.add(
        total(
            "one output: " + steps(output.steps()) + " x " + passes(output.passes()),
            output.whole(),
            scale));
    output.second().ifPresent(it -> lines.add(second(it, scale)));
    return new Table("Totals", columns, lines, List.of());
  }

  private static String steps(long steps) {
    return steps == 1 ? "1 step" : steps + " steps";
  }

  private static String passes(long passes) {
    return passes == 1 ? "1 pass" : passes + " passes";
  }

  private static List<Cell> total(String name, Counts counts, Scale scale) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.text(name)));
    cells.addAll(work(counts, scale));
    return cells;
  }

  private static List<Cell> second(Output.Second second, Scale scale) {
    return List.of(
        Cell.text("one second of video, of " + Numbers.compact(second.seconds(), 4) + " s"),
        Cell.number(scale.number(second.macs())),
        Cell.number(scale.number(second.flops())),
        Cell.BLANK,
        Cell.BLANK,
        Cell.BLANK,
        Cell.number(scale.number(second.elementwise())));
  }

  private Table training(Training training) {
    TrainingCounts kept = training.kept();
    TrainingCounts.Behind behind = kept.behind();
    Scale scale = scale(training.checkpointed().pass());
    List<Column> columns = new ArrayList<>(List.of(Column.text("of one training step")));
    columns.addAll(work(scale));
    String again = "with the forward pass computed again";
    List<List<Cell>> lines =
        List.of(
            total("forward", kept.forward(), scale),
            total("gradients of inputs", behind.inputGradients(), scale),
            total("gradients of weights", behind.weightGradients(), scale),
            total("whole step, everything kept", kept.pass(), scale),
            total("whole step, " + again, training.checkpointed().pass(), scale),
            total(kept.weights().optimizer().name() + "'s update", kept.optimizerStep(), scale));
    return new Table(
        "Training",
        columns,
        lines,
        List.of(
            FlopsNotes.TRAINING,
            "rule of thumb 6 N D: "
                + scale.number(training.rule().flops().value())
                + " "
                + scale.prefix()
                + "FLOP; the step is "
                + Numbers.fixed(training.rule().ratio(kept.modelFlops()), 2)
                + " times that"));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    FlopsNotes.warnings(count).forEach(it -> notes.add("warning: " + it));
    notes.add(FlopsNotes.CONVENTION);
    FlopsNotes.idle(count).ifPresent(notes::add);
    if (!count.isExact()) {
      notes.add(FlopsNotes.NOT_EXACT);
    }
    count.remarks().leftOut().forEach(it -> notes.add("left out: " + it));
    List<String> assumed = count.remarks().assumed();
    if (!assumed.isEmpty()) {
      notes.add("assumed: " + String.join("; ", assumed));
    }
    Optional<Preset> preset = count.subject().preset();
    preset.ifPresent(it -> sources(it.sources()).forEach(notes::add));
    preset
        .flatMap(Preset::checkpoint)
        .ifPresent(
            it ->
                notes.add("published weights: " + it.parameters() + " parameters, " + it.source()));
    return notes;
  }

  private static List<String> sources(Map<String, String> sources) {
    List<String> result = new ArrayList<>();
    sources.forEach(
        (key, source) ->
            result.add("source" + (key.equals("*") ? "" : " of " + key) + ": " + source));
    return result;
  }
}

package io.ditgauge.report;

import io.ditgauge.model.arch.Count;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A count with all its digits, for programs. */
final class FlopsData {
  /** Version of the JSON. */
  static final String SCHEMA = "ditgauge/flops/2";

  private final FlopCount count;

  FlopsData(FlopCount count) {
    this.count = count;
  }

  Map<String, Object> json(Convention convention, Optional<Training> training) {
    Counts counts = count.counts();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("schema", SCHEMA);
    result.put("model", count.subject().name());
    result.put("class", count.subject().network().className());
    result.put("convention", convention.id());
    result.put("request", request());
    result.put("tokens", count.forward().tokens());
    result.put("textTokens", count.forward().textTokens());
    result.put("parameters", count.weights().all());
    result.put("activeParameters", count.weights().active());
    result.put("macs", number(counts.macs()));
    result.put("flops", number(counts.flops()));
    result.put("exact", count.isExact());
    result.put("forward", work(counts));
    count.output().ifPresent(it -> result.put("step", work(it.step())));
    count.output().ifPresent(it -> result.put("output", output(it)));
    result.put("stages", count.stages().stream().map(FlopsData::stage).toList());
    result.put("training", training.map(FlopsData::training));
    result.put("parts", Row.parts(count.forward()).stream().map(FlopsData::part).toList());
    result.put("ops", Row.ops(count.forward()).stream().map(FlopsData::op).toList());
    result.put("checkpoint", count.subject().preset().flatMap(FlopsData::checkpoint));
    result.put("source", count.subject().origin().source());
    result.put("assumed", count.remarks().assumed());
    result.put("unknownKeys", count.subject().origin().unknown());
    result.put("leftOut", count.remarks().leftOut());
    result.put("warnings", FlopsNotes.warnings(count));
    result.put("notes", notes());
    return result;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(List.of(FlopsNotes.CONVENTION));
    FlopsNotes.idle(count).ifPresent(notes::add);
    if (!count.isExact()) {
      notes.add(FlopsNotes.NOT_EXACT);
    }
    return notes;
  }

  private Map<String, Object> request() {
    Map<String, Object> result = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      if (count.settings().has(setting)) {
        result.put(setting.id(), count.settings().get(setting, 0));
      }
    }
    count.settings().framesPerSecond().ifPresent(it -> result.put("framesPerSecond", it));
    return result;
  }

  private static Object number(Count count) {
    return count.isExact() ? (Object) count.exact() : (Object) count.value();
  }

  private static Map<String, Object> work(Counts counts) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("macs", number(counts.macs()));
    result.put("flops", number(counts.flops()));
    result.put("linearFlops", number(counts.linearFlops()));
    result.put("attentionFlops", number(counts.attentionFlops()));
    result.put("attentionShare", counts.attentionShare());
    result.put("elementwise", number(counts.elementwise()));
    return result;
  }

  private static Map<String, Object> output(Output output) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("steps", output.steps());
    result.put("passes", output.passes());
    result.putAll(work(output.whole()));
    output
        .second()
        .ifPresent(
            it -> {
              result.put("seconds", it.seconds());
              result.put("macsPerSecondOfVideo", it.macs());
              result.put("flopsPerSecondOfVideo", it.flops());
            });
    return result;
  }

  private static Map<String, Object> stage(StageCount stage) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("stage", stage.kind());
    result.put("network", stage.network());
    result.put("runs", stage.runs());
    result.put("parameters", stage.weights().all());
    result.put("activeParameters", stage.weights().active());
    result.putAll(work(stage.counts()));
    return result;
  }

  private static Map<String, Object> training(Training training) {
    TrainingCounts kept = training.kept();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("samples", kept.samples());
    result.put("modelFlops", number(kept.modelFlops()));
    result.put("parameterRuleFlops", number(training.rule().flops()));
    result.put("trainedParameters", kept.weights().trained());
    result.put("optimizer", kept.weights().optimizer().name());
    result.put("forward", work(kept.forward()));
    result.put("inputGradients", work(kept.behind().inputGradients()));
    result.put("weightGradients", work(kept.behind().weightGradients()));
    result.put("everythingKept", work(kept.pass()));
    result.put("forwardComputedAgain", work(training.checkpointed().pass()));
    result.put("optimizerUpdate", work(kept.optimizerStep()));
    return result;
  }

  private static Map<String, Object> part(Row row) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("part", row.part());
    result.put("count", row.count());
    weights(result, row);
    result.putAll(work(row.counts()));
    return result;
  }

  private static Map<String, Object> op(Row row) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("part", row.part());
    result.put("name", row.name());
    row.op()
        .ifPresent(
            it -> {
              result.put("op", it.type());
              result.put("dimensions", it.dimensions());
            });
    result.put("count", row.count());
    weights(result, row);
    result.put("macs", number(row.counts().macs()));
    result.put("flops", number(row.counts().flops()));
    result.put("elementwise", number(row.counts().elementwise()));
    return result;
  }

  private static void weights(Map<String, Object> fields, Row row) {
    fields.put("parameters", row.weights().all());
    fields.put("activeParameters", row.weights().active());
  }

  private static Optional<Map<String, Object>> checkpoint(Preset preset) {
    return preset
        .checkpoint()
        .map(
            it -> {
              Map<String, Object> result = new LinkedHashMap<>();
              result.put("parameters", it.parameters());
              result.put("source", it.source());
              return result;
            });
  }

  /** A line for each part or op, then for the pass, the step, the stages and the output. */
  Table csv(boolean detail, Optional<Training> training) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Row row : detail ? Row.ops(count.forward()) : Row.parts(count.forward())) {
      rows.add(csvRow(detail ? "op" : "part", row));
    }
    rows.add(csvRow("forward", "total", count.counts(), Optional.of(count.weights())));
    count.output().ifPresent(it -> rows.add(csvRow("step", "", it.step(), Optional.empty())));
    for (StageCount stage : count.stages()) {
      String name = stage.kind() + " " + stage.network();
      rows.add(csvRow("stage", name, stage.counts(), Optional.of(stage.weights())));
    }
    count.output().ifPresent(it -> rows.add(csvRow("output", "", it.whole(), Optional.empty())));
    training.ifPresent(it -> rows.addAll(csv(it)));
    return new Table("", csvColumns(), rows, List.of());
  }

  private static List<List<Cell>> csv(Training training) {
    TrainingCounts kept = training.kept();
    return List.of(
        trainingRow("forward", kept.forward()),
        trainingRow("gradients of inputs", kept.behind().inputGradients()),
        trainingRow("gradients of weights", kept.behind().weightGradients()),
        trainingRow("everything kept", kept.pass()),
        trainingRow("forward computed again", training.checkpointed().pass()),
        trainingRow("optimizer", kept.optimizerStep()));
  }

  private static List<Cell> trainingRow(String name, Counts counts) {
    return csvRow("training", name, counts, Optional.empty());
  }

  private static List<Column> csvColumns() {
    return List.of(
        Column.text("level"),
        Column.text("part"),
        Column.text("name"),
        Column.text("op"),
        Column.number("count"),
        Column.text("shape"),
        Column.number("macs"),
        Column.number("flops"),
        Column.number("linearFlops"),
        Column.number("attentionFlops"),
        Column.number("elementwise"),
        Column.number("parameters"),
        Column.number("activeParameters"));
  }

  private static List<Cell> csvRow(String level, Row row) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.text(level));
    cells.add(Cell.text(row.part()));
    cells.add(Cell.text(level.equals("op") ? row.name() : ""));
    cells.add(Cell.text(row.op().map(it -> it.type()).orElse("")));
    cells.add(Cell.number(Long.toString(row.count())));
    cells.add(Cell.text(row.op().map(it -> it.shape()).orElse("")));
    addWork(cells, row.counts(), Optional.of(row.weights()));
    return cells;
  }

  private static List<Cell> csvRow(
      String level, String name, Counts counts, Optional<Row.Weights> weights) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.text(level));
    cells.add(Cell.text(name));
    cells.addAll(List.of(Cell.text(""), Cell.text(""), Cell.BLANK, Cell.text("")));
    addWork(cells, counts, weights);
    return cells;
  }

  private static void addWork(List<Cell> cells, Counts counts, Optional<Row.Weights> weights) {
    for (Count it :
        List.of(
            counts.macs(),
            counts.flops(),
            counts.linearFlops(),
            counts.attentionFlops(),
            counts.elementwise())) {
      cells.add(Cell.number(it.isExact() ? Long.toString(it.exact()) : Numbers.exact(it.value())));
    }
    cells.add(weights.map(it -> Cell.number(Long.toString(it.all()))).orElse(Cell.BLANK));
    cells.add(weights.map(it -> Cell.number(Long.toString(it.active()))).orElse(Cell.BLANK));
  }
}

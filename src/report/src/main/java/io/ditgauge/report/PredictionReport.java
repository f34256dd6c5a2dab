package io.ditgauge.report;

import io.ditgauge.estimator.latency.OpTime;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.StageTime;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.Stage;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A predicted time as text, CSV and JSON.
 *
 * @param model name of the model
 * @param request what was asked
 * @param options how it is run
 * @param prediction the prediction
 * @param more further notes
 */
public record PredictionReport(
    String model, Request request, Options options, Prediction prediction, List<String> more) {
  private static final int TOP = 10;
  private static final int DIGITS = 4;
  private static final double TERA = 1e12;

  /** Copies. */
  public PredictionReport {
    more = List.copyOf(more);
  }

  /** A report without further notes. */
  public PredictionReport(String model, Request request, Options options, Prediction prediction) {
    this(model, request, options, prediction, List.of());
  }

  /** The stages, what the seconds are spent on, and the ten most expensive ops. */
  public String text() {
    return TextTables.text(stages())
        + "\n"
        + TextTables.text(classes())
        + "\n"
        + TextTables.text(ops());
  }

  /** The stages with their times, the total last. */
  public Table stages() {
    List<List<Cell>> rows = new ArrayList<>();
    for (StageTime stage : prediction.stages()) {
      rows.add(
          List.of(
              Cell.text(words(stage.kind())),
              Cell.text(stage.name()),
              Cell.number(Long.toString(stage.runs())),
              Cell.number(Numbers.significant(stage.passSeconds() * 1e3, DIGITS)),
              Cell.number(Numbers.significant(stage.seconds(), DIGITS)),
              Cell.number(Numbers.significant(stage.flopsPerPass() * stage.runs() / TERA, DIGITS)),
              Cell.number(Numbers.fixed(stage.weightBytes() / 1e9, 1))));
    }
    rows.add(
        List.of(
            Cell.text("total"),
            Cell.BLANK,
            Cell.BLANK,
            Cell.BLANK,
            Cell.number(Numbers.significant(prediction.seconds(), DIGITS)),
            Cell.number(Numbers.significant(prediction.flops() / TERA, DIGITS)),
            Cell.number(
                Numbers.fixed(
                    prediction.stages().stream().mapToDouble(StageTime::weightBytes).sum() / 1e9,
                    1))));
    return new Table(
        title(),
        List.of(
            Column.text("stage"),
            Column.text("network"),
            Column.number("runs"),
            Column.number("ms a run"),
            Column.number("seconds"),
            Column.number("TFLOP"),
            Column.number("GB a card")),
        rows,
        notes());
  }

  /** What is predicted, on which cards. */
  public String title() {
    return model
        + " at "
        + request
        + ", "
        + request.steps()
        + " steps x "
        + request.passes()
        + " passes, on "
        + prediction.cards()
        + " x "
        + prediction.efficiency().card().name()
        + " ("
        + options.attention()
        + ", "
        + options.execution().id()
        + ")";
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "90% interval: "
            + Numbers.significant(prediction.lowSeconds(), DIGITS)
            + " to "
            + Numbers.significant(prediction.highSeconds(), DIGITS)
            + " s.");
    notes.add(
        Numbers.significant(prediction.flopsPerSecondAndCard() / TERA, DIGITS)
            + " TFLOP/s a card: MFU "
            + Numbers.percent(prediction.mfu())
            + "% of "
            + Numbers.significant(peak() / TERA, DIGITS)
            + " TFLOP/s ("
            + peakWords()
            + "). Bound by "
            + prediction.bindingLimit().id()
            + ".");
    notes.add(
        "Rates: "
            + prediction.efficiency().name()
            + ", "
            + prediction.efficiency().origin()
            + ". No time of a whole model entered them.");
    notes.add(throughput());
    notes.add(memory());
    if (prediction.cards() > 1) {
      notes.add(
          "Between cards: a card sends "
              + Numbers.significant(prediction.linkBytesPerStep(request) / 1e9, DIGITS)
              + " GB a step and waits "
              + Numbers.significant(prediction.linkSecondsPerStep(request), DIGITS)
              + " s of it.");
    }
    for (String flag : flags()) {
      notes.add("Flag: " + flag + bound(flag) + ".");
    }
    notes.addAll(more);
    return notes;
  }

  /** The bound that a flag means. */
  private String bound(String flag) {
    return switch (flag) {
      case "serial-stage" ->
          ": text encoders and decoder run on one card, so that no number of cards is faster than "
              + Numbers.significant(prediction.serialSeconds(), DIGITS)
              + " s";
      case "host-bound" ->
          ": the card waits "
              + Numbers.significant(prediction.hostSeconds(), DIGITS)
              + " s for launches";
      default -> "";
    };
  }

  private String throughput() {
    String outputs =
        Numbers.significant(prediction.outputsPerCardHour(request), DIGITS)
            + " outputs in an hour of a card";
    return request.pixels().frames() == 1
        ? outputs + "."
        : outputs
            + ": "
            + Numbers.significant(prediction.videoMinutesPerCardHour(request), DIGITS)
            + " minutes of video, as clips of "
            + Numbers.significant(request.seconds(), DIGITS)
            + " s.";
  }

  private String memory() {
    Prediction.Memory memory = prediction.memory();
    double card = prediction.efficiency().card().memoryBytes();
    return "Memory of a card at "
        + 8 * prediction.efficiency().elementBytes()
        + " bits: "
        + Numbers.fixed(memory.need().weightBytes() / 1e9, 1)
        + " GB weights and "
        + Numbers.fixed(memory.need().activationBytes() / 1e9, 1)
        + " GB activations ("
        + memory.need().stage()
        + ") of "
        + Numbers.fixed(card / 1e9, 0)
        + " GB"
        + (memory.fits()
            ? "."
            : memory.fewestCards() == 0
                ? ": it does not fit, however many cards share the transformer."
                : ": it does not fit; "
                    + memory.fewestCards()
                    + " cards that share the matrices hold it.");
  }

  private String peakWords() {
    return prediction.efficiency().origin().equals("Measured")
        ? "theoretical, of the machine measured"
        : "dense bfloat16, data sheet";
  }

  private double peak() {
    return prediction.efficiency().peakFlopsPerSecond();
  }

  private List<String> flags() {
    return prediction.flags().stream()
        .map(it -> it.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
        .sorted()
        .toList();
  }

  /** What the seconds are spent on. */
  public Table classes() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Map.Entry<TimeClass, Double> entry : prediction.byClass().entrySet()) {
      rows.add(
          List.of(
              Cell.text(entry.getKey().id()),
              Cell.number(Numbers.significant(entry.getValue(), DIGITS)),
              Cell.number(Numbers.percent(entry.getValue() / prediction.seconds()))));
    }
    return new Table(
        "What the seconds are spent on",
        List.of(Column.text("class"), Column.number("seconds"), Column.number("%")),
        rows,
        List.of());
  }

  private Table ops() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Map.Entry<String, double[]> entry : costly()) {
      String[] names = entry.getKey().split("\u0000", -1);
      double seconds = entry.getValue()[0];
      double flops = entry.getValue()[1];
      rows.add(
          List.of(
              Cell.text(names[0]),
              Cell.text(names[1]),
              Cell.text(names[2]),
              Cell.number(Numbers.significant(seconds, DIGITS)),
              Cell.number(Numbers.percent(seconds / prediction.seconds())),
              flops == 0
                  ? Cell.BLANK
                  : Cell.number(Numbers.significant(flops / seconds / TERA, DIGITS))));
    }
    return new Table(
        "The most expensive ops",
        List.of(
            Column.text("part"),
            Column.text("op"),
            Column.text("class"),
            Column.number("seconds"),
            Column.number("%"),
            Column.number("TFLOP/s")),
        rows,
        List.of());
  }

  /** Part, op and class with seconds and FLOPs of all runs, the most expensive first. */
  private List<Map.Entry<String, double[]>> costly() {
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (StageTime stage : prediction.stages()) {
      for (OpTime op : stage.ops()) {
        String key = String.join("\u0000", op.part(), op.op(), op.timeClass().id());
        double[] sum = sums.computeIfAbsent(key, it -> new double[2]);
        sum[0] += op.seconds() * stage.runs();
        sum[1] += op.flops() * stage.runs();
      }
    }
    return sums.entrySet().stream()
        .sorted(Comparator.comparingDouble(it -> -it.getValue()[0]))
        .limit(TOP)
        .toList();
  }

  private static String words(Stage.Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  /** One line a stage and op, SI units, all digits. */
  public String csv() {
    List<List<Cell>> rows = new ArrayList<>();
    for (StageTime stage : prediction.stages()) {
      for (OpTime op : stage.ops()) {
        rows.add(
            List.of(
                Cell.text(stage.name()),
                Cell.text(op.part()),
                Cell.text(op.op()),
                Cell.text(op.timeClass().id()),
                Cell.number(Double.toString(op.seconds())),
                Cell.number(Long.toString(stage.runs())),
                Cell.number(Double.toString(op.flops()))));
      }
    }
    return CsvTables.csv(
        new Table(
            "",
            List.of(
                Column.text("stage"),
                Column.text("part"),
                Column.text("op"),
                Column.text("class"),
                Column.number("secondsPerRun"),
                Column.number("runs"),
                Column.number("flopsPerRun")),
            rows,
            List.of()));
  }

  /** The same as JSON. */
  public String json() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("schema", "ditgauge/predict/1");
    result.put("model", model);
    result.put("request", request.toString());
    result.put("steps", request.steps());
    result.put("passes", request.passes());
    result.put("on", prediction.efficiency().name());
    result.put("origin", prediction.efficiency().origin());
    result.put("cards", prediction.cards());
    result.put("attention", options.attention());
    result.put("execution", options.execution().id());
    result.put("seconds", prediction.seconds());
    result.put("lowSeconds", prediction.lowSeconds());
    result.put("highSeconds", prediction.highSeconds());
    result.put("stepSeconds", prediction.stepSeconds(request));
    result.put("linkBytesPerStep", prediction.linkBytesPerStep(request));
    result.put("linkSecondsPerStep", prediction.linkSecondsPerStep(request));
    result.put("serialSeconds", prediction.serialSeconds());
    result.put("hostSeconds", prediction.hostSeconds());
    result.put("flops", prediction.flops());
    result.put("flopsPerSecondAndCard", prediction.flopsPerSecondAndCard());
    result.put("mfu", prediction.mfu());
    result.put("mfuOfFlopsPerSecond", peak());
    result.put("outputsPerCardHour", prediction.outputsPerCardHour(request));
    if (request.pixels().frames() > 1) {
      result.put("videoMinutesPerCardHour", prediction.videoMinutesPerCardHour(request));
      result.put("clipSeconds", request.seconds());
    }
    result.put("boundBy", prediction.bindingLimit().id());
    Map<String, Object> memory = new LinkedHashMap<>();
    memory.put("weightBytes", prediction.memory().need().weightBytes());
    memory.put("activationBytes", prediction.memory().need().activationBytes());
    memory.put("stage", prediction.memory().need().stage());
    memory.put("fits", prediction.memory().fits());
    memory.put("fewestCards", prediction.memory().fewestCards());
    result.put("memory", memory);
    result.put("flags", new ArrayList<Object>(flags()));
    if (!more.isEmpty()) {
      result.put("notes", new ArrayList<Object>(more));
    }
    Map<String, Object> classes = new LinkedHashMap<>();
    prediction.byClass().forEach((key, value) -> classes.put(key.id(), value));
    result.put("secondsByClass", classes);
    List<Object> stages = new ArrayList<>();
    for (StageTime stage : prediction.stages()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("stage", words(stage.kind()));
      fields.put("network", stage.name());
      fields.put("runs", stage.runs());
      fields.put("secondsPerRun", stage.passSeconds());
      fields.put("seconds", stage.seconds());
      fields.put("flopsPerRun", stage.flopsPerPass());
      fields.put("weightBytes", stage.weightBytes());
      stages.add(fields);
    }
    result.put("stages", stages);
    List<Object> ops = new ArrayList<>();
    for (Map.Entry<String, double[]> entry : costly()) {
      String[] names = entry.getKey().split("\u0000", -1);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("part", names[0]);
      fields.put("op", names[1]);
      fields.put("class", names[2]);
      fields.put("seconds", entry.getValue()[0]);
      fields.put("flops", entry.getValue()[1]);
      ops.add(fields);
    }
    result.put("ops", ops);
    return JsonText.of(result);
  }
}

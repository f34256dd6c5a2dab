package io.ditgauge.report;

import io.ditgauge.estimator.heldout.HeldOutCase;
import io.ditgauge.estimator.heldout.HeldOutRecord;
import io.ditgauge.estimator.heldout.HeldOutSummary;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole models predicted from a calibration, and measured, as text, CSV and JSON.
 *
 * @param suite the suite
 */
public record HeldOutReport(HeldOutRecord suite) {
  private static final int DIGITS = 4;

  /** The cases, then the statistics. */
  public String text() {
    return TextTables.text(table()) + "\n" + TextTables.text(summary());
  }

  /** The measured cases. */
  public Table table() {
    return new Table(
        "Forward passes of whole models on " + suite.machine() + ", predicted from kernels",
        List.of(
            Column.text("model"),
            Column.number("image"),
            Column.number("batch"),
            Column.text("backend"),
            Column.text("dtype"),
            Column.number("predicted\ns"),
            Column.number("90% interval\ns"),
            Column.number("measured\ns"),
            Column.number("ratio"),
            Column.number("rounds"),
            Column.number("drift"),
            Column.text("flag")),
        measured().stream().map(HeldOutReport::row).toList(),
        List.of(
            "run "
                + suite.run()
                + " predicted each case before it was measured; ratio: predicted over measured.",
            "measured: median over the rounds of the time over the drift; drift: time of the anchor"
                + " kernels beside a case over their time in the calibration."));
  }

  /** Statistics of |ln predicted/measured|. */
  public Table summary() {
    List<List<Cell>> rows = new ArrayList<>();
    HeldOutSummary.of(suite.cases())
        .forEach(
            (name, it) ->
                rows.add(
                    List.of(
                        Cell.text(name),
                        Cell.number(Integer.toString(it.cases())),
                        Cell.number(Numbers.fixed(it.median(), 3)),
                        Cell.number(Numbers.fixed(it.p90(), 3)),
                        Cell.number(Numbers.fixed(it.rawMedian(), 3)),
                        Cell.number(Numbers.fixed(it.rawP90(), 3)),
                        Cell.number(Numbers.percent(it.coverage())))));
    return new Table(
        "|ln predicted/measured|",
        List.of(
            Column.text("cases of"),
            Column.number("cases"),
            Column.number("median"),
            Column.number("p90"),
            Column.number("median,\nas clocked"),
            Column.number("p90,\nas clocked"),
            Column.number("within 90%\ninterval, %")),
        rows,
        List.of("as clocked: without dividing the drift out."));
  }

  private List<HeldOutCase> measured() {
    return suite.cases().stream().filter(HeldOutCase::wasMeasured).toList();
  }

  private static List<Cell> row(HeldOutCase it) {
    return List.of(
        Cell.text(it.model()),
        Cell.number(Long.toString(it.image())),
        Cell.number(Long.toString(it.batch())),
        Cell.text(it.backend()),
        Cell.text(it.dtype()),
        seconds(it.predictedSeconds()),
        Cell.number(
            Numbers.significant(it.lowSeconds(), DIGITS)
                + " to "
                + Numbers.significant(it.highSeconds(), DIGITS)),
        seconds(it.measuredSeconds()),
        Cell.number(Numbers.fixed(it.predictedSeconds() / it.measuredSeconds(), 3)),
        Cell.number(Integer.toString(it.rounds().size())),
        Cell.number(Numbers.fixed(it.drift(), 3)),
        Cell.text(it.extrapolated() ? "extrapolated" : ""));
  }

  private static Cell seconds(double value) {
    return Cell.number(Numbers.significant(value, DIGITS));
  }

  /** One line a case, all digits. */
  public String csv() {
    return CsvTables.csv(
        new Table(
            "",
            List.of(
                Column.text("model"),
                Column.number("image"),
                Column.number("batch"),
                Column.text("backend"),
                Column.text("dtype"),
                Column.number("predictedSeconds"),
                Column.number("lowSeconds"),
                Column.number("highSeconds"),
                Column.number("measuredSeconds"),
                Column.number("rawSeconds"),
                Column.number("drift"),
                Column.text("extrapolated")),
            measured().stream()
                .map(
                    it ->
                        List.of(
                            Cell.text(it.model()),
                            Cell.number(Long.toString(it.image())),
                            Cell.number(Long.toString(it.batch())),
                            Cell.text(it.backend()),
                            Cell.text(it.dtype()),
                            exact(it.predictedSeconds()),
                            exact(it.lowSeconds()),
                            exact(it.highSeconds()),
                            exact(it.measuredSeconds()),
                            exact(it.rawSeconds()),
                            exact(it.drift()),
                            Cell.text(Boolean.toString(it.extrapolated()))))
                .toList(),
            List.of()));
  }

  private static Cell exact(double value) {
    return Cell.number(Double.toString(value));
  }

  /** Everything, as JSON. */
  public String json() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("schema", "ditgauge/heldout/1");
    result.put("run", suite.run());
    result.put("machine", suite.machine());
    result.put("commit", suite.commit());
    result.put("cases", measured().stream().map(HeldOutReport::fields).toList());
    Map<String, Object> summary = new LinkedHashMap<>();
    HeldOutSummary.of(suite.cases()).forEach((name, it) -> summary.put(name, fields(it)));
    result.put("summary", summary);
    return JsonText.of(result);
  }

  private static Map<String, Object> fields(HeldOutSummary it) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("cases", it.cases());
    fields.put("median", it.median());
    fields.put("p90", it.p90());
    fields.put("rawMedian", it.rawMedian());
    fields.put("rawP90", it.rawP90());
    fields.put("coverage", it.coverage());
    return fields;
  }

  private static Map<String, Object> fields(HeldOutCase it) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", it.model());
    fields.put("image", it.image());
    fields.put("batch", it.batch());
    fields.put("backend", it.backend());
    fields.put("dtype", it.dtype());
    fields.put("predictedSeconds", it.predictedSeconds());
    fields.put("lowSeconds", it.lowSeconds());
    fields.put("highSeconds", it.highSeconds());
    fields.put("measuredSeconds", it.measuredSeconds());
    fields.put("rawSeconds", it.rawSeconds());
    fields.put("drift", it.drift());
    fields.put("ratio", it.predictedSeconds() / it.measuredSeconds());
    fields.put("extrapolated", it.extrapolated());
    return fields;
  }
}

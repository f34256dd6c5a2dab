package io.ditgauge.report;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.DitModel;
import io.ditgauge.model.Work;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The work of one forward pass of a model, whole and by part.
 *
 * @param model the model
 * @param imageSide side of the square image in pixels
 * @param batch B images
 */
public record FlopsReport(DitModel model, long imageSide, long batch) {
  private static final String CONVENTION =
      "1 MAC = 2 FLOP, of matrix products and convolutions; elementwise operations are counted"
          + " apart. The DiT paper's Gflops are GMACs.";

  /** The counts as text. */
  public String text() {
    Work whole = model.forwardWork(batch, imageSide);
    List<Column> columns =
        List.of(
            Column.text("part"),
            Column.text("op"),
            Column.number("count"),
            Column.text("shape"),
            Column.number("GMACs"),
            Column.number("GFLOP"),
            Column.number("elementwise,\n1e9"));
    List<List<Cell>> rows = new ArrayList<>();
    for (CountedOp part : parts()) {
      rows.add(
          textRow(
              part.name(),
              part.op().type(),
              Long.toString(part.count()),
              part.op().shape(),
              part.work()));
    }
    rows.add(textRow("total", "", "", "", whole));
    String title =
        model.name()
            + " at "
            + image()
            + ", batch "
            + batch
            + ": "
            + model.tokens(imageSide)
            + " tokens an image, "
            + model.parameters()
            + " parameters";
    return TextTables.text(new Table(title, columns, rows, List.of(CONVENTION)));
  }

  private static List<Cell> textRow(
      String part, String type, String count, String shape, Work work) {
    return List.of(
        Cell.text(part),
        Cell.text(type),
        Cell.number(count),
        Cell.text(shape),
        Cell.number(Numbers.fixed(work.macs() / 1e9, 4)),
        Cell.number(Numbers.fixed(work.flops() / 1e9, 4)),
        Cell.number(Numbers.fixed(work.elementwiseOps() / 1e9, 4)));
  }

  /** The counts as CSV, the total last. */
  public String csv() {
    List<Column> columns =
        List.of(
            Column.text("part"),
            Column.text("op"),
            Column.number("count"),
            Column.text("shape"),
            Column.number("macs"),
            Column.number("flops"),
            Column.number("elementwiseOps"),
            Column.number("tokens"),
            Column.number("parameters"));
    List<List<Cell>> rows = new ArrayList<>();
    for (CountedOp part : parts()) {
      List<Cell> row =
          csvRow(
              part.name(),
              part.op().type(),
              Long.toString(part.count()),
              part.op().shape(),
              part.work());
      row.add(Cell.BLANK);
      row.add(Cell.BLANK);
      rows.add(row);
    }
    List<Cell> total = csvRow("total", "", "", "", model.forwardWork(batch, imageSide));
    total.add(Cell.number(Long.toString(model.tokens(imageSide))));
    total.add(Cell.number(Long.toString(model.parameters())));
    rows.add(total);
    return CsvTables.csv(new Table("", columns, rows, List.of()));
  }

  private static List<Cell> csvRow(
      String part, String type, String count, String shape, Work work) {
    return new ArrayList<>(
        List.of(
            Cell.text(part),
            Cell.text(type),
            Cell.number(count),
            Cell.text(shape),
            Cell.number(Long.toString(work.macs())),
            Cell.number(Long.toString(work.flops())),
            Cell.number(Long.toString(work.elementwiseOps()))));
  }

  /** The counts as JSON: an object with the totals and an array of parts. */
  public String json() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", model.name());
    result.put("image", image());
    result.put("batch", batch);
    result.put("tokens", model.tokens(imageSide));
    result.put("parameters", model.parameters());
    putWork(result, model.forwardWork(batch, imageSide));
    result.put("convention", CONVENTION);
    List<Object> parts = new ArrayList<>();
    for (CountedOp part : parts()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("part", part.name());
      fields.put("op", part.op().type());
      fields.put("count", part.count());
      fields.put("dimensions", part.op().dimensions());
      putWork(fields, part.work());
      parts.add(fields);
    }
    result.put("parts", parts);
    return JsonText.of(result);
  }

  private static void putWork(Map<String, Object> fields, Work work) {
    fields.put("macs", work.macs());
    fields.put("flops", work.flops());
    fields.put("elementwiseOps", work.elementwiseOps());
  }

  private List<CountedOp> parts() {
    return model.forward(batch, imageSide);
  }

  private String image() {
    return imageSide + "x" + imageSide;
  }
}

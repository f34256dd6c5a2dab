package io.ditgauge.report;

import io.ditgauge.estimator.sheet.Influence;
import io.ditgauge.estimator.uncertainty.Propagation.Swing;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which inputs make figures uncertain, and how that is shown. */
public enum Sensitivity {
  /** One input at a time, from its 5% to its 95% quantile; widest first. */
  TORNADO,
  /** The same with each input's share of the variance; greatest total share first. */
  SOBOL;

  private static final int DIGITS = 4;
  private static final int SHOWN = 8;

  /** A table for each figure that is uncertain. */
  String text(Map<String, List<Influence>> influences) {
    List<String> tables = new ArrayList<>();
    influences.forEach(
        (figure, found) -> {
          if (!found.isEmpty()) {
            tables.add(TextTables.text(table(figure, found)));
          }
        });
    return String.join("\n", tables);
  }

  /** The table of one figure. */
  Table table(String figure, List<Influence> influences) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("input"),
                Column.number("input 5%"),
                Column.number("input 95%"),
                Column.number("figure at 5%"),
                Column.number("figure at 95%")));
    if (this == SOBOL) {
      columns.addAll(List.of(Column.number("alone %"), Column.number("total %")));
    }
    return new Table(
        "What makes " + figure + " uncertain",
        columns,
        sorted(influences).stream().limit(SHOWN).map(this::cells).toList(),
        this == SOBOL
            ? List.of(
                "alone, total: share of the variance that goes if the input becomes known, and"
                    + " that stays if all others do (Sobol)")
            : List.of());
  }

  private List<Influence> sorted(List<Influence> influences) {
    return this == SOBOL
        ? influences
        : influences.stream()
            .sorted(Comparator.comparingDouble((Influence it) -> it.swing().width()).reversed())
            .toList();
  }

  private List<Cell> cells(Influence influence) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.text(influence.input())));
    for (double value : ends(influence.swing())) {
      cells.add(Cell.number(Numbers.significant(value, DIGITS)));
    }
    if (this == SOBOL) {
      cells.add(Cell.number(Numbers.percent(influence.firstOrder())));
      cells.add(Cell.number(Numbers.percent(influence.total())));
    }
    return cells;
  }

  private static double[] ends(Swing swing) {
    return new double[] {
      swing.inputLow(), swing.inputHigh(), swing.resultLow(), swing.resultHigh()
    };
  }

  /** One line for each figure and input. */
  String csv(Map<String, List<Influence>> influences) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("figure"),
                Column.text("input"),
                Column.number("inputLow"),
                Column.number("inputHigh"),
                Column.number("figureLow"),
                Column.number("figureHigh")));
    if (this == SOBOL) {
      columns.addAll(List.of(Column.number("firstOrder"), Column.number("total")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    influences.forEach((figure, found) -> sorted(found).forEach(it -> rows.add(csv(figure, it))));
    return CsvTables.csv(new Table("", columns, rows, List.of()));
  }

  private List<Cell> csv(String figure, Influence influence) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.text(figure), Cell.text(influence.input())));
    for (double value : ends(influence.swing())) {
      cells.add(Cell.number(Numbers.exact(value)));
    }
    if (this == SOBOL) {
      cells.add(Cell.number(Numbers.exact(influence.firstOrder())));
      cells.add(Cell.number(Numbers.exact(influence.total())));
    }
    return cells;
  }

  /** All inputs of a figure with both views. */
  static List<Object> json(List<Influence> influences) {
    List<Object> all = new ArrayList<>();
    for (Influence influence : influences) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("input", influence.input());
      fields.put("inputLow", influence.swing().inputLow());
      fields.put("inputHigh", influence.swing().inputHigh());
      fields.put("figureLow", influence.swing().resultLow());
      fields.put("figureHigh", influence.swing().resultHigh());
      fields.put("firstOrder", influence.firstOrder());
      fields.put("total", influence.total());
      all.add(fields);
    }
    return all;
  }
}

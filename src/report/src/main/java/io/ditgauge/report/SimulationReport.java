package io.ditgauge.report;

import io.ditgauge.estimator.fleet.DaySimulation;
import io.ditgauge.estimator.fleet.SimulatedDay;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of the jobs of a simulated day.
 *
 * @param simulation what was simulated
 * @param day what it found
 */
public record SimulationReport(DaySimulation simulation, SimulatedDay day) {
  private static final int DIGITS = 4;
  private static final int MINUTES = 60;

  /** A figure; where it is a time of the period, {@code time} is how text shows it. */
  private record Row(String name, double value, String unit, String time) {}

  /** The table as text, with the line named where the load is too high. */
  public String text() {
    List<List<Cell>> cells = new ArrayList<>();
    for (Row row : rows()) {
      String value = row.time().isEmpty() ? shown(row.value()) : row.time();
      String unit = row.time().isEmpty() ? row.unit() : "h:min";
      cells.add(List.of(Cell.text(row.name()), Cell.number(value), Cell.text(unit)));
    }
    String title = "Jobs sent one by one through " + simulation.servers() + " servers";
    return TextTables.text(table(title, cells, warnings()));
  }

  /** The same as CSV, with all digits. */
  public String csv() {
    List<List<Cell>> cells = new ArrayList<>();
    for (Row row : rows()) {
      cells.add(
          List.of(
              Cell.text(row.name()),
              Cell.number(Numbers.exact(row.value())),
              Cell.text(row.unit())));
    }
    return CsvTables.csv(table("", cells, List.of()));
  }

  /** The same as JSON. */
  public String json() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("schema", "ditgauge/simulation/1");
    result.put("servers", simulation.servers());
    result.put("seed", simulation.seed());
    result.put("periodSeconds", simulation.traffic().seconds());
    result.put("arrivals", day.jobs());
    result.put("load", simulation.load());
    result.put("peakLoad", simulation.peakLoad());
    result.put("utilization", day.utilization());
    Map<String, Object> waits = new LinkedHashMap<>();
    waits.put("waiting", day.waits().waiting());
    waits.put("meanSeconds", day.waits().meanSeconds());
    waits.put("seconds95", day.waits().seconds95());
    waits.put("seconds99", day.waits().seconds99());
    waits.put("longestSeconds", day.waits().longestSeconds());
    result.put("waits", waits);
    Map<String, Object> busiest = new LinkedHashMap<>();
    busiest.put("minute", day.busiest().index());
    busiest.put("arrivals", day.busiest().jobs());
    busiest.put("meanWaitSeconds", day.busiest().meanWaitSeconds());
    result.put("busiestMinute", busiest);
    Map<String, Object> backlog = new LinkedHashMap<>();
    backlog.put("most", day.backlog().most());
    backlog.put("minute", day.backlog().minute());
    backlog.put("atEnd", day.backlog().atEnd());
    result.put("backlog", backlog);
    return JsonText.of(result);
  }

  /** What to know before the figures are used. */
  public List<String> warnings() {
    if (simulation.peakLoad() < 1) {
      return List.of();
    }
    String line =
        day.backlog().most()
            + " jobs were in line at "
            + time(day.backlog().minute() + 1)
            + ", and "
            + day.backlog().atEnd()
            + " at the end.";
    return List.of(
        simulation.load() < 1
            ? "At the peak more work arrives than the servers can do: " + line
            : "More work arrives than the servers can do, so waits grow with the period: " + line);
  }

  private static Table table(String title, List<List<Cell>> cells, List<String> notes) {
    return new Table(
        title,
        List.of(Column.text("figure"), Column.number("value"), Column.text("unit")),
        cells,
        notes);
  }

  private List<Row> rows() {
    SimulatedDay.Waits waits = day.waits();
    return List.of(
        row("servers", simulation.servers(), "servers"),
        row("period", simulation.traffic().seconds(), "s"),
        row("arrivals", (double) day.jobs(), "jobs"),
        row("load", simulation.load(), "of the servers"),
        row("load at the peak", simulation.peakLoad(), "of the servers"),
        row("utilization", day.utilization(), "of the servers' time"),
        row("jobs that wait", waits.waiting(), "of the jobs"),
        row("mean wait", waits.meanSeconds(), "s"),
        row("wait of 95%, at most", waits.seconds95(), "s"),
        row("wait of 99%, at most", waits.seconds99(), "s"),
        row("longest wait", waits.longestSeconds(), "s"),
        minute("busiest minute", day.busiest().index()),
        row("arrivals in it", (double) day.busiest().jobs(), "jobs"),
        row("mean wait in it", day.busiest().meanWaitSeconds(), "s"),
        row("longest line", (double) day.backlog().most(), "jobs"),
        minute("minute of the longest line", day.backlog().minute()),
        row("line at the end", (double) day.backlog().atEnd(), "jobs"));
  }

  private static Row row(String name, double value, String unit) {
    return new Row(name, value, unit, "");
  }

  private static Row minute(String name, int index) {
    return new Row(name, index, "minute", time(index));
  }

  private static String time(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / MINUTES, minute % MINUTES);
  }

  private static String shown(double value) {
    return value == Math.rint(value) ? Numbers.exact(value) : Numbers.significant(value, DIGITS);
  }
}

package io.ditgauge.report.page;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Note;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.calibration.RateGates;
import io.ditgauge.estimator.figures.MeasuredRoofline;
import io.ditgauge.estimator.figures.MeasurementFigures;
import io.ditgauge.estimator.gates.Finding;
import io.ditgauge.estimator.heldout.HeldOutRecord;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.estimator.run.Cpu;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.report.HeldOutReport;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.Table;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import io.ditgauge.report.UtilizationReport;
import io.ditgauge.report.page.Page.Fact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page of a calibration: what a machine reached, op by op. */
public final class MeasurementPage {
  private static final double GIGA = 1e9;
  private static final int SHORT_COMMIT = 7;

  private MeasurementPage() {}

  /** The page. */
  public static Page of(Calibration calibration) {
    return of(calibration, Optional.empty());
  }

  /**
   * The page with what the calibration predicted before it was measured.
   *
   * @param heldOut whole models on the same machine
   * @throws IllegalArgumentException where they were predicted from another run
   */
  public static Page of(Calibration calibration, Optional<HeldOutRecord> heldOut) {
    heldOut.ifPresent(it -> refuseOther(calibration, it));
    Machine machine = calibration.machine();
    int cores = machine.cpu().cores();
    List<Section> sections = new ArrayList<>();
    sections.add(utilization(calibration));
    for (MeasuredRoofline roofline : MeasuredRoofline.of(calibration)) {
      sections.add(RooflineSection.of(roofline));
    }
    SizeSection.of(calibration).ifPresent(sections::add);
    heldOut.map(HeldOutReport::new).flatMap(HeldOutSection::of).ifPresent(sections::add);
    sections.add(
        Section.of(
            "ceilings",
            "Ceilings",
            List.of(),
            DataTable.of("ceilings", DataTable.untitled(UtilizationReport.ceilings(calibration)))));
    sections.add(gates(calibration));
    sections.add(environment(calibration));
    return new Page(
        Slugs.of("measurement-" + calibration.run()),
        "Utilization on " + machine.cpu().name() + ", " + cores + (cores == 1 ? " core" : " cores"),
        lead(calibration),
        facts(calibration),
        sections);
  }

  private static void refuseOther(Calibration calibration, HeldOutRecord heldOut) {
    if (!heldOut.run().equals(calibration.run())) {
      throw new IllegalArgumentException(
          "held-out models must be predicted from the calibration that they lie beside: run="
              + heldOut.run()
              + " and run="
              + calibration.run()
              + "; measure them again, or take heldout.json away");
    }
  }

  private static List<String> lead(Calibration calibration) {
    String commit = calibration.commit();
    List<String> lead = new ArrayList<>();
    lead.add(
        "Run "
            + calibration.run()
            + " on machine "
            + calibration.machine().id()
            + ", commit "
            + commit.substring(0, Math.min(SHORT_COMMIT, commit.length()))
            + (calibration.dirty() ? " with changes" : "")
            + ", effort "
            + calibration.effort()
            + ".");
    if (calibration.provisional()) {
      lead.add(
          "Provisional: single forks have no interval; measure with effort quick or more before"
              + " quoting these numbers.");
    }
    return lead;
  }

  private static List<Fact> facts(Calibration calibration) {
    Machine machine = calibration.machine();
    Cpu cpu = machine.cpu();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("processor", cpu.name()));
    facts.add(new Fact("cores, threads", cpu.cores() + ", " + cpu.threads()));
    facts.add(
        new Fact(
            "clock, measured (reported)",
            Numbers.fixed(cpu.measuredHertz() / GIGA, 2)
                + " GHz ("
                + Numbers.fixed(cpu.reportedHertz() / GIGA, 2)
                + " GHz)"));
    facts.add(
        new Fact("last-level cache", Numbers.compact(cpu.lastLevelCacheBytes() / 1e6, 3) + " MB"));
    facts.add(new Fact("memory", Numbers.fixed(machine.memoryBytes() / GIGA, 1) + " GB"));
    if (!machine.accelerators().isEmpty()) {
      facts.add(
          new Fact(
              "accelerators",
              machine.accelerators().stream()
                  .map(it -> it.name())
                  .collect(Collectors.joining(", "))));
    }
    facts.add(
        new Fact(
            "system",
            machine.os().name() + " " + machine.os().version() + ", " + machine.os().arch()));
    facts.add(new Fact("JVM", machine.jvm().name() + " " + machine.jvm().version()));
    return facts;
  }

  private static Section utilization(Calibration calibration) {
    return Section.of(
        "utilization",
        "Utilization",
        takeaways(calibration),
        new DataTable(
            "rates",
            DataTable.untitled(UtilizationReport.rates(calibration)),
            UtilizationReport.csv(calibration)));
  }

  private static List<String> takeaways(Calibration calibration) {
    List<Rate> ranked = MeasurementFigures.ranked(calibration);
    LinkedHashSet<String> types = new LinkedHashSet<>();
    calibration.rates().forEach(rate -> types.add(rate.dtype()));
    List<String> result = new ArrayList<>();
    for (String type : types) {
      List<Rate> of = ranked.stream().filter(rate -> rate.dtype().equals(type)).toList();
      if (of.size() > 1) {
        result.add(
            "At "
                + type
                + ", "
                + named(of.get(0))
                + " comes closest to the best matrix product of the machine ("
                + percent(of.get(0))
                + " of it), "
                + named(of.get(of.size() - 1))
                + " least ("
                + percent(of.get(of.size() - 1))
                + ").");
      }
    }
    if (result.isEmpty()) {
      result.add(calibration.rates().size() + " rates were measured.");
    }
    return result;
  }

  private static String named(Rate rate) {
    return rate.label() + " on " + rate.backend();
  }

  private static String percent(Rate rate) {
    return Numbers.percent(rate.ofMachineCeiling().orElseThrow()) + "%";
  }

  /** What a rate that was held against a ceiling reached of it. */
  static String reached(Rate rate) {
    return named(rate) + " reaches " + percent(rate);
  }

  private static Section gates(Calibration calibration) {
    List<Finding> findings = RateGates.of(calibration);
    List<DataTable> tables = new ArrayList<>();
    List<List<Cell>> rows = new ArrayList<>();
    MeasurementFigures.byGate(findings)
        .forEach(
            (gate, count) ->
                rows.add(
                    List.of(
                        Cell.text(words(gate)),
                        Cell.text(gate.excludes() ? "kept out of fits" : "noted"),
                        Cell.number(Integer.toString(count)))));
    tables.add(
        DataTable.of(
            "gates",
            new Table(
                "Gates against mistakes of measuring",
                List.of(Column.text("gate"), Column.text("what fires"), Column.number("findings")),
                rows,
                findings.stream().map(Finding::message).toList())));
    if (!calibration.warnings().isEmpty()) {
      tables.add(
          DataTable.of(
              "warnings",
              new Table(
                  "Warnings",
                  List.of(Column.text("warning")),
                  calibration.warnings().stream().map(it -> List.of(Cell.text(it))).toList(),
                  List.of())));
    }
    missing("skipped", "Planned but impossible", calibration.skipped(), tables);
    missing("failed", "Planned but not measured", calibration.failed(), tables);
    return new Section(
        "warnings",
        "Warnings and gates",
        List.of(counts(calibration, findings)),
        Optional.empty(),
        tables);
  }

  private static String counts(Calibration calibration, List<Finding> findings) {
    return counted(findings.size(), "finding")
        + " of gates, "
        + counted(calibration.warnings().size(), "warning")
        + ", "
        + calibration.skipped().size()
        + " skipped and "
        + calibration.failed().size()
        + " failed.";
  }

  private static String counted(int count, String what) {
    return (count == 0 ? "No" : Integer.toString(count)) + " " + what + (count == 1 ? "" : "s");
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static void missing(String id, String title, List<Note> notes, List<DataTable> tables) {
    if (!notes.isEmpty()) {
      tables.add(
          DataTable.of(
              id,
              new Table(
                  title,
                  List.of(Column.text("combination"), Column.text("reason")),
                  notes.stream()
                      .map(note -> List.of(Cell.text(note.key()), Cell.text(note.reason())))
                      .toList(),
                  List.of())));
    }
  }

  private static Section environment(Calibration calibration) {
    List<List<Cell>> rows = new ArrayList<>();
    for (BackendInfo backend : calibration.backends()) {
      rows.add(
          List.of(
              Cell.text(backend.name()),
              Cell.text(joined(backend.versions())),
              Cell.number(Integer.toString(backend.threads())),
              Cell.text(joined(backend.environment()))));
    }
    return Section.of(
        "environment",
        "Environment",
        List.of("What each tensor library ran with; the environment moves results by 2x to 6x."),
        DataTable.of(
            "backends",
            new Table(
                "",
                List.of(
                    Column.text("backend"),
                    Column.text("versions"),
                    Column.number("threads"),
                    Column.text("environment variables")),
                rows,
                List.of())));
  }

  private static String joined(Map<String, String> values) {
    return values.entrySet().stream()
        .map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining(", "));
  }
}

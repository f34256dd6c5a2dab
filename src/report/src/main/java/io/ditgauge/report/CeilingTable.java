package io.ditgauge.report;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CopyCeiling;
import io.ditgauge.estimator.calibration.GemmCeiling;
import io.ditgauge.estimator.calibration.ProbeRates;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.hardware.AcceleratorCeiling;
import io.ditgauge.estimator.hardware.TheoreticalCeiling;
import io.ditgauge.model.Probe;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** What the rates are held against, and where each ceiling comes from. */
final class CeilingTable {
  private static final double GIGA = 1e9;

  private CeilingTable() {}

  static Table of(Calibration calibration) {
    List<List<Cell>> rows = new ArrayList<>();
    calibration.ceilings().theoretical().forEach(ceiling -> rows.add(row(ceiling)));
    calibration
        .ceilings()
        .accelerators()
        .ifPresent(peaks -> peaks.forEach(ceiling -> rows.add(row(ceiling))));
    calibration.ceilings().gemm().forEach(ceiling -> rows.add(row(ceiling)));
    ProbeRates.best(calibration, Probe.Kind.FMA).forEach(rate -> rows.add(fma(rate)));
    calibration.ceilings().copy().forEach(ceiling -> rows.add(row(ceiling)));
    for (Probe.Kind kind : List.of(Probe.Kind.READ, Probe.Kind.TRIAD)) {
      ProbeRates.best(calibration, kind).forEach(rate -> rows.add(bandwidth(rate)));
    }
    return new Table(
        "Ceilings",
        List.of(
            Column.text("ceiling"),
            Column.text("dtype"),
            Column.text("backend"),
            Column.number("rate"),
            Column.text("unit"),
            Column.text("from")),
        rows,
        List.of("theoretical: FLOP a cycle and core x cores x clock.", clocks(calibration)));
  }

  private static String clocks(Calibration calibration) {
    return "Clock: "
        + gigahertz(calibration.machine().cpu().measuredHertz())
        + " GHz measured by a dependent integer chain, "
        + gigahertz(calibration.machine().cpu().reportedHertz())
        + " GHz reported by the system.";
  }

  private static List<Cell> row(TheoreticalCeiling ceiling) {
    return row(
        "theoretical",
        ceiling.dtype(),
        "",
        List.of(Numbers.fixed(ceiling.flopsPerSecond() / GIGA, 1), "GFLOP/s"),
        Numbers.compact(ceiling.flopsPerCycleAndCore(), 4)
            + " x "
            + ceiling.cores()
            + " x "
            + gigahertz(ceiling.hertz())
            + " GHz, "
            + ceiling.clock()
            + "; "
            + ceiling.core()
            + ", "
            + ceiling.isa());
  }

  private static List<Cell> row(AcceleratorCeiling ceiling) {
    return row(
        "theoretical",
        ceiling.dtype(),
        "",
        List.of(Numbers.fixed(ceiling.flopsPerSecond() / GIGA, 1), "GFLOP/s"),
        ceiling.card() + " on " + ceiling.device() + ", data sheet, dense");
  }

  private static List<Cell> row(GemmCeiling ceiling) {
    return row(
        "GEMM",
        ceiling.dtype(),
        ceiling.backend(),
        List.of(Numbers.fixed(ceiling.flopsPerSecond() / GIGA, 1), "GFLOP/s"),
        measured(ceiling.device()));
  }

  private static List<Cell> row(CopyCeiling ceiling) {
    return row(
        "copy",
        ceiling.dtype(),
        ceiling.backend(),
        List.of(Numbers.fixed(ceiling.bytesPerSecond() / GIGA, 1), "GB/s"),
        measured(ceiling.device()));
  }

  private static List<Cell> fma(Rate rate) {
    return row(
        "measured FMA peak",
        rate.dtype(),
        rate.backend(),
        List.of(Numbers.fixed(rate.flopsPerSecond() / GIGA, 1), "GFLOP/s"),
        measured(rate.device()));
  }

  private static List<Cell> bandwidth(Rate rate) {
    return row(
        rate.label(),
        rate.dtype(),
        rate.backend(),
        List.of(Numbers.fixed(rate.bytesPerSecond() / GIGA, 1), "GB/s"),
        measured(rate.device()));
  }

  private static String measured(String device) {
    return "measured, best on " + device;
  }

  private static List<Cell> row(
      String what, String dtype, String backend, List<String> rateAndUnit, String from) {
    return List.of(
        Cell.text(what),
        Cell.text(dtype),
        Cell.text(backend),
        Cell.number(rateAndUnit.get(0)),
        Cell.text(rateAndUnit.get(1)),
        Cell.text(from));
  }

  private static String gigahertz(double hertz) {
    return Numbers.fixed(hertz / GIGA, 2);
  }
}

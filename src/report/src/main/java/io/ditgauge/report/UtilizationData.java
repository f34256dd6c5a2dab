package io.ditgauge.report;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CopyCeiling;
import io.ditgauge.estimator.calibration.Details;
import io.ditgauge.estimator.calibration.FirstCalls;
import io.ditgauge.estimator.calibration.GemmCeiling;
import io.ditgauge.estimator.calibration.Note;
import io.ditgauge.estimator.calibration.PeakMemory;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.calibration.TrainingRatio;
import io.ditgauge.estimator.hardware.AcceleratorCeiling;
import io.ditgauge.estimator.hardware.TheoreticalCeiling;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A calibration for programs: SI units and all digits. */
final class UtilizationData {
  private static final List<String> TEXTS =
      List.of("key", "status", "op", "backend", "dtype", "device", "shape", "bound", "reason");
  private static final List<String> NUMBERS =
      List.of(
          "forks",
          "samples",
          "flops",
          "bytes",
          "seconds",
          "secondsLow",
          "secondsHigh",
          "flopsPerSecond",
          "flopsPerSecondLow",
          "flopsPerSecondHigh",
          "bytesPerSecond",
          "ofTheoretical",
          "ofMachineCeiling",
          "ofBackendCeiling");

  private UtilizationData() {}

  static String csv(Calibration calibration) {
    List<Column> columns = new ArrayList<>();
    TEXTS.forEach(name -> columns.add(Column.text(name)));
    NUMBERS.forEach(name -> columns.add(Column.number(name)));
    List<Map<String, Object>> lines = new ArrayList<>();
    calibration.rates().forEach(rate -> lines.add(fields(rate)));
    calibration.skipped().forEach(note -> lines.add(fields(note, "skipped")));
    calibration.failed().forEach(note -> lines.add(fields(note, "failed")));
    return CsvTables.csv(
        new Table("", columns, lines.stream().map(UtilizationData::row).toList(), List.of()));
  }

  private static List<Cell> row(Map<String, Object> fields) {
    List<Cell> cells = new ArrayList<>();
    for (String name : TEXTS) {
      cells.add(Cell.text(String.valueOf(fields.getOrDefault(name, ""))));
    }
    for (String name : NUMBERS) {
      cells.add(number(fields.get(name)));
    }
    return cells;
  }

  private static Cell number(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(UtilizationData::number).orElse(Cell.BLANK);
    }
    if (value instanceof Double number) {
      return Cell.number(Numbers.exact(number));
    }
    return value instanceof Number number ? Cell.number(number.toString()) : Cell.BLANK;
  }

  static String json(Calibration calibration) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run", calibration.run());
    result.put("machine", calibration.machine().id());
    result.put("cpu", calibration.machine().cpu().name());
    result.put("commit", calibration.commit());
    result.put("dirty", calibration.dirty());
    result.put("effort", calibration.effort());
    result.put("provisional", calibration.provisional());
    result.put("rates", calibration.rates().stream().map(UtilizationData::fields).toList());
    result.put("ceilings", ceilings(calibration));
    result.put(
        "skipped", calibration.skipped().stream().map(note -> fields(note, "skipped")).toList());
    result.put(
        "failed", calibration.failed().stream().map(note -> fields(note, "failed")).toList());
    result.put("warnings", calibration.warnings());
    calibration.details().ifPresent(details -> result.put("details", details(details)));
    return JsonText.of(result);
  }

  private static Map<String, Object> details(Details details) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("training", details.training().stream().map(UtilizationData::fields).toList());
    result.put("firstCalls", details.firstCalls().stream().map(UtilizationData::fields).toList());
    result.put("memory", details.memory().stream().map(UtilizationData::fields).toList());
    return result;
  }

  private static Map<String, Object> fields(FirstCalls calls) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", calls.key());
    fields.put("firstSeconds", calls.firstSeconds());
    fields.put("secondSeconds", calls.secondSeconds());
    return fields;
  }

  private static Map<String, Object> fields(PeakMemory memory) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", memory.key());
    fields.put("peakBytes", memory.peakBytes());
    fields.put("predictedBytes", memory.predictedBytes());
    return fields;
  }

  private static Map<String, Object> fields(TrainingRatio ratio) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", ratio.key());
    fields.put("forwardKey", ratio.forwardKey());
    fields.put("ratio", ratio.ratio());
    fields.put("low", ratio.low());
    fields.put("high", ratio.high());
    return fields;
  }

  private static Map<String, Object> fields(Note note, String status) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", note.key());
    fields.put("status", status);
    fields.put("reason", note.reason());
    return fields;
  }

  private static Map<String, Object> fields(Rate rate) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", rate.key());
    fields.put("status", "measured");
    fields.put("op", rate.label());
    fields.put("backend", rate.backend());
    fields.put("dtype", rate.dtype());
    fields.put("device", rate.device());
    fields.put("shape", rate.op().toOp().shape());
    fields.put("bound", rate.bound());
    fields.put("forks", rate.forks());
    fields.put("samples", rate.samples());
    fields.put("flops", rate.flops());
    fields.put("bytes", rate.bytes());
    fields.put("seconds", rate.seconds());
    fields.put("secondsLow", rate.secondsLow());
    fields.put("secondsHigh", rate.secondsHigh());
    fields.put("flopsPerSecond", rate.flopsPerSecond());
    fields.put("flopsPerSecondLow", rate.flopsPerSecondLow());
    fields.put("flopsPerSecondHigh", rate.flopsPerSecondHigh());
    fields.put("bytesPerSecond", rate.bytesPerSecond());
    fields.put("ofTheoretical", rate.ofTheoretical());
    fields.put("ofMachineCeiling", rate.ofMachineCeiling());
    fields.put("ofBackendCeiling", rate.ofBackendCeiling());
    return fields;
  }

  private static Map<String, Object> ceilings(Calibration calibration) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(
        "theoretical",
        calibration.ceilings().theoretical().stream().map(UtilizationData::fields).toList());
    calibration
        .ceilings()
        .accelerators()
        .ifPresent(
            peaks ->
                result.put("accelerators", peaks.stream().map(UtilizationData::fields).toList()));
    result.put(
        "gemm", calibration.ceilings().gemm().stream().map(UtilizationData::fields).toList());
    result.put(
        "copy", calibration.ceilings().copy().stream().map(UtilizationData::fields).toList());
    return result;
  }

  private static Map<String, Object> fields(TheoreticalCeiling ceiling) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("dtype", ceiling.dtype());
    fields.put("flopsPerSecond", ceiling.flopsPerSecond());
    fields.put("core", ceiling.core());
    fields.put("isa", ceiling.isa());
    fields.put("flopsPerCycleAndCore", ceiling.flopsPerCycleAndCore());
    fields.put("cores", ceiling.cores());
    fields.put("hertz", ceiling.hertz());
    fields.put("clock", ceiling.clock());
    fields.put("source", ceiling.source());
    return fields;
  }

  private static Map<String, Object> fields(AcceleratorCeiling ceiling) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("device", ceiling.device());
    fields.put("dtype", ceiling.dtype());
    fields.put("flopsPerSecond", ceiling.flopsPerSecond());
    fields.put("card", ceiling.card());
    fields.put("source", ceiling.source());
    return fields;
  }

  private static Map<String, Object> fields(GemmCeiling ceiling) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("dtype", ceiling.dtype());
    fields.put("backend", ceiling.backend());
    fields.put("device", ceiling.device());
    fields.put("flopsPerSecond", ceiling.flopsPerSecond());
    fields.put("low", ceiling.low());
    fields.put("high", ceiling.high());
    fields.put("key", ceiling.key());
    return fields;
  }

  private static Map<String, Object> fields(CopyCeiling ceiling) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("dtype", ceiling.dtype());
    fields.put("backend", ceiling.backend());
    fields.put("device", ceiling.device());
    fields.put("bytesPerSecond", ceiling.bytesPerSecond());
    fields.put("low", ceiling.low());
    fields.put("high", ceiling.high());
    fields.put("key", ceiling.key());
    return fields;
  }
}

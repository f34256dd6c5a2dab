package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.gates.Finding;
import io.ditgauge.estimator.gates.Gate;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Probe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Extremes and series of a calibration. */
public final class MeasurementFigures {
  private MeasurementFigures() {}

  /**
   * Ops that compute bounds, by utilization of the best matrix product of the machine, the highest
   * first; without those that look for a ceiling. What memory bounds is held against copies from
   * memory, which ops over tensors within the caches outrun.
   */
  public static List<Rate> ranked(Calibration calibration) {
    return calibration.rates().stream()
        .filter(MeasurementFigures::isJudged)
        .sorted(
            Comparator.comparingDouble((Rate rate) -> -rate.ofMachineCeiling().orElseThrow())
                .thenComparing(Rate::key))
        .toList();
  }

  private static boolean isJudged(Rate rate) {
    String type = rate.op().type();
    return rate.ofMachineCeiling().isPresent()
        && rate.bound().equals(Rate.COMPUTE)
        && !type.equals(Gemm.TYPE)
        && !(rate.op().toOp() instanceof Probe);
  }

  /**
   * An op at one backend and element type, over its sizes.
   *
   * @param op label of the op
   * @param backend backend
   * @param dtype element type identifier
   * @param rates rates with a machine ceiling, the smallest op first
   */
  public record OverSize(String op, String backend, String dtype, List<Rate> rates) {
    /** Copies. */
    public OverSize {
      rates = List.copyOf(rates);
    }
  }

  /** Utilization over size: ops with FLOPs, in the order of the calibration. */
  public static List<OverSize> overSize(Calibration calibration) {
    Map<List<String>, List<Rate>> groups = new LinkedHashMap<>();
    for (Rate rate : calibration.rates()) {
      if (rate.flops() > 0 && rate.ofMachineCeiling().isPresent()) {
        groups
            .computeIfAbsent(
                List.of(rate.label(), rate.backend(), rate.dtype()), key -> new ArrayList<>())
            .add(rate);
      }
    }
    List<OverSize> result = new ArrayList<>();
    groups.forEach(
        (key, rates) -> {
          rates.sort(Comparator.comparingLong(Rate::flops).thenComparing(Rate::key));
          result.add(new OverSize(key.get(0), key.get(1), key.get(2), rates));
        });
    return List.copyOf(result);
  }

  /** How many findings each gate has, gates without findings included. */
  public static Map<Gate, Integer> byGate(List<Finding> findings) {
    Map<Gate, Integer> result = new LinkedHashMap<>();
    for (Gate gate : Gate.values()) {
      result.put(gate, (int) findings.stream().filter(it -> it.gate() == gate).count());
    }
    return result;
  }
}

package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.hardware.AcceleratorCeiling;
import io.ditgauge.estimator.hardware.TheoreticalCeiling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the measured ceilings among what was achieved. */
final class MeasuredCeilings {
  private MeasuredCeilings() {}

  static Ceilings of(
      List<TheoreticalCeiling> theoretical,
      List<AcceleratorCeiling> accelerators,
      List<Achieved> achieved) {
    List<AcceleratorCeiling> measured =
        accelerators.stream()
            .filter(it -> achieved.stream().anyMatch(one -> one.device().equals(it.device())))
            .toList();
    List<GemmCeiling> gemm =
        best(
                achieved.stream().filter(Achieved::isGemm).toList(),
                Comparator.comparingDouble(Achieved::flopsPerSecond))
            .stream()
            .map(MeasuredCeilings::gemm)
            .toList();
    List<CopyCeiling> copy =
        best(
                achieved.stream().filter(Achieved::isCopy).toList(),
                Comparator.comparingDouble(Achieved::bytesPerSecond))
            .stream()
            .map(MeasuredCeilings::copy)
            .toList();
    return new Ceilings(theoretical, gemm, copy, Optional.of(measured).filter(it -> !it.isEmpty()));
  }

  /** The best of each device, element type and backend, sorted by them. */
  private static List<Achieved> best(List<Achieved> candidates, Comparator<Achieved> by) {
    TreeMap<String, Achieved> best = new TreeMap<>();
    for (Achieved one : candidates) {
      best.merge(
          one.device() + "|" + one.dtype() + "|" + one.backend(),
          one,
          (old, fresh) -> by.compare(fresh, old) > 0 ? fresh : old);
    }
    return new ArrayList<>(best.values());
  }

  private static GemmCeiling gemm(Achieved one) {
    return new GemmCeiling(
        one.dtype(),
        one.backend(),
        one.device(),
        one.flopsPerSecond(),
        one.sample().high().map(seconds -> one.flops() / seconds),
        one.sample().low().map(seconds -> one.flops() / seconds),
        one.combination().key());
  }

  private static CopyCeiling copy(Achieved one) {
    return new CopyCeiling(
        one.dtype(),
        one.backend(),
        one.device(),
        one.bytesPerSecond(),
        one.sample().high().map(seconds -> one.bytes() / seconds),
        one.sample().low().map(seconds -> one.bytes() / seconds),
        one.combination().key());
  }
}

package io.ditgauge.estimator.calibration;

import io.ditgauge.model.Probe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Rates of ops that no model has: bandwidths and the arithmetic peak. */
public final class ProbeRates {
  private ProbeRates() {}

  /** Whether that is the rate of fused multiply-adds in registers. */
  public static boolean isFma(Rate rate) {
    return rate.op().type().equals(Probe.Kind.FMA.type());
  }

  /** The best of each device, element type and backend, sorted by them. */
  public static List<Rate> best(Calibration calibration, Probe.Kind kind) {
    Comparator<Rate> by =
        kind == Probe.Kind.FMA
            ? Comparator.comparingDouble(Rate::flopsPerSecond)
            : Comparator.comparingDouble(Rate::bytesPerSecond);
    TreeMap<String, Rate> best = new TreeMap<>();
    for (Rate rate : calibration.rates()) {
      if (rate.op().type().equals(kind.type())) {
        best.merge(
            rate.device() + "|" + rate.dtype() + "|" + rate.backend(),
            rate,
            (old, fresh) -> by.compare(fresh, old) > 0 ? fresh : old);
      }
    }
    return new ArrayList<>(best.values());
  }
}

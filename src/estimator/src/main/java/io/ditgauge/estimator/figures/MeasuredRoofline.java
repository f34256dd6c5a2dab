package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Ceilings;
import io.ditgauge.estimator.calibration.CopyCeiling;
import io.ditgauge.estimator.calibration.GemmCeiling;
import io.ditgauge.estimator.calibration.Rate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The rates of one device and element type against its roofs: achieved FLOP/s over arithmetic
 * intensity, the FLOPs of a call over its compulsory bytes (Williams, Waterman and Patterson,
 * "Roofline", CACM 52(4), 2009).
 *
 * @param device device
 * @param dtype element type identifier
 * @param roofs the measured roof, then one with the theoretical peak where it is known
 * @param points ops that have FLOPs, in the order of the calibration
 */
public record MeasuredRoofline(
    String device, String dtype, List<Roof> roofs, List<MeasuredRoofline.Point> points) {
  /**
   * A roof: the lower of a peak and of a bandwidth times the intensity.
   *
   * @param name {@code measured} or {@code theoretical peak}
   * @param flopsPerSecond the flat part
   * @param bytesPerSecond the slope; the best measured copy, for want of a theoretical bandwidth
   */
  public record Roof(String name, double flopsPerSecond, double bytesPerSecond) {
    /** The intensity at which both limits meet. */
    public double ridge() {
      return flopsPerSecond / bytesPerSecond;
    }

    /** The limit at an intensity. */
    public double at(double flopsPerByte) {
      return Math.min(flopsPerSecond, bytesPerSecond * flopsPerByte);
    }
  }

  /**
   * A measured op under the roofs.
   *
   * @param rate what was measured
   * @param flopsPerByte arithmetic intensity
   * @param ofRoof achieved over the measured roof at that intensity
   */
  public record Point(Rate rate, double flopsPerByte, double ofRoof) {}

  /** Copies. */
  public MeasuredRoofline {
    roofs = List.copyOf(roofs);
    points = List.copyOf(points);
  }

  /** One for each device and element type whose best product and copy were measured. */
  public static List<MeasuredRoofline> of(Calibration calibration) {
    LinkedHashSet<List<String>> pairs = new LinkedHashSet<>();
    calibration.rates().forEach(rate -> pairs.add(List.of(rate.device(), rate.dtype())));
    List<MeasuredRoofline> result = new ArrayList<>();
    for (List<String> pair : pairs) {
      of(calibration, pair.get(0), pair.get(1)).ifPresent(result::add);
    }
    return List.copyOf(result);
  }

  private static Optional<MeasuredRoofline> of(
      Calibration calibration, String device, String dtype) {
    Ceilings ceilings = calibration.ceilings();
    Optional<GemmCeiling> gemm = ceilings.machineGemm(dtype, device);
    Optional<CopyCeiling> copy = ceilings.machineCopy(device);
    if (gemm.isEmpty() || copy.isEmpty()) {
      return Optional.empty();
    }
    double bytesPerSecond = copy.get().bytesPerSecond();
    Roof measured = new Roof("measured", gemm.get().flopsPerSecond(), bytesPerSecond);
    List<Roof> roofs = new ArrayList<>(List.of(measured));
    ceilings
        .peak(dtype, device)
        .ifPresent(peak -> roofs.add(new Roof("theoretical peak", peak, bytesPerSecond)));
    List<Point> points = new ArrayList<>();
    for (Rate rate : calibration.rates()) {
      boolean hasIntensity = rate.flops() > 0 && rate.bytes() > 0;
      if (rate.device().equals(device) && rate.dtype().equals(dtype) && hasIntensity) {
        double flopsPerByte = (double) rate.flops() / rate.bytes();
        points.add(
            new Point(rate, flopsPerByte, rate.flopsPerSecond() / measured.at(flopsPerByte)));
      }
    }
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(new MeasuredRoofline(device, dtype, roofs, points));
  }
}

package io.ditgauge.estimator.article;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.run.Accelerator;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.source.Measured;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.estimator.source.Transferred;
import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The utilization of a calibration that is put on an H100: that of the best DiT block against the
 * theoretical ceiling, in bf16 where there is one, else in f32.
 *
 * @param calibration where it comes from
 * @param rate the rate of the block
 * @param value achieved over theoretical FLOP/s, the MFU of the block
 */
public record MeasuredUtilization(Calibration calibration, Rate rate, double value) {
  private static final String BLOCK = "block";

  /** Standard deviations of a two-sided interval of 95 %. */
  private static final double NINETY_FIVE = 1.96;

  /**
   * Chooses the rate.
   *
   * @throws EstimateException if no block was measured or no theoretical ceiling is known
   */
  public static MeasuredUtilization of(Calibration calibration) {
    List<Rate> blocks =
        calibration.rates().stream()
            .filter(rate -> rate.label().equals(BLOCK))
            .filter(rate -> rate.op().type().equals(DitBlock.TYPE))
            .filter(rate -> Variation.describe(rate.params()).isEmpty())
            .toList();
    if (blocks.isEmpty()) {
      throw new EstimateException(
          "the calibration has no rate of a DiT block, whose utilization the estimate needs: run="
              + calibration.run()
              + ", rates="
              + calibration.rates().size()
              + "; measure one (jmh.include must match the block benchmark) and calibrate that run");
    }
    return best(blocks, DType.BF16)
        .or(() -> best(blocks, DType.F32))
        .map(rate -> new MeasuredUtilization(calibration, rate, rate.ofTheoretical().orElseThrow()))
        .orElseThrow(() -> new EstimateException(withoutCeiling(calibration, blocks)));
  }

  private static Optional<Rate> best(List<Rate> blocks, DType dtype) {
    return blocks.stream()
        .filter(rate -> rate.dtype().equals(dtype.id()))
        .filter(rate -> rate.ofTheoretical().isPresent())
        .max(Comparator.comparingDouble(rate -> rate.ofTheoretical().orElseThrow()));
  }

  private static String withoutCeiling(Calibration calibration, List<Rate> blocks) {
    String dtypes = String.join(", ", blocks.stream().map(Rate::dtype).distinct().toList());
    return "the calibration has no DiT block in bf16 or f32 with a theoretical ceiling, and the"
        + " estimate multiplies the H100's data-sheet peak by an MFU: run="
        + calibration.run()
        + ", cpu="
        + calibration.machine().cpu().name()
        + ", blocks in "
        + dtypes
        + "; calibrate on a machine whose core is known, or measure the block in f32 or bf16";
  }

  /** The figure of the utilization. */
  public Figure figure() {
    return new Figure("utilization", "MFU of a DiT block, " + what(), value, "ratio", source());
  }

  /** The ends of the 95% interval, if there is one: low, then high. */
  List<Figure> interval() {
    List<Figure> ends = new ArrayList<>();
    rate.flopsPerSecondLow().ifPresent(rateLow -> ends.add(end("low", rateLow)));
    rate.flopsPerSecondHigh().ifPresent(rateHigh -> ends.add(end("high", rateHigh)));
    return List.copyOf(ends);
  }

  /** What is known of the value: lognormal, with the 95% interval over forks where there is one. */
  public Distribution known() {
    return rate.hasInterval()
        ? new Distribution.LogNormal(
            value,
            Math.log(rate.secondsHigh().orElseThrow() / rate.secondsLow().orElseThrow())
                / (2 * NINETY_FIVE))
        : new Distribution.Point(value);
  }

  private Figure end(String which, double flopsPerSecond) {
    return new Figure(
        "utilization." + which,
        "its 95% interval over forks, " + which + " end",
        value * flopsPerSecond / rate.flopsPerSecond(),
        "ratio",
        source());
  }

  boolean onCpu() {
    return rate.device().equals("cpu");
  }

  /** Name of the hardware that was measured. */
  String hardware() {
    List<Accelerator> accelerators = calibration.machine().accelerators();
    return onCpu() || accelerators.isEmpty()
        ? calibration.machine().cpu().name()
        : accelerators.get(0).name();
  }

  private String what() {
    return rate.backend() + " " + rate.dtype();
  }

  private Source source() {
    return new Transferred(
        calibration.machine().id() + " (" + hardware() + ")",
        new Measured(calibration.run(), rate.key()));
  }
}

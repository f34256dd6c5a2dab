package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CopyCeiling;
import io.ditgauge.estimator.calibration.GemmCeiling;
import io.ditgauge.estimator.roofline.GemmRoofline;
import io.ditgauge.model.DType;

/** What the measured ceilings of a backend let expect of its kernels before they are fitted. */
final class Expected {
  /** Crossing into the library and a loop over the threads. */
  private static final double OVERHEAD = 5e-6;

  private static final double SHARPNESS = 4;

  private Expected() {}

  /**
   * The roofline of the backend's best product and copy.
   *
   * @throws IllegalArgumentException where no matrix product or no copy was measured
   */
  static GemmRoofline roofline(Selection it) {
    Calibration calibration = it.calibration();
    GemmCeiling gemm =
        calibration
            .ceilings()
            .backendGemm(it.backend(), it.dtype(), it.device())
            .orElseThrow(() -> missing(it, "matrix product"));
    CopyCeiling copy =
        calibration
            .ceilings()
            .backendCopy(it.backend(), it.device())
            .or(() -> calibration.ceilings().machineCopy(it.device()))
            .orElseThrow(() -> missing(it, "copy"));
    return new GemmRoofline(
        gemm.flopsPerSecond(),
        copy.bytesPerSecond(),
        OVERHEAD,
        SHARPNESS,
        DType.of(it.dtype()).bytes());
  }

  private static IllegalArgumentException missing(Selection it, String what) {
    return new IllegalArgumentException(
        "run "
            + it.calibration().run()
            + " measured no "
            + what
            + " on "
            + it.backend()
            + " at "
            + it.dtype()
            + "; include the ceilings in the run");
  }
}

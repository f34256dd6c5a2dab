package io.ditgauge.estimator.latency;

import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.arch.ForwardPass;
import java.util.List;

/** Times of the ops of one pass, for those who fit an efficiency to what they measured. */
public final class PassTimes {
  private PassTimes() {}

  /**
   * Times of all ops of a pass.
   *
   * @param efficiency what the ops are multiplied by
   * @param family class of the network, which decides its kernels
   * @param options how it is run
   * @param pass the pass
   */
  public static List<OpTime> of(
      Efficiency efficiency, String family, Options options, ForwardPass pass) {
    return new PassTimer(efficiency, family, options).time(pass);
  }
}

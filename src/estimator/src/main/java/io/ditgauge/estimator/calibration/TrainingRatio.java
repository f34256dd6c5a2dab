package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.Values;
import io.ditgauge.estimator.run.Variation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Time of forward and backward over the time of forward, of the same op measured alike.
 *
 * <p>By MACs it would be 3: one product forward, two backward. Kernels that keep more, compute
 * scores again or run unpacked weights take longer.
 *
 * @param key the rate of forward and backward
 * @param forwardKey the rate of forward
 * @param ratio seconds of the one over seconds of the other
 * @param low least ratio that the two 95% intervals allow; absent without intervals
 * @param high largest ratio that they allow
 */
public record TrainingRatio(
    String key, String forwardKey, double ratio, Optional<Double> low, Optional<Double> high) {
  /** The ratio of MACs. */
  public static final double BY_MACS = 3;

  /** Validates the parts. */
  public TrainingRatio {
    Values.text("key", key);
    Values.text("forwardKey", forwardKey);
    Values.positive("ratio", ratio);
  }

  /** The ratios of a calibration's rates: of each training rate whose forward was measured too. */
  static List<TrainingRatio> of(List<Rate> rates) {
    List<TrainingRatio> result = new ArrayList<>();
    for (Rate rate : rates) {
      if (Variation.isTraining(rate.params())) {
        forward(rate, rates).map(found -> of(rate, found)).ifPresent(result::add);
      }
    }
    return List.copyOf(result);
  }

  private static Optional<Rate> forward(Rate training, List<Rate> rates) {
    Map<String, String> params = new TreeMap<>(training.params());
    params.remove(Variation.PASS);
    String key = Combination.keyOf(training.label(), params);
    return rates.stream().filter(rate -> rate.key().equals(key)).findFirst();
  }

  private static TrainingRatio of(Rate training, Rate forward) {
    return new TrainingRatio(
        training.key(),
        forward.key(),
        training.seconds() / forward.seconds(),
        training.secondsLow().flatMap(low -> forward.secondsHigh().map(high -> low / high)),
        training.secondsHigh().flatMap(high -> forward.secondsLow().map(low -> high / low)));
  }
}

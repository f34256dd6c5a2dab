package io.ditgauge.estimator.serving;

import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.measured.Selection;
import io.ditgauge.estimator.sheet.Item;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.source.Measured;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The measured rates behind a prediction, each with the run that it is from. */
final class MeasuredRates {
  /** Standard deviations of a two-sided interval of 95 %. */
  private static final double NINETY_FIVE = 1.96;

  private MeasuredRates() {}

  /** Adds the rates and gives their names by what is spent at them. */
  static Map<TimeClass, List<String>> add(Sheet sheet, Selection selection) {
    Map<TimeClass, List<String>> names = new EnumMap<>(TimeClass.class);
    for (Rate rate : selection.rates()) {
      TimeClass spent = spent(rate);
      List<String> before = names.computeIfAbsent(spent, it -> new ArrayList<>());
      String id = "hardware." + spent.id() + "." + (before.size() + 1);
      boolean compute = rate.flops() > 0;
      sheet.given(
          new Item.Label(
              id,
              "measured rate of " + rate.label() + " " + rate.op().dimensions().values(),
              compute ? "FLOP/s" : "byte/s"),
          compute ? rate.flopsPerSecond() : rate.bytesPerSecond(),
          new Measured(selection.calibration().run(), rate.key()));
      before.add(id);
    }
    return names;
  }

  /**
   * Median over a class's rates of the standard deviation of their logarithm, from the 95 %
   * interval over forks: ln(high / low) / (2 x 1.96); 0 where none has an interval.
   */
  static double spread(Selection selection, TimeClass of) {
    double[] spreads =
        selection.rates().stream()
            .filter(rate -> spent(rate) == of && rate.hasInterval())
            .mapToDouble(MeasuredRates::spread)
            .sorted()
            .toArray();
    return spreads.length == 0 ? 0 : spreads[spreads.length / 2];
  }

  private static double spread(Rate rate) {
    double high = rate.secondsHigh().orElseThrow();
    return Math.log(high / rate.secondsLow().orElseThrow()) / (2 * NINETY_FIVE);
  }

  /** What the seconds of a prediction that rest on a rate are spent on. */
  private static TimeClass spent(Rate rate) {
    Op op = rate.op().toOp();
    if (op instanceof Mlp) {
      return TimeClass.GEMM;
    }
    if (op instanceof DitBlock) {
      return TimeClass.ELEMENTWISE;
    }
    return switch (op.opClass()) {
      case LINEAR -> TimeClass.GEMM;
      case CONVOLUTION -> TimeClass.CONVOLUTION;
      case ATTENTION -> TimeClass.ATTENTION;
      default -> TimeClass.ELEMENTWISE;
    };
  }
}

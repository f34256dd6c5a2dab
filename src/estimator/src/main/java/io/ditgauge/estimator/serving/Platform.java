package io.ditgauge.estimator.serving;

import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.measured.MeasuredEfficiency;
import io.ditgauge.estimator.measured.Selection;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.sheet.Sheet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model runs on.
 *
 * @param efficiency what its op list is multiplied by
 * @param measured the calibration behind it, where it is no card's published efficiency
 */
public record Platform(Efficiency efficiency, Optional<Selection> measured) {
  /** A card as published. */
  public static Platform published(Efficiency card) {
    return new Platform(card, Optional.empty());
  }

  /** The machine of a calibration. */
  public static Platform measured(Selection selection) {
    return new Platform(MeasuredEfficiency.of(selection), Optional.of(selection));
  }

  /** Adds the rates and gives their names by what is spent at them. */
  Map<TimeClass, List<String>> rates(Sheet sheet, String kernel) {
    return measured
        .map(selection -> MeasuredRates.add(sheet, selection))
        .orElseGet(() -> CardRates.add(sheet, efficiency, kernel));
  }

  /** Spread of the measured rates of a class between forks; 0 where none were measured. */
  double forks(TimeClass of) {
    return measured.map(selection -> MeasuredRates.spread(selection, of)).orElse(0.0);
  }
}

package io.ditgauge.estimator.audit;

import io.ditgauge.estimator.source.Source;
import java.util.Objects;

/**
 * Our own answer to the article's question, to stand beside the article's.
 *
 * @param source how it was reached
 * @param minutesPerHour minutes of video in an H100-hour
 * @param breakEvenMinutes minutes of video until inference has cost as much as training
 * @param averageH100s H100s at the average load
 * @param peakH100s H100s at the peak
 */
public record OurAnswer(
    Source source,
    Range minutesPerHour,
    Range breakEvenMinutes,
    Range averageH100s,
    Range peakH100s) {
  /** Validates that all is there and positive. */
  public OurAnswer {
    Objects.requireNonNull(source, "our answer needs a source");
    positive("minutesPerHour", minutesPerHour);
    positive("breakEvenMinutes", breakEvenMinutes);
    positive("averageH100s", averageH100s);
    positive("peakH100s", peakH100s);
  }

  private static void positive(String name, Range range) {
    if (!(range.low() > 0)) {
      throw new IllegalArgumentException(
          "our answer must be positive: " + name + " low=" + range.low());
    }
  }
}

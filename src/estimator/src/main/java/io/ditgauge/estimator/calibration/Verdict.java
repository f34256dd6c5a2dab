package io.ditgauge.estimator.calibration;

/** What a comparison of two times says. */
public enum Verdict {
  /** The intervals allow no difference of more than {@link Comparison#SAME_WITHIN}. */
  SAME("SAME"),
  /** The other is faster. */
  FASTER("FASTER"),
  /** The other is slower. */
  SLOWER("SLOWER"),
  /** The intervals are too wide to tell. */
  UNCLEAR("UNCLEAR"),
  /** The two were not measured alike. */
  NOT_COMPARABLE("NOT COMPARABLE");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** The verdict in words. */
  public String words() {
    return words;
  }
}

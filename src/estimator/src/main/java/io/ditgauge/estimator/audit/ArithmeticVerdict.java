package io.ditgauge.estimator.audit;

/** Whether a printed number is what its formula gives, whatever the formula is worth. */
public enum ArithmeticVerdict {
  /** The formula gives the printed number to the printed precision. */
  AGREES("agrees"),
  /** A bare power of ten is printed and the formula gives that order. */
  ORDER_OF_MAGNITUDE("order of magnitude"),
  /** The formula gives another number. */
  DISAGREES("disagrees"),
  /** There is no formula: the article assumes the number. */
  ASSUMPTION("assumption"),
  /** There is no formula of the article's: it reports the number. */
  CONTEXT("context"),
  /** No number is printed, only drawn. */
  CHART_ONLY("chart only");

  private final String label;

  ArithmeticVerdict(String label) {
    this.label = label;
  }

  /** The verdict in words. */
  public String label() {
    return label;
  }
}

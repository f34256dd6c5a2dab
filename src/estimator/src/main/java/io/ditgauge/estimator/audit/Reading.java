package io.ditgauge.estimator.audit;

/** How the article is read when a formula is evaluated. */
public enum Reading {
  /** Its formulas, each with the values that they give; multiply-accumulates count as one FLOP. */
  ARTICLE("as the article counts"),
  /** The same, but each claim that a formula uses is worth what is printed. */
  PRINTED("from the numbers as printed"),
  /** Its formulas with two FLOP for each multiply-accumulate. */
  CORRECTED("with 2 FLOP for each multiply-accumulate");

  private final String label;

  Reading(String label) {
    this.label = label;
  }

  /** The reading in words. */
  public String label() {
    return label;
  }

  /** The quantity as this reading counts it. */
  Quantity count(Quantity quantity) {
    return this == CORRECTED ? quantity.converted() : quantity.misread();
  }
}

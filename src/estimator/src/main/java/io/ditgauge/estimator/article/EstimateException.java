package io.ditgauge.estimator.article;

/** A calibration that lacks what an estimate needs; the message says what and the cure. */
public final class EstimateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the message for the user. */
  public EstimateException(String message) {
    super(message);
  }
}

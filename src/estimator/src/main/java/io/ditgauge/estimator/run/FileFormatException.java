package io.ditgauge.estimator.run;

/** A file that is missing, unreadable, or not what its format says; the message is for people. */
public final class FileFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what, value, rule, place and cure. */
  public FileFormatException(String message) {
    super(message);
  }

  /** With a message that says what, value, rule, place and cure, and the cause for developers. */
  public FileFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}

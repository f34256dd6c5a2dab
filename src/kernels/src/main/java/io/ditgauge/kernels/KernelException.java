package io.ditgauge.kernels;

/** A backend, a device or a kernel that cannot do what was asked, with the reason and the cure. */
public final class KernelException extends RuntimeException {
  /** With a message that says what, value, rule, place and cure. */
  public KernelException(String message) {
    super(message);
  }

  /** The same, with its cause. */
  public KernelException(String message, Throwable cause) {
    super(message, cause);
  }
}

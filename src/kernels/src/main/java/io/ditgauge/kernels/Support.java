package io.ditgauge.kernels;

/**
 * Whether a combination can run.
 *
 * @param possible whether it can
 * @param reason why not; empty when it can
 */
public record Support(boolean possible, String reason) {
  /** It can run. */
  public static final Support YES = new Support(true, "");

  /** It cannot run, for that reason. */
  public static Support no(String reason) {
    return new Support(false, reason);
  }
}

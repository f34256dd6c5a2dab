package io.ditgauge.kernels;

/**
 * An op prepared on a backend: inputs and weights are in place, a call computes the output once.
 */
public interface Kernel extends AutoCloseable {

  /**
   * Computes the output. Returns when the device has finished.
   *
   * @return the backend's own output tensor, valid until the next call; for a black hole
   */
  Object run();

  /**
   * Starts computing the output and may return before the device has finished; {@link #finish}
   * waits. Between the two, further calls may be started.
   *
   * @return the backend's own output tensor, valid until the next call
   */
  default Object launch() {
    return run();
  }

  /** Waits until the device has finished what was launched. */
  default void finish() {}

  /**
   * The output of the last {@link #run} as float32, row-major.
   *
   * @throws IllegalStateException before the first run
   */
  float[] output();

  /** Frees inputs, weights and output. */
  @Override
  void close();
}

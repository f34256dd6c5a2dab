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
   * The output of the last {@link #run} as float32, row-major.
   *
   * @throws IllegalStateException before the first run
   */
  float[] output();

  /** Frees inputs, weights and output. */
  @Override
  void close();
}

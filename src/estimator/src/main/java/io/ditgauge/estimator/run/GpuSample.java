package io.ditgauge.estimator.run;

/**
 * The state of the GPU that a fork computed on.
 *
 * @param key key of the combination
 * @param fork number of the fork, from 1
 * @param when {@code before} the first timed call, or {@code after} the last
 * @param state the GPU then
 */
public record GpuSample(String key, int fork, String when, GpuState state) {
  /** Validates. */
  public GpuSample {
    Values.text("key", key);
    Values.atLeast("fork", fork, 1);
    if (!when.equals("before") && !when.equals("after")) {
      throw new IllegalArgumentException(
          "a GPU is sampled before or after a fork: when=" + when + " (" + key + ")");
    }
  }
}

package io.ditgauge.estimator.latency;

/**
 * How a model is run.
 *
 * @param attention attention kernel: {@code fa2 fa3 cudnn naive sage}
 * @param execution who runs the elementwise work
 * @param parallelism cards
 * @param stages whether text encoders and decoder count, or the denoiser alone
 */
public record Options(
    String attention, Execution execution, Parallelism parallelism, boolean stages) {
  /** The same on one card. */
  public Options onOneCard() {
    return new Options(attention, execution, Parallelism.NONE, stages);
  }
}

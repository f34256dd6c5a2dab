package io.ditgauge.estimator.latency;

/**
 * How a model is run.
 *
 * @param attention attention kernel: {@code fa2 fa3 cudnn naive sage}
 * @param execution who runs the elementwise work
 * @param parallelism cards
 * @param stages whether text encoders and decoder count, or the denoiser alone
 * @param stageTimes whether those of them that were measured as a whole take the rates of that, or
 *     go by their kernels like all others
 */
public record Options(
    String attention,
    Execution execution,
    Parallelism parallelism,
    boolean stages,
    boolean stageTimes) {
  /** By the times of whole stages where there are any. */
  public Options(String attention, Execution execution, Parallelism parallelism, boolean stages) {
    this(attention, execution, parallelism, stages, true);
  }

  /** The same on one card. */
  public Options onOneCard() {
    return new Options(attention, execution, Parallelism.NONE, stages, stageTimes);
  }
}

package io.ditgauge.model.arch;

/** A language model or a text encoder. */
public non-sealed interface TextNetwork extends Network {
  /**
   * One pass over whole sequences (a training step's forward, an encoding or a prefill).
   *
   * @param tokens tokens of a sequence
   * @param batch sequences
   */
  ForwardPass forward(long tokens, long batch);

  @Override
  default long parameters() {
    return forward(1, 1).parameters();
  }
}

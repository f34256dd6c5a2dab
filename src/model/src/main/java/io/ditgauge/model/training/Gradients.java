package io.ditgauge.model.training;

/** Which gradients a backward pass computes for a part of a network. */
public enum Gradients {
  /** Of weights and of inputs: a trained part. */
  ALL(true, true),
  /** Of inputs alone: a frozen part with something trained in front of it. */
  INPUTS(true, false),
  /** Of weights alone: a trained op whose input is the data. */
  WEIGHTS(false, true),
  /** None: a frozen part with nothing trained in front of it. */
  NONE(false, false);

  private final boolean inputs;
  private final boolean weights;

  Gradients(boolean inputs, boolean weights) {
    this.inputs = inputs;
    this.weights = weights;
  }

  /** Whether the gradient goes on to what is in front. */
  public boolean ofInputs() {
    return inputs;
  }

  /** Whether the weights are trained. */
  public boolean ofWeights() {
    return weights;
  }
}

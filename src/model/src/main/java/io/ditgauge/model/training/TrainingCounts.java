package io.ditgauge.model.training;

import io.ditgauge.model.Checks;
import io.ditgauge.model.arch.Count;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.ForwardPass;

/**
 * The work of one forward and backward pass over some samples, and of the optimizer's step.
 *
 * @param samples samples of the pass
 * @param frozen forward work of networks that run forward only
 * @param forward forward work of the trained network, adapters included
 * @param behind work of the backward pass
 * @param weights parameters held and trained, and what updates them
 */
public record TrainingCounts(
    long samples, Counts frozen, Counts forward, Behind behind, Weights weights) {
  /**
   * Work of the backward pass.
   *
   * @param inputGradients goes on to what is in front
   * @param weightGradients updates weights
   * @param recomputed forward work done again: checkpointing, and scores inside attention's
   *     backward kernel; counts of model FLOPs leave it out
   */
  public record Behind(Counts inputGradients, Counts weightGradients, Counts recomputed) {}

  /**
   * Parameters.
   *
   * @param held of the trained network, adapters included; those of frozen networks beside it are
   *     not
   * @param trained of them
   * @param optimizer what updates the trained ones
   */
  public record Weights(long held, long trained, Optimizer optimizer) {}

  /**
   * Counts a pass.
   *
   * @throws IllegalArgumentException where the plan names a part, op or linear map that the network
   *     does not have
   */
  public static TrainingCounts of(TrainingPass pass, TrainingPlan plan) {
    TrainingTally tally = new TrainingTally(pass.trained(), plan);
    Counts frozen = Counts.ZERO;
    for (ForwardPass encoder : pass.frozen()) {
      frozen = frozen.plus(encoder.counts());
    }
    long held = Checks.sum(pass.trained().parameters(), tally.adapterParameters());
    return new TrainingCounts(
        pass.samples(),
        frozen,
        tally.forward(),
        tally.behind(),
        new Weights(held, tally.trainedParameters(), plan.optimizer()));
  }

  /** Work of the backward pass without what it computes again. */
  public Counts backward() {
    return behind.inputGradients().plus(behind.weightGradients());
  }

  /** All work of the pass, without the optimizer's. */
  public Counts pass() {
    return frozen.plus(forward).plus(backward()).plus(behind.recomputed());
  }

  /**
   * FLOPs of the pass that the model needs, of which an MFU is made: without what is computed
   * again.
   */
  public Count modelFlops() {
    return frozen.plus(forward).plus(backward()).flops();
  }

  /** FLOPs of the pass that the hardware does, recomputation included. */
  public Count hardwareFlops() {
    return pass().flops();
  }

  /** FLOPs that the model needs for one sample. */
  public double modelFlopsPerSample() {
    return modelFlops().value() / samples;
  }

  /** Work of the optimizer's step, whatever the batch. */
  public Counts optimizerStep() {
    return weights.optimizer().step(weights.trained());
  }

  /**
   * Work of one step: as many passes as its samples need (on several devices, or one after the
   * other), and the optimizer's.
   *
   * @param batch samples of a step, a multiple of those of the pass
   */
  public Counts step(long batch) {
    return pass().times(passes("batch", batch)).plus(optimizerStep());
  }

  /**
   * Work of a whole training run.
   *
   * @param total samples of the run, a multiple of those of the pass
   * @param batch samples of a step; the last step may have fewer
   */
  public Counts run(long total, long batch) {
    Checks.dimension("training", "batch", batch);
    long steps = (total + batch - 1) / batch;
    return pass().times(passes("total", total)).plus(optimizerStep().times(steps));
  }

  private long passes(String name, long wanted) {
    Checks.dimension("training", name, wanted);
    Checks.divides("training", "samples of the pass", samples, name, wanted);
    return wanted / samples;
  }
}

package io.ditgauge.model.training;

import io.ditgauge.model.Checks;
import io.ditgauge.model.arch.ForwardPass;
import java.util.List;

/**
 * The forward passes behind one backward pass.
 *
 * @param trained of the network that is trained
 * @param samples samples that it runs over, its batch
 * @param frozen of networks that run forward only, over the same samples: text encoders, an
 *     autoencoder's encoder; none where their outputs were computed before the training
 */
public record TrainingPass(ForwardPass trained, long samples, List<ForwardPass> frozen) {
  /** Validates and copies. */
  public TrainingPass {
    Checks.dimension("training pass", "samples", samples);
    frozen = List.copyOf(frozen);
  }

  /** Of one network alone. */
  public static TrainingPass of(ForwardPass trained, long samples) {
    return new TrainingPass(trained, samples, List.of());
  }

  /** The rule of thumb for the same pass. */
  public ParameterRule rule() {
    return new ParameterRule(trained.activeParameters(), Checks.product(trained.tokens(), samples));
  }
}

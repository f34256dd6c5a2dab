package io.ditgauge.model.count;

import io.ditgauge.model.training.ParameterRule;
import io.ditgauge.model.training.Recomputation;
import io.ditgauge.model.training.TrainingCounts;
import io.ditgauge.model.training.TrainingPass;
import io.ditgauge.model.training.TrainingPlan;

/**
 * One training step of a network, over the batch of its pass: every weight trained with AdamW.
 * Other networks of a model are not in it, as where their outputs are computed beforehand.
 *
 * @param kept everything of the forward pass kept for the backward pass
 * @param checkpointed everything of it computed again
 * @param rule the rule of thumb beside it
 */
public record Training(TrainingCounts kept, TrainingCounts checkpointed, ParameterRule rule) {
  /** The training step of what was counted. */
  public static Training of(FlopCount count) {
    TrainingPass pass = TrainingPass.of(count.forward(), count.settings().get(Setting.BATCH, 1));
    TrainingPlan plan = TrainingPlan.full();
    return new Training(
        TrainingCounts.of(pass, plan),
        TrainingCounts.of(pass, plan.recomputing(Recomputation.EVERYTHING)),
        pass.rule());
  }
}

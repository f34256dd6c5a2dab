package io.ditgauge.model.training;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How a network is trained.
 *
 * <p>Names of exceptions are those of parts, or {@code part/op} for one op of a part. Without an
 * exception every linear map has both gradients, the first one too, as the usual factor of 3 has
 * it; {@link #withoutInputGradient} names those that take data and need no gradient of it.
 *
 * @param usual what happens to every part without an exception
 * @param exceptions treatment by name
 * @param scores how attention's kernel goes back
 * @param optimizer what updates the weights
 * @param adapters low-rank adapters, where there are any
 */
public record TrainingPlan(
    Treatment usual,
    Map<String, Treatment> exceptions,
    ScoreGradients scores,
    Optimizer optimizer,
    Optional<Adapters> adapters) {
  /** Copies. */
  public TrainingPlan {
    exceptions = Collections.unmodifiableMap(new TreeMap<>(exceptions));
  }

  /** Every weight trained with AdamW, everything kept for the backward pass. */
  public static TrainingPlan full() {
    return new TrainingPlan(
        new Treatment(Gradients.ALL, Recomputation.NOTHING),
        Map.of(),
        ScoreGradients.FROM_KEPT_SCORES,
        Optimizer.ADAMW,
        Optional.empty());
  }

  /**
   * Adapters of that rank trained beside the named linear maps, everything else frozen. The
   * gradient is carried to the input of the network, which parts in front of the first adapter do
   * not need: name those in {@link #detach}.
   */
  public static TrainingPlan lowRank(long rank, String... linears) {
    TrainingPlan full = full();
    return new TrainingPlan(
        full.usual().with(Gradients.INPUTS),
        Map.of(),
        full.scores(),
        full.optimizer(),
        Optional.of(new Adapters(rank, Set.of(linears))));
  }

  /** With that computed again in every part, those with an exception included. */
  public TrainingPlan recomputing(Recomputation recomputation) {
    Map<String, Treatment> changed = new TreeMap<>();
    exceptions.forEach((name, treatment) -> changed.put(name, treatment.with(recomputation)));
    return new TrainingPlan(usual.with(recomputation), changed, scores, optimizer, adapters);
  }

  /** With that kernel of attention. */
  public TrainingPlan scores(ScoreGradients kernel) {
    return new TrainingPlan(usual, exceptions, kernel, optimizer, adapters);
  }

  /** With that optimizer. */
  public TrainingPlan optimizer(Optimizer other) {
    return new TrainingPlan(usual, exceptions, scores, other, adapters);
  }

  /** With the named parts trained, beside adapters or after a change of mind. */
  public TrainingPlan train(String... names) {
    return except(usual -> usual.with(Gradients.ALL), names);
  }

  /** With the named parts frozen, behind something that is trained. */
  public TrainingPlan freeze(String... names) {
    return except(usual -> usual.with(Gradients.INPUTS), names);
  }

  /** With the named parts frozen, in front of everything that is trained: no backward pass. */
  public TrainingPlan detach(String... names) {
    return except(usual -> usual.with(Gradients.NONE), names);
  }

  /** With the named ops trained, whose input is data: no gradient of it. */
  public TrainingPlan withoutInputGradient(String... names) {
    return except(usual -> usual.with(Gradients.WEIGHTS), names);
  }

  /** With the named parts kept for the backward pass, where others are computed again. */
  public TrainingPlan keeping(String... names) {
    return except(usual -> usual.with(Recomputation.NOTHING), names);
  }

  private TrainingPlan except(UnaryOperator<Treatment> change, String... names) {
    Map<String, Treatment> changed = new TreeMap<>(exceptions);
    for (String name : names) {
      changed.put(name, change.apply(changed.getOrDefault(name, usual)));
    }
    return new TrainingPlan(usual, changed, scores, optimizer, adapters);
  }

  /** What happens to an op of a part. */
  Treatment of(String part, String op) {
    Treatment ofPart = exceptions.getOrDefault(part, usual);
    return exceptions.getOrDefault(part + "/" + op, ofPart);
  }
}

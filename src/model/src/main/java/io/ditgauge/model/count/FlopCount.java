package io.ditgauge.model.count;

import io.ditgauge.model.arch.Count;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.ForwardPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network's cost.
 *
 * @param subject what was counted
 * @param settings what it was counted with, asked for or taken by default
 * @param forward one pass of the network, of the whole batch
 * @param stages the networks that make one output; none for a text network
 * @param output what one output takes, for denoisers
 * @param remarks what to know about it
 */
public record FlopCount(
    Subject subject,
    Settings settings,
    ForwardPass forward,
    List<StageCount> stages,
    Optional<Output> output,
    Remarks remarks) {

  /**
   * Sentences about a count.
   *
   * @param assumed settings and keys that were taken from elsewhere
   * @param leftOut what the count leaves out
   * @param warnings what is probably not meant
   */
  public record Remarks(List<String> assumed, List<String> leftOut, List<String> warnings) {
    /** Copies. */
    public Remarks {
      assumed = List.copyOf(assumed);
      leftOut = List.copyOf(leftOut);
      warnings = List.copyOf(warnings);
    }
  }

  /** Copies. */
  public FlopCount {
    stages = List.copyOf(stages);
  }

  /** Totals of one pass. */
  public Counts counts() {
    return forward.counts();
  }

  /** Parameters of the network, whether this pass meets them or not. */
  public Row.Weights weights() {
    long all = subject.network().parameters();
    long idleExperts = forward.parameters() - forward.activeParameters();
    return new Row.Weights(all, all - idleExperts);
  }

  /** Parameters that this pass does not run, as those that only later frames of a clip meet. */
  public long idleParameters() {
    return Math.max(0, subject.network().parameters() - forward.parameters());
  }

  /** Whether every total fits 2^63 and is exact. */
  public boolean isExact() {
    List<Counts> totals = new ArrayList<>(List.of(counts()));
    stages.forEach(stage -> totals.add(stage.counts()));
    output.ifPresent(it -> totals.addAll(List.of(it.step(), it.whole())));
    return totals.stream()
        .flatMap(it -> Stream.of(it.flops(), it.elementwise()))
        .allMatch(Count::isExact);
  }
}

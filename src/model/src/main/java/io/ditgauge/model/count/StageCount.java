package io.ditgauge.model.count;

import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.ForwardPass;

/**
 * A network's share of one output.
 *
 * @param kind what it does: {@code text encoder}, {@code denoiser}, {@code encoder} or {@code
 *     decoder}
 * @param network for instance {@code T5-XXL}
 * @param runs how often it runs for one output
 * @param counts totals of all its runs
 * @param weights parameters of what runs
 */
public record StageCount(
    String kind, String network, long runs, Counts counts, Row.Weights weights) {
  static StageCount of(String kind, String network, long runs, ForwardPass pass) {
    return new StageCount(
        kind,
        network,
        runs,
        pass.counts().times(runs),
        new Row.Weights(pass.parameters(), pass.activeParameters()));
  }
}

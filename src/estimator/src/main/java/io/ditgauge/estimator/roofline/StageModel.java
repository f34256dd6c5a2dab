package io.ditgauge.estimator.roofline;

import java.util.List;
import java.util.Optional;

/**
 * Time of whole text encoders and decoders at the rates that were measured of them: counted work
 * over published seconds, whatever their kernels are bound by.
 *
 * @param rates by network
 */
public record StageModel(List<Rate> rates) {
  /** Nothing is known of any stage. */
  public static final StageModel NONE = new StageModel(List.of());

  /** Parameters of one architecture differ by so much: by channels of the latent, say. */
  private static final double SAME = 0.01;

  /** Copies. */
  public StageModel {
    rates = List.copyOf(rates);
  }

  /**
   * A rate of a network.
   *
   * @param name of its stage
   * @param parameters of one pass, which tell networks of one class apart
   * @param flopsPerSecond counted FLOPs over measured seconds
   * @param spread standard deviation of the logarithm
   * @param transferred whether it was measured on another card
   */
  public record Rate(
      String name, long parameters, double flopsPerSecond, double spread, boolean transferred) {
    /** Validates the numbers. */
    public Rate {
      boolean finite = Double.isFinite(flopsPerSecond) && Double.isFinite(spread);
      if (!(finite && parameters > 0 && flopsPerSecond > 0 && spread >= 0)) {
        throw new IllegalArgumentException(
            "a stage's rate must be positive and finite: "
                + name
                + ", parameters="
                + parameters
                + ", flopsPerSecond="
                + flopsPerSecond
                + ", spread="
                + spread);
      }
    }

    /** Whether a network is the one that was measured, or as good as that. */
    public boolean is(String other, long otherParameters) {
      return name.equals(other) && Math.abs(otherParameters - parameters) <= SAME * parameters;
    }
  }

  /** Time of so many FLOPs of a network, where it or one as good as the same was measured. */
  public Optional<Timing> timing(String name, long parameters, double flops) {
    return rates.stream()
        .filter(it -> it.is(name, parameters))
        .findFirst()
        .map(it -> new Timing(flops / it.flopsPerSecond(), it.spread(), false, it.transferred()));
  }
}

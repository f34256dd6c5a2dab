package io.ditgauge.estimator.roofline;

/**
 * Time of a fused attention kernel: t0 + W (a + c N) (1 + e o), where each tile of queries of one
 * head walks over the N keys, W is the number of waves that the tiles need on the card's
 * multiprocessors, and o how much of the card they occupy (the more, the lower the clock and the
 * share of the cache).
 *
 * @param overheadSeconds t0
 * @param tileSeconds a: fixed time of a tile
 * @param keySeconds c: time of a tile for each key
 * @param occupancySlowdown e
 * @param tiling how the scores are cut
 */
public record AttentionTiles(
    double overheadSeconds,
    double tileSeconds,
    double keySeconds,
    double occupancySlowdown,
    Tiling tiling) {
  /**
   * How a kernel cuts the scores.
   *
   * @param queries queries of a tile
   * @param keys keys are padded to a multiple of these
   * @param units multiprocessors
   */
  public record Tiling(int queries, int keys, int units) {
    /** Validates the numbers. */
    public Tiling {
      if (queries <= 0 || keys <= 0 || units <= 0) {
        throw new IllegalArgumentException(
            "a tiling needs positive numbers: queries="
                + queries
                + ", keys="
                + keys
                + ", units="
                + units);
      }
    }
  }

  /** Validates the numbers. */
  public AttentionTiles {
    if (!(overheadSeconds >= 0 && tileSeconds >= 0 && keySeconds > 0 && occupancySlowdown >= 0)) {
      throw new IllegalArgumentException(
          "a kernel needs times of at least 0: overheadSeconds="
              + overheadSeconds
              + ", tileSeconds="
              + tileSeconds
              + ", keySeconds="
              + keySeconds
              + ", occupancySlowdown="
              + occupancySlowdown);
    }
  }

  /**
   * Seconds of one call.
   *
   * @param heads batch x heads
   * @param queries queries of a head
   * @param keys keys of a head
   */
  public double seconds(double heads, double queries, double keys) {
    double tiles = heads * Math.ceil(queries / tiling.queries());
    double waves = Math.ceil(tiles / tiling.units());
    double occupancy = Math.min(1, tiles / tiling.units());
    double padded = Math.ceil(keys / tiling.keys()) * tiling.keys();
    return overheadSeconds
        + waves * (tileSeconds + keySeconds * padded) * (1 + occupancySlowdown * occupancy);
  }

  /** This kernel with its time on the multiprocessors multiplied. */
  public AttentionTiles slower(double factor) {
    return new AttentionTiles(
        overheadSeconds, tileSeconds * factor, keySeconds * factor, occupancySlowdown, tiling);
  }
}

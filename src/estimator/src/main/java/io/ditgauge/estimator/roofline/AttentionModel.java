package io.ditgauge.estimator.roofline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times of the attention kernels of a card by head width; between two measured head widths the time
 * for each FLOP is interpolated, outside them the nearest is taken and flagged.
 */
public final class AttentionModel {
  /**
   * A fitted kernel.
   *
   * @param kernel its name, for instance {@code fa3}
   * @param headWidth K
   * @param tiles its time
   * @param spread standard deviation of the logarithm of its error
   */
  public record Fit(String kernel, int headWidth, AttentionTiles tiles, double spread) {}

  private final Map<String, TreeMap<Integer, Fit>> fits = new TreeMap<>();

  /** A model of fitted kernels. */
  public AttentionModel(List<Fit> all) {
    for (Fit fit : all) {
      fits.computeIfAbsent(fit.kernel(), it -> new TreeMap<>()).put(fit.headWidth(), fit);
    }
  }

  /** Names of the kernels. */
  public List<String> kernels() {
    return List.copyOf(fits.keySet());
  }

  /**
   * Time of one call.
   *
   * @throws IllegalArgumentException for a kernel without measurements on this card
   */
  public Timing timing(String kernel, double heads, long queries, long keys, long headWidth) {
    TreeMap<Integer, Fit> widths = fits.get(kernel);
    if (widths == null) {
      throw new IllegalArgumentException(
          "no measurement of the attention kernel '"
              + kernel
              + "' on this card; measured are "
              + String.join(", ", fits.keySet()));
    }
    int width = (int) Math.min(headWidth, 1 << 20);
    Map.Entry<Integer, Fit> below = widths.floorEntry(width);
    Map.Entry<Integer, Fit> above = widths.ceilingEntry(width);
    if (below != null && below.equals(above)) {
      return timing(below.getValue(), heads, queries, keys, 1, false);
    }
    if (below == null || above == null) {
      Fit nearest = (below == null ? above : below).getValue();
      return timing(nearest, heads, queries, keys, width / (double) nearest.headWidth(), true);
    }
    Timing low =
        timing(below.getValue(), heads, queries, keys, width / (double) below.getKey(), false);
    Timing high =
        timing(above.getValue(), heads, queries, keys, width / (double) above.getKey(), false);
    double share = (width - below.getKey()) / (double) (above.getKey() - below.getKey());
    return new Timing(
        Math.exp((1 - share) * Math.log(low.seconds()) + share * Math.log(high.seconds())),
        Math.max(low.spread(), high.spread()),
        false);
  }

  private static Timing timing(
      Fit fit, double heads, long queries, long keys, double widthRatio, boolean outside) {
    double seconds = fit.tiles().slower(widthRatio).seconds(heads, (double) queries, (double) keys);
    return new Timing(seconds, outside ? Timing.OUTSIDE * fit.spread() : fit.spread(), outside);
  }
}

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
   * @param tokens lengths of the measured sequences
   * @param transferred whether its rates are those of another card, kernel or head width
   */
  public record Fit(
      String kernel,
      int headWidth,
      AttentionTiles tiles,
      double spread,
      Lengths tokens,
      boolean transferred) {
    /** A kernel measured over all lengths that matter. */
    public Fit(
        String kernel, int headWidth, AttentionTiles tiles, double spread, boolean transferred) {
      this(kernel, headWidth, tiles, spread, Lengths.ALL, transferred);
    }

    private boolean covers(double length) {
      return tokens.least() <= length && length <= tokens.most();
    }
  }

  /**
   * Lengths of sequences.
   *
   * @param least the shortest
   * @param most the longest
   */
  public record Lengths(double least, double most) {
    /** All lengths. */
    public static final Lengths ALL = new Lengths(0, Double.POSITIVE_INFINITY);
  }

  private final Map<String, TreeMap<Integer, Fit>> fits = new TreeMap<>();

  private final String usual;

  /**
   * A model of fitted kernels.
   *
   * @param usual the kernel that is taken where none is named
   */
  public AttentionModel(List<Fit> all, String usual) {
    this.usual = usual;
    for (Fit fit : all) {
      fits.computeIfAbsent(fit.kernel(), it -> new TreeMap<>()).put(fit.headWidth(), fit);
    }
  }

  /** Names of the kernels. */
  public List<String> kernels() {
    return List.copyOf(fits.keySet());
  }

  /** The kernel that is taken where none is named. */
  public String usual() {
    return usual;
  }

  /** Whether the card runs a kernel. */
  public boolean runs(String kernel) {
    return fits.containsKey(kernel);
  }

  /**
   * Time of one call.
   *
   * @throws IllegalArgumentException for a kernel that does not run on this card
   */
  public Timing timing(String kernel, double heads, long queries, long keys, long headWidth) {
    TreeMap<Integer, Fit> widths = fits.get(kernel);
    if (widths == null) {
      throw new IllegalArgumentException(
          "the attention kernel '"
              + kernel
              + "' does not run on this card; use one of "
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
        low.extrapolated() || high.extrapolated(),
        low.transferred() || high.transferred());
  }

  private static Timing timing(
      Fit fit, double heads, long queries, long keys, double widthRatio, boolean otherWidth) {
    boolean outside = otherWidth || !fit.covers((double) queries) || !fit.covers((double) keys);
    double seconds = fit.tiles().slower(widthRatio).seconds(heads, (double) queries, (double) keys);
    double spread = outside ? Timing.OUTSIDE * fit.spread() : fit.spread();
    return new Timing(seconds, spread, outside, fit.transferred());
  }
}

package io.ditgauge.report;

/**
 * The unit of large counts that stand side by side.
 *
 * @param prefix of the SI, for instance {@code G}
 * @param factor what it stands for
 */
record Scale(String prefix, double factor) {
  private static final double LARGEST = 1e4;
  private static final int DECIMALS = 4;

  /** The unit of the DiT paper. */
  static final Scale GIGA = new Scale("G", 1e9);

  /** G, T, P, E or Z, so that the largest count has four digits before the point at most. */
  static Scale of(double largest) {
    Scale scale = GIGA;
    for (String prefix : new String[] {"T", "P", "E", "Z"}) {
      if (largest < LARGEST * scale.factor) {
        return scale;
      }
      scale = new Scale(prefix, scale.factor * 1e3);
    }
    return scale;
  }

  /** The count in this unit; a plain 0 is nothing at all, and not little. */
  String number(double value) {
    return value == 0 ? "0" : Numbers.fixed(value / factor, DECIMALS);
  }

  /** The factor as people write it, for instance {@code 1e9}. */
  String power() {
    return "1e" + Math.round(Math.log10(factor));
  }
}

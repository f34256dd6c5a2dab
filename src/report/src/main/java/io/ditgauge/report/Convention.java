package io.ditgauge.report;

import java.util.Locale;

/** Under which name totals are quoted; tables show both units all the same. */
public enum Convention {
  /** 1 MAC = 2 FLOP. */
  FLOP,
  /** The DiT paper's: multiply-accumulates, which it calls Gflops. */
  PAPER;

  /** The name in options and files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

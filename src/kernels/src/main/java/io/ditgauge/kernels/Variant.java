package io.ditgauge.kernels;

import java.util.Locale;

/** A way to compute an op where a backend has more than one. */
public enum Variant {
  /** The backend's best: what it measures unless told otherwise. */
  DEFAULT,

  /** Attention that writes all scores out and reads them back. */
  NAIVE,

  /**
   * Attention over the keys chunk by chunk with a running maximum and sum, so that only one chunk
   * of scores exists at a time. Source: Rabe and Staats, arXiv 2112.05682.
   */
  CHUNKED,

  /** Attention as one library call. */
  FUSED;

  /** The identifier in files and on command lines. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

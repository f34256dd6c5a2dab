package io.ditgauge.estimator.latency;

import java.util.Locale;

/** What a second is spent on. */
public enum TimeClass {
  /** Matrix products with weights. */
  GEMM,
  /** Fused attention. */
  ATTENTION,
  /** Convolutions. */
  CONVOLUTION,
  /** Kernels that only move data. */
  ELEMENTWISE,
  /** Waiting for other cards. */
  COMMUNICATION,
  /** Waiting for the host to launch. */
  HOST,
  /** A published time of a whole stage. */
  STAGE;

  /** The identifier in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

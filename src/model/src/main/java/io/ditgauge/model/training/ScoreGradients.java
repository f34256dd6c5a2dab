package io.ditgauge.model.training;

/** How a kernel of attention goes back through its scores. */
public enum ScoreGradients {
  /** Scores were kept: four products behind the forward pass's two. */
  FROM_KEPT_SCORES,
  /**
   * Scores are computed again from queries and keys, as FlashAttention does: five products (Dao,
   * arXiv 2307.08691, section 4.1: backward is 2.5 times forward).
   */
  FROM_RECOMPUTED_SCORES
}

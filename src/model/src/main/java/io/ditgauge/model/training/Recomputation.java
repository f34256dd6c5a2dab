package io.ditgauge.model.training;

/**
 * What of the forward pass the backward pass computes again instead of keeping it (activation
 * checkpointing; Chen et al., arXiv 1604.06174).
 */
public enum Recomputation {
  /** Nothing. */
  NOTHING,
  /**
   * Attention's products and softmax, the "selective" way of Korthikanti et al., arXiv 2205.05198:
   * 4 B T^2 D FLOPs a layer, not the 12 that the paper's equation has (NVIDIA/Megatron-LM issue
   * 523).
   */
  ATTENTION,
  /** Everything: one more forward pass. */
  EVERYTHING
}

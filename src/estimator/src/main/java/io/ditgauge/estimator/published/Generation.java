package io.ditgauge.estimator.published;

import java.util.List;
import java.util.Locale;

/**
 * Generations of GPUs by the attention kernels that run on them, the usual one first.
 *
 * <p>FlashAttention-2: Ampere, Ada and Hopper; FlashAttention-3: H100 and H800 (README of
 * Dao-AILab/flash-attention, 014c349). FlashAttention-2 was measured on a B200 too
 * (NVIDIA/cudnn-frontend 87a1bcd). cuDNN's fused attention: Ampere and newer, and below Hopper by
 * the algorithm of FlashAttention-2 (support matrix of the cuDNN frontend, Attention, 9.18.1).
 * SageAttention: compute capabilities 8.0, 8.6, 8.9, 9.0 and 12.0, which a B200 has not
 * (sageattention/core.py of thu-ml/SageAttention, 0116592). Naive: two products and a softmax.
 */
enum Generation {
  AMPERE("fa2 cudnn sage naive"),
  ADA("fa2 cudnn sage naive"),
  HOPPER("fa3 fa2 cudnn sage naive"),
  BLACKWELL("cudnn fa2 naive");

  private final String kernels;

  Generation(String kernels) {
    this.kernels = kernels;
  }

  /** Kernels that run. */
  List<String> kernels() {
    return List.of(kernels.split(" ", -1));
  }

  /** The kernel that is taken where none is named. */
  String usual() {
    return kernels().get(0);
  }

  /** Whether cuDNN runs FlashAttention-2's algorithm on the older matrix units. */
  boolean fusedAsFlashAttention2() {
    return this == AMPERE || this == ADA;
  }

  /** The generation of that name. */
  static Generation of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}

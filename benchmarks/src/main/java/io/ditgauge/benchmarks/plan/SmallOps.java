package io.ditgauge.benchmarks.plan;

import io.ditgauge.model.Op;
import io.ditgauge.model.Ops;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An op of each type that the plain-Java control computes in a moment. */
final class SmallOps {
  private static final Map<String, Op> BY_TYPE = new HashMap<>();

  static {
    for (String text :
        List.of(
            "attention:2x2x32x72",
            "mlp:2x16x72x288",
            "dit-block:2x16x144x2x576",
            "linear:24x56x40x1",
            "layer-norm:24x56x1",
            "rms-norm:24x56x1",
            "group-norm:2x32x40x4",
            "rope:2x3x20x16",
            "modulate:960x20",
            "gated-residual:960x20",
            "gelu-tanh:960x1",
            "silu:960x1",
            "gelu:960x1",
            "sdpa:2x4x4x20x12x16",
            "causal-attention:2x4x2x20x16",
            "sparse-attention:2x3x20x10x16",
            "linear-attention:2x3x20x16",
            "factorised-attention:2x3x4x10x16",
            "patch-embed:2x4x2x8x8x1x2x2x48",
            "patch-embed-conv:2x4x1x8x8x1x2x2x48",
            "patch-embed-gemm:2x4x2x8x8x1x2x2x48",
            "unpatchify:2x4x2x8x8x1x2x2",
            "conv2d:2x8x12x1x1x10x10x1x3x3x1x1x1x1",
            "conv3d:1x8x12x1x4x8x8x3x3x3x1x1x1x1",
            "resample:1x4x2x6x6x1x2x2",
            "gated-mlp:20x48x96x0",
            "dit-forward:2x4x1x8x8x1x2x2x2x48x3x96x5",
            "dit-step:2x4x1x8x8x1x2x2x2x48x3x96x5",
            "timestep-embedding:2x16x48",
            "lookup:20x24x15",
            "sinusoid:960x20",
            "factorised-forward:2x4x3x8x8x1x2x2x2x48x3x96x5",
            "joint-block:2x20x12x48x3x96",
            "single-block:2x20x48x3x96",
            "cross-block:2x20x12x48x3x96")) {
      Op op = Ops.parse(text);
      BY_TYPE.put(op.type(), op);
    }
  }

  private static final Map<String, Op> TRAINED = new HashMap<>();

  static {
    for (String text :
        List.of(
            "gemm:6x10x14",
            "linear:6x10x14x1",
            "attention:2x3x10x4",
            "mlp:2x5x8x12",
            "dit-block:2x5x12x3x10")) {
      Op op = Ops.parse(text);
      TRAINED.put(op.type(), op);
    }
  }

  private SmallOps() {}

  /**
   * A small op of that type whose gradients finite differences compute in a moment.
   *
   * @throws IllegalArgumentException for a type that has none
   */
  static Op trained(String type) {
    Op small = TRAINED.get(type);
    if (small == null) {
      throw new IllegalArgumentException(
          "forward and backward of op '"
              + type
              + "' are not measured; measured are "
              + TRAINED.keySet());
    }
    return small;
  }

  /**
   * A small op of that type.
   *
   * @throws IllegalArgumentException for a type that has none
   */
  static Op of(String type) {
    Op small = BY_TYPE.get(type);
    if (small == null) {
      throw new IllegalArgumentException(
          "op '" + type + "' is not measured by itself; measured are " + BY_TYPE.keySet());
    }
    return small;
  }
}

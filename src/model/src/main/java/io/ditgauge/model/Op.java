package io.ditgauge.model;

import java.util.List;
import java.util.Map;

/**
 * An operation of a diffusion transformer with the dimensions that fix its work.
 *
 * <p>Ops of this interface are values: two ops with the same dimensions are the same op. {@link
 * Ops#of} makes one from its {@link #type} and {@link #dimensions}, which is how files carry them.
 */
public sealed interface Op
    permits Gemm,
        Copy,
        Patchify,
        AdaLn,
        Attention,
        Mlp,
        FinalLayer,
        DitBlock,
        DitForward,
        DitStep,
        Linear,
        Norm,
        GroupNorm,
        Rope,
        Elementwise,
        LearnedTable,
        Lookup,
        TimestepEmbedding,
        PatchEmbed,
        Unpatchify,
        Sdpa,
        CausalAttention,
        SparseAttention,
        LinearAttention,
        FactorisedAttention,
        FactorisedForward,
        Conv,
        Resample,
        GatedMlp,
        ConvMlp,
        Moe,
        JointBlock,
        SingleBlock,
        CrossBlock,
        Probe {

  /** The identifier of the kind of op in files: {@code gemm copy patchify adaln ...}. */
  String type();

  /** The dimensions by name, in the order of the record, in elements. */
  Map<String, Long> dimensions();

  /** The exact work of one call. */
  Work work();

  /** Trainable parameters of the op, biases included; 0 where weights are an input (a GEMM). */
  long parameters();

  /** Parameters that one token meets: fewer than all only where experts are chosen. */
  default long activeParameters() {
    return parameters();
  }

  /** Which total the MACs enter. */
  OpClass opClass();

  /** The ops that this one is made of, in order; none for a leaf. */
  default List<CountedOp> parts() {
    return List.of();
  }

  /** The shape as people write it, for instance {@code 2x256x1152, F=4608}. */
  String shape();
}

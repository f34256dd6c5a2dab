package io.ditgauge.estimator.latency;

import java.util.Arrays;
import java.util.Locale;

/**
 * Who runs the elementwise work of a block, which decides how many kernels there are: an eager
 * block makes 120 to 210 passes over its tokens, a fused one 20 to 50.
 */
public enum Execution {
  /** The kernels that this project measures, on TorchScript: fused where the library can. */
  TORCHSCRIPT,
  /** The same, on DJL's NDArrays: one library call after the other, attention unfused. */
  DJL,
  /** The same, on ND4J, into buffers that are kept. */
  ND4J,
  /** torch.compile. */
  COMPILED,
  /** Hand-fused kernels of a serving engine. */
  ENGINE_FUSED,
  /** Transformer Engine norms and rotary embedding in an eager block. */
  TE_FUSED,
  /** The blocks of huggingface/diffusers, one library call after the other. */
  EAGER_DIFFUSERS,
  /** A model's own repository, with its casts and float32 streams. */
  EAGER_OFFICIAL;

  /** Whether it is that of the kernels of this project, which published rates know nothing of. */
  public boolean isOfThisProject() {
    return this == TORCHSCRIPT || this == DJL || this == ND4J;
  }

  /** The identifier on the command line and in files, for instance {@code eager-diffusers}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The execution of that identifier.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Execution of(String id) {
    return Arrays.stream(values())
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown execution '"
                        + id
                        + "'; use one of "
                        + String.join(", ", Arrays.stream(values()).map(Execution::id).toList())));
  }
}

package io.ditgauge.model.arch;

import java.util.List;

/** A network as its configuration describes it. */
public sealed interface Network permits Denoiser, TextNetwork, Autoencoder {
  /** The class of the library that runs it, for instance {@code FluxTransformer2DModel}. */
  String className();

  /** Parameters, of all experts. */
  long parameters();

  /** What the count leaves out, one sentence each. */
  default List<String> leftOut() {
    return List.of();
  }
}

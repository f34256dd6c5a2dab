package io.ditgauge.benchmarks.plan;

import io.ditgauge.estimator.run.Variation;
import io.ditgauge.kernels.Backend;
import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Ops;
import io.ditgauge.model.SingleBlock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much time a run may take: forks first, then iterations, then shapes. */
public enum Effort {
  /** One fork: a look, without interval; its calibration is provisional. */
  FLASH(1),
  /** Five forks of one shape, the default. */
  QUICK(5),
  /** Five forks, two resolutions and two batches, and the shapes that models are predicted from. */
  NORMAL(5),
  /** Ten forks over the models of the paper. */
  LONG(10);

  /**
   * Iterations of one fork.
   *
   * @param warmups warm-up iterations
   * @param warmupMillis length of each
   * @param iterations measured iterations
   * @param iterationMillis length of each
   */
  public record Times(int warmups, int warmupMillis, int iterations, int iterationMillis) {
    /** Seconds of one fork spent in iterations. */
    public double seconds() {
      return (warmups * warmupMillis + iterations * iterationMillis) / 1000.0;
    }
  }

  /**
   * The shapes that a preset covers.
   *
   * @param models presets of the paper
   * @param images image sides in pixels
   * @param batches batches
   */
  public record Scope(List<String> models, List<String> images, List<String> batches) {
    /** Copies the lists. */
    public Scope {
      models = List.copyOf(models);
      images = List.copyOf(images);
      batches = List.copyOf(batches);
    }
  }

  private static final Set<String> SINGLY_ON_TORCHSCRIPT =
      Set.of(DitForward.TYPE, JointBlock.TYPE, SingleBlock.TYPE, CrossBlock.TYPE);

  private final int forks;

  Effort(int forks) {
    this.forks = forks;
  }

  /** Most forks of a combination. */
  public int forks() {
    return forks;
  }

  /** Forks of a combination. */
  public int forks(Case one) {
    return isShort(one) ? FitGrid.FORKS : forks;
  }

  /** Iterations of each fork. */
  public Times times() {
    return switch (this) {
      case FLASH, QUICK -> new Times(1, 500, 2, 800);
      case NORMAL -> new Times(1, 400, 3, 300);
      case LONG -> new Times(2, 1000, 5, 1000);
    };
  }

  /** Iterations of each fork of a combination: an empty call needs few. */
  public Times times(Case one) {
    if (one.kind() == Kind.EMPTY) {
      return new Times(1, 200, 3, 100);
    }
    return isShort(one) ? FitGrid.times(one) : times();
  }

  /** Shapes of a fit are many, and a call of a whole model takes seconds. */
  private boolean isShort(Case one) {
    boolean longer = this == NORMAL || this == LONG;
    return longer && (FitGrid.contains(one) || Ops.isWholeModel(one.op()));
  }

  /**
   * Combinations beyond the cross product: those that whole models are predicted from, and a block
   * forward and backward; none in short runs.
   */
  List<Case> more() {
    if (this == FLASH || this == QUICK) {
      return List.of();
    }
    return Stream.concat(Stream.of("f32", "bf16").map(Effort::training), FitGrid.all().stream())
        .toList();
  }

  private static Case training(String dtype) {
    return new Case(
        Kind.BLOCK,
        Map.of(
            "backend",
            Backend.TORCHSCRIPT.id(),
            "model",
            "DiT-XL/2",
            "image",
            "256",
            "batch",
            "2",
            "dtype",
            dtype,
            "device",
            "cpu",
            Variation.PASS,
            Variation.TRAINING));
  }

  /** Whether a combination of the cross product is worth its time. */
  boolean includes(Case one) {
    if (this != NORMAL || one.kind().isCeiling() || one.kind() == Kind.EMPTY) {
      return true;
    }
    boolean torchscript = one.backend() == Backend.TORCHSCRIPT;
    boolean nd4j = one.backend() == Backend.ND4J;
    if (one.kind() == Kind.OP) {
      return torchscript || (nd4j && !SINGLY_ON_TORCHSCRIPT.contains(one.label()));
    }
    boolean few = "2".equals(one.params().get("batch"));
    if ("512".equals(one.params().get("image"))) {
      return few && torchscript && one.kind() == Kind.BLOCK;
    }
    return few || torchscript || (nd4j && one.kind() == Kind.MLP);
  }

  /** The shapes covered. */
  public Scope scope() {
    return switch (this) {
      case FLASH, QUICK -> new Scope(List.of("DiT-XL/2"), List.of("256"), List.of("2"));
      case NORMAL -> new Scope(List.of("DiT-XL/2"), List.of("256", "512"), List.of("2", "8"));
      case LONG ->
          new Scope(
              List.of("DiT-S/2", "DiT-B/2", "DiT-L/2", "DiT-XL/2"),
              List.of("256", "512"),
              List.of("2", "8", "32"));
    };
  }

  /** The kinds of benchmark measured, ceilings first. */
  public Set<Kind> kinds() {
    Set<Kind> kinds =
        new LinkedHashSet<>(
            List.of(
                Kind.GEMM,
                Kind.COPY,
                Kind.PATCHIFY,
                Kind.ATTENTION,
                Kind.MLP,
                Kind.BLOCK,
                Kind.OP));
    if (this != FLASH) {
      kinds.add(Kind.EMPTY);
    }
    if (this == NORMAL || this == LONG) {
      kinds.addAll(List.of(Kind.READ, Kind.TRIAD, Kind.FMA));
    }
    return kinds;
  }

  /** Sizes of the buffers that look for the bandwidth, in last-level caches. */
  public List<Integer> caches() {
    return this != LONG
        ? List.of(MachineLimits.COPY_CACHES)
        : List.of(MachineLimits.COPY_CACHES, 2 * MachineLimits.COPY_CACHES);
  }

  /** Shapes of the matrix products that look for the roof. */
  public List<String> gemmShapes() {
    return switch (this) {
      case FLASH, QUICK -> List.of("2048x2048x2048");
      case NORMAL -> List.of("2048x2048x2048", "4096x4096x4096");
      case LONG ->
          List.of(
              "2048x2048x2048",
              "4096x4096x4096",
              "2048x4608x1152",
              "1024x4096x4096",
              "8192x2048x1024");
    };
  }

  /** Ops beyond those of a DiT block; none in short runs, where they are asked for by name. */
  public List<String> ops() {
    List<String> singly =
        List.of(
            "dit-forward:8x4x1x32x32x1x2x2x28x1152x16x4608x1001",
            "dit-forward:2x4x1x64x64x1x2x2x28x1152x16x4608x1001",
            "attention:1x16x1024x72",
            "joint-block:1x1024x256x1152x16x4608",
            "single-block:1x1280x1152x16x4608",
            "cross-block:1x1024x256x1152x16x4608",
            "layer-norm:2048x1152x0",
            "layer-norm:8192x1152x0");
    return switch (this) {
      case FLASH, QUICK -> List.of();
      case NORMAL -> singly;
      case LONG ->
          Stream.concat(
                  singly.stream(),
                  Stream.of(
                      "dit-step:1x4x1x32x32x1x2x2x28x1152x16x4608x1001",
                      "factorised-forward:1x4x8x32x32x1x2x2x28x1152x16x4608x1001",
                      "timestep-embedding:8x256x1152",
                      "lookup:8x1152x1001",
                      "rms-norm:8192x1152x1",
                      "linear:2048x1152x3456x1",
                      "gated-mlp:1024x1152x3072x0",
                      "rope:1x16x1024x72",
                      "modulate:9437184x1024",
                      "gated-residual:9437184x1024",
                      "sdpa:1x16x16x1024x256x72",
                      "factorised-attention:1x16x16x256x72",
                      "patch-embed:1x16x8x64x64x1x2x2x1152",
                      "patch-embed-conv:2x4x1x32x32x1x2x2x1152",
                      "patch-embed-gemm:2x4x1x32x32x1x2x2x1152",
                      "unpatchify:1x16x8x64x64x1x2x2",
                      "conv2d:1x128x128x1x1x128x128x1x3x3x1x1x1x1",
                      "conv3d:1x96x96x1x5x64x64x3x3x3x1x1x1x1"))
              .toList();
    };
  }

  /** The identifier in files and on command lines. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The preset of that identifier.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Effort of(String id) {
    return Arrays.stream(values())
        .filter(effort -> effort.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown effort '"
                        + id
                        + "'; use one of "
                        + Arrays.stream(values())
                            .map(Effort::id)
                            .collect(Collectors.joining(", "))));
  }
}

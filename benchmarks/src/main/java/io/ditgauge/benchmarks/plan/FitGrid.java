package io.ditgauge.benchmarks.plan;

import io.ditgauge.estimator.run.Variation;
import io.ditgauge.kernels.Backend;
import io.ditgauge.model.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shapes that whole models are predicted from: products of the widths of the paper's models
 * over rows from one image's modulation to a large batch, and blocks that no model of the paper
 * has, both with the weights of one layer after the other, as a model has them; attention, norms
 * and elementwise passes over sizes. By the times of the blocks it is seen how those of their parts
 * add up.
 *
 * <p>Many shapes with few forks each: a fit over them averages what a single one scatters.
 */
final class FitGrid {
  /** Forks of a shape: enough for an interval. */
  static final int FORKS = 3;

  private static final Effort.Times SCRIPTED = new Effort.Times(1, 300, 3, 200);

  /**
   * Where Java calls the library once an op, calls quicken for a second: their Java is compiled,
   * and the heap grows to the size that its tensors need.
   */
  private static final Effort.Times OP_BY_OP = new Effort.Times(1, 1000, 3, 300);

  private static final String WARM = Variation.usual(Variation.CACHE);

  private static final List<String> ATTENTION =
      List.of("attention:2x6x256x64", "attention:2x12x1024x64", "attention:2x16x64x72");

  /**
   * Blocks of the widths of the paper's models over tokens and batches that none of them has. As
   * theirs, their rows are multiples of 32: what remains of a tile costs as much as a tile.
   */
  private static final List<String> BLOCKS =
      List.of(
          "dit-block:1x128x384x6x1536",
          "dit-block:4x128x384x6x1536",
          "dit-block:1x768x384x6x1536",
          "dit-block:4x256x384x6x1536",
          "dit-block:9x1024x384x6x1536",
          "dit-block:1x96x768x12x3072",
          "dit-block:4x128x768x12x3072",
          "dit-block:1x768x768x12x3072",
          "dit-block:6x1024x768x12x3072",
          "dit-block:4x64x1024x16x4096",
          "dit-block:1x768x1024x16x4096",
          "dit-block:4x512x1024x16x4096",
          "dit-block:1x32x1152x16x4608",
          "dit-block:3x64x1152x16x4608",
          "dit-block:3x256x1152x16x4608",
          "dit-block:1x768x1152x16x4608",
          "dit-block:4x512x1152x16x4608");

  private static final List<String> FEW_BLOCKS =
      List.of(
          "dit-block:4x128x384x6x1536",
          "dit-block:2x768x384x6x1536",
          "dit-block:4x64x768x12x3072",
          "dit-block:3x256x768x12x3072",
          "dit-block:1x512x1024x16x4096",
          "dit-block:1x128x1152x16x4608",
          "dit-block:1x768x1152x16x4608");

  private static final List<String> ON_TORCHSCRIPT =
      List.of(
          "attention:2x16x64x64",
          "attention:4x16x256x72",
          "layer-norm:256x384x0",
          "layer-norm:512x1152x0",
          "layer-norm:2048x1152x0",
          "modulate:98304x256",
          "modulate:2359296x256",
          "gated-residual:589824x256",
          "gated-residual:9437184x1024");

  private static final List<Case> CASES = cases();

  private static final Set<Case> ALL = Set.copyOf(CASES);

  private FitGrid() {}

  private static List<Case> cases() {
    List<Case> result = new ArrayList<>();
    for (String dtype : List.of("f32", "bf16")) {
      add(products(), Backend.TORCHSCRIPT, dtype, Variation.LAYERS, result);
      add(ATTENTION, Backend.TORCHSCRIPT, dtype, WARM, result);
      add(BLOCKS, Backend.TORCHSCRIPT, dtype, Variation.LAYERS, result);
      add(ON_TORCHSCRIPT, Backend.TORCHSCRIPT, dtype, WARM, result);
    }
    for (Backend backend : List.of(Backend.ND4J, Backend.DJL)) {
      add(fewProducts(), backend, DType.F32.id(), WARM, result);
      add(ATTENTION, backend, DType.F32.id(), WARM, result);
      add(FEW_BLOCKS, backend, DType.F32.id(), WARM, result);
    }
    return List.copyOf(result);
  }

  private static List<String> products() {
    List<String> result = new ArrayList<>();
    for (long rows : new long[] {64, 512, 8192}) {
      addProducts(rows, 384, result);
    }
    for (long rows : new long[] {64, 512, 2048}) {
      addProducts(rows, 1152, result);
    }
    for (long rows : new long[] {128, 2048}) {
      addProducts(rows, 768, result);
    }
    result.add("linear:512x384x384x1");
    result.add("linear:512x1152x1152x1");
    result.add("linear:1x1152x6912x1");
    result.add("linear:8x1152x6912x1");
    result.add("linear:8x384x2304x1");
    return result;
  }

  private static List<String> fewProducts() {
    return List.of(
        "linear:64x384x1152x1",
        "mlp:1x2048x384x1536",
        "mlp:1x64x1152x4608",
        "linear:2048x1152x3456x1",
        "linear:2x1152x6912x1");
  }

  /** A feed-forward part stands for its two products, which always come together. */
  private static void addProducts(long rows, long width, List<String> result) {
    result.add("linear:" + rows + "x" + width + "x" + 3 * width + "x1");
    result.add("mlp:1x" + rows + "x" + width + "x" + 4 * width);
  }

  private static void add(
      List<String> ops, Backend backend, String dtype, String cache, List<Case> result) {
    for (String op : ops) {
      Map<String, String> params = new LinkedHashMap<>();
      params.put("backend", backend.id());
      params.put("op", op);
      params.put("dtype", dtype);
      params.put("device", "cpu");
      params.put(Variation.CACHE, cache);
      result.add(new Case(Kind.OP, params));
    }
  }

  /** Iterations of a fork. */
  static Effort.Times times(Case one) {
    return one.backend() == Backend.TORCHSCRIPT ? SCRIPTED : OP_BY_OP;
  }

  /** The combinations. */
  static List<Case> all() {
    return CASES;
  }

  /** Whether a combination is one of them. */
  static boolean contains(Case one) {
    return ALL.contains(one);
  }
}

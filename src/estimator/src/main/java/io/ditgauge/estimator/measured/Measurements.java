package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.roofline.GemmPoint;
import io.ditgauge.estimator.roofline.KernelKind;
import io.ditgauge.estimator.roofline.MemoryCurve;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Conv;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Norm;
import io.ditgauge.model.Op;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The rates of a selection by what they say of which class. */
final class Measurements {
  /** Kernel of an attention that no variant names. */
  static final String PLAIN = "measured";

  /** Functions that take as long as their traffic. */
  private static final Set<Function> MOVING =
      EnumSet.of(
          Function.SCALE,
          Function.ADD,
          Function.MULTIPLY,
          Function.BROADCAST_ADD,
          Function.BROADCAST_MULTIPLY,
          Function.MODULATE,
          Function.GATED_RESIDUAL);

  /** State of the caches when weights are read. */
  enum Weights {
    /** Read again and again. */
    WARM,
    /** Those of one layer after the other, as in a model. */
    LAYERS;

    String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Something that a rate measured.
   *
   * @param key key of the rate
   * @param what what a class needs to know of it
   */
  record Measured<T>(String key, T what) {}

  /**
   * One attention.
   *
   * @param heads batch x heads
   * @param tokens queries and keys
   * @param seconds time
   */
  record Call(double heads, double tokens, double seconds) {}

  /**
   * An op and its time.
   *
   * @param op the op
   * @param seconds time
   */
  record Timed(Op op, double seconds) {}

  private final List<Rate> rates;
  private final DType dtype;

  Measurements(Selection selection) {
    rates = selection.rates();
    dtype = DType.of(selection.dtype());
  }

  private <T> List<Measured<T>> collect(
      Predicate<Rate> chosen, java.util.function.BiFunction<Op, Double, List<T>> read) {
    List<Measured<T>> result = new ArrayList<>();
    for (Rate rate : rates) {
      if (chosen.test(rate)) {
        for (T what : read.apply(rate.op().toOp(), rate.typicalSeconds())) {
          result.add(new Measured<>(rate.key(), what));
        }
      }
    }
    return List.copyOf(result);
  }

  private static String weights(Rate rate) {
    return rate.params().getOrDefault("cache", Weights.WARM.id());
  }

  private static boolean isWarm(Rate rate) {
    return weights(rate).equals(Weights.WARM.id());
  }

  /**
   * Products with weights: a feed-forward part is two, its activation shared between them, because
   * they always come together.
   */
  List<Measured<GemmPoint>> products(Weights state) {
    return collect(rate -> weights(rate).equals(state.id()), Measurements::products);
  }

  private static List<GemmPoint> products(Op op, double seconds) {
    if (op instanceof Gemm it) {
      return List.of(new GemmPoint(it.m(), it.n(), it.k(), seconds));
    }
    if (op instanceof Linear it) {
      return List.of(new GemmPoint(it.rows(), it.out(), it.in(), seconds));
    }
    if (op instanceof Mlp it) {
      long rows = it.batch() * it.tokens();
      return List.of(
          new GemmPoint(rows, it.hidden(), it.width(), seconds / 2),
          new GemmPoint(rows, it.width(), it.hidden(), seconds / 2));
    }
    return List.of();
  }

  /** Attention by kernel and head width. */
  Map<String, Map<Integer, List<Measured<Call>>>> attention() {
    Map<String, Map<Integer, List<Measured<Call>>>> result = new TreeMap<>();
    for (Rate rate : rates) {
      if (isWarm(rate) && rate.op().toOp() instanceof Attention op) {
        String variant = rate.params().getOrDefault("variant", "default");
        double heads = (double) op.batch() * op.heads();
        result
            .computeIfAbsent(variant.equals("default") ? PLAIN : variant, it -> new TreeMap<>())
            .computeIfAbsent((int) op.headWidth(), it -> new ArrayList<>())
            .add(new Measured<>(rate.key(), new Call(heads, op.tokens(), rate.typicalSeconds())));
      }
    }
    return result;
  }

  /** Kernels that move data: norms, and elementwise functions with the bytes that they move. */
  List<Measured<MemoryCurve.Point>> moves(KernelKind kind) {
    return collect(
        Measurements::isWarm,
        (op, seconds) -> {
          boolean chosen =
              kind == KernelKind.NORM
                  ? op instanceof Norm norm && norm.kind() == Norm.Kind.LAYER
                  : op instanceof Elementwise it && MOVING.contains(it.function());
          return chosen
              ? List.of(new MemoryCurve.Point(op.work().bytes(dtype), seconds))
              : List.of();
        });
  }

  /** Convolutions in so many dimensions: FLOPs and seconds. */
  List<Measured<Timed>> convolutions(String type) {
    return collect(
        Measurements::isWarm,
        (op, seconds) ->
            op instanceof Conv && op.type().equals(type)
                ? List.of(new Timed(op, seconds))
                : List.of());
  }

  /**
   * Blocks, by whose times it is seen how times add up: as in a model where any were measured so;
   * whole models are kept to be predicted.
   */
  List<Measured<Timed>> composites() {
    List<Measured<Timed>> layers = composites(Weights.LAYERS);
    return layers.isEmpty() ? composites(Weights.WARM) : layers;
  }

  private List<Measured<Timed>> composites(Weights state) {
    return collect(
        rate -> weights(rate).equals(state.id()),
        (op, seconds) ->
            op instanceof DitBlock ? List.of(new Timed(op, seconds)) : List.<Timed>of());
  }
}

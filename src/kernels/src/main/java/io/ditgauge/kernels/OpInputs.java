package io.ditgauge.kernels;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Patchify;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Inputs and weights of an op: activations N(0, 1), weights and biases N(0, 1/fan-in), seeded.
 *
 * <p>Linear weights are stored [out, in], as PyTorch does. Trained weights are not needed: the time
 * of a dense kernel does not depend on their values, but zeros or constants would let the processor
 * run cooler and faster than real data.
 */
public final class OpInputs {
  private static final Map<Class<? extends Op>, BiConsumer<Op, OpInputs>> RECIPES = new HashMap<>();

  static {
    recipe(Gemm.class, OpInputs::gemm);
    recipe(Copy.class, (op, in) -> in.activation("x", op.elements()));
    recipe(Patchify.class, OpInputs::patchify);
    recipe(AdaLn.class, OpInputs::adaLn);
    recipe(Attention.class, OpInputs::attention);
    recipe(Mlp.class, OpInputs::mlp);
    recipe(FinalLayer.class, OpInputs::finalLayer);
    recipe(DitBlock.class, OpInputs::block);
  }

  private final List<Tensor> tensors = new ArrayList<>();
  private final long seed;

  private OpInputs(long seed) {
    this.seed = seed;
  }

  private static <O extends Op> void recipe(Class<O> type, BiConsumer<O, OpInputs> recipe) {
    RECIPES.put(type, (op, inputs) -> recipe.accept(type.cast(op), inputs));
  }

  /** The inputs of that op from that seed. */
  public static OpInputs of(Op op, long seed) {
    OpInputs inputs = new OpInputs(seed);
    RECIPES.get(op.getClass()).accept(op, inputs);
    return inputs;
  }

  /** All tensors in the order of the formula. */
  public List<Tensor> tensors() {
    return List.copyOf(tensors);
  }

  /**
   * The tensor of that name.
   *
   * @throws IllegalArgumentException if the op has none of that name
   */
  public Tensor get(String name) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no tensor '" + name + "' among " + tensors));
  }

  private void activation(String name, long... shape) {
    add(name, 1.0, shape);
  }

  /** A weight [out, in] and, under {@code biasName}, its bias [out]. */
  private void linear(String weightName, String biasName, long out, long in) {
    double deviation = 1 / Math.sqrt((double) in);
    add(weightName, deviation, out, in);
    add(biasName, deviation, out);
  }

  private void add(String name, double deviation, long... shape) {
    tensors.add(Tensor.of(name, deviation, seed * 1_000_003L + tensors.size(), shape));
  }

  private static void gemm(Gemm op, OpInputs in) {
    in.activation("x", op.m(), op.k());
    in.add("w", 1 / Math.sqrt((double) op.k()), op.n(), op.k());
  }

  private static void patchify(Patchify op, OpInputs in) {
    in.activation("x", op.batch(), op.channels(), op.side(), op.side());
    in.linear("w", "b", op.width(), op.patchElements());
  }

  private static void adaLn(AdaLn op, OpInputs in) {
    in.activation("c", op.batch(), op.width());
    in.linear("wm", "bm", op.chunks() * op.width(), op.width());
  }

  private static void attention(Attention op, OpInputs in) {
    for (String name : List.of("q", "k", "v")) {
      in.activation(name, op.batch(), op.heads(), op.tokens(), op.headWidth());
    }
  }

  private static void mlp(Mlp op, OpInputs in) {
    in.activation("x", op.batch(), op.tokens(), op.width());
    in.linear("w1", "b1", op.hidden(), op.width());
    in.linear("w2", "b2", op.width(), op.hidden());
  }

  private static void finalLayer(FinalLayer op, OpInputs in) {
    in.activation("x", op.batch(), op.tokens(), op.width());
    adaLn(op.adaLn(), in);
    in.linear("wl", "bl", op.patchElements(), op.width());
  }

  private static void block(DitBlock op, OpInputs in) {
    in.activation("x", op.batch(), op.tokens(), op.width());
    adaLn(op.adaLn(), in);
    in.linear("wq", "bq", 3 * op.width(), op.width());
    in.linear("wo", "bo", op.width(), op.width());
    in.linear("w1", "b1", op.hidden(), op.width());
    in.linear("w2", "b2", op.width(), op.hidden());
  }
}

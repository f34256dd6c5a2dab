package io.ditgauge.kernels;

import io.ditgauge.model.Op;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Inputs and weights of an op: activations N(0, 1), weights and biases N(0, 1/fan-in), seeded.
 *
 * <p>Linear weights are stored [out, in], as PyTorch does. Trained weights are not needed: the time
 * of a dense kernel does not depend on their values, but zeros or constants would let the processor
 * run cooler and faster than real data. {@code InputRecipes} has the tensors of each op.
 */
public final class OpInputs {
  private final List<Tensor> tensors = new ArrayList<>();
  private final Set<String> parameters = new LinkedHashSet<>();
  private final long seed;
  private final long outputs;

  private OpInputs(long seed, long outputs) {
    this.seed = seed;
    this.outputs = outputs;
  }

  /** The inputs of that op from that seed. */
  public static OpInputs of(Op op, long seed) {
    OpInputs inputs = new OpInputs(seed, op.work().elementsWritten());
    InputRecipes.of(op).accept(op, inputs);
    return inputs;
  }

  /** All tensors in the order of the formula. */
  public List<Tensor> tensors() {
    return List.copyOf(tensors);
  }

  /** The tensors that are trainable parameters of the op. */
  public List<Tensor> parameters() {
    return tensors.stream().filter(tensor -> parameters.contains(tensor.name())).toList();
  }

  /** Whether the tensor of that name is a trainable parameter of the op. */
  public boolean isParameter(String name) {
    return parameters.contains(name);
  }

  /** The gradient N(0, 1) of the output that a backward pass starts from, flat. */
  public Tensor outputGradient() {
    return Tensor.of("dy", 1, seed * 1_000_003L + tensors.size(), outputs);
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

  /** Adds an activation N(0, 1). */
  OpInputs activation(String name, long... shape) {
    return add(name, 1, shape);
  }

  /** Adds an input N(0, 1/fan-in) that is no parameter of the op. */
  OpInputs scaled(String name, long fanIn, long... shape) {
    return add(name, 1 / Math.sqrt((double) fanIn), shape);
  }

  /** Adds a parameter N(0, 1/fan-in); gains and tables have a fan-in of 1. */
  OpInputs weight(String name, long fanIn, long... shape) {
    parameters.add(name);
    return scaled(name, fanIn, shape);
  }

  /** Adds a weight [out, in] and, under {@code biasName}, its bias [out]. */
  OpInputs linear(String weightName, String biasName, long out, long in) {
    return weight(weightName, in, out, in).weight(biasName, in, out);
  }

  private OpInputs add(String name, double deviation, long... shape) {
    tensors.add(Tensor.of(name, deviation, seed * 1_000_003L + tensors.size(), shape));
    return this;
  }
}

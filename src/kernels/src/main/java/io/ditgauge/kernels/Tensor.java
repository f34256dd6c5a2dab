package io.ditgauge.kernels;

import io.ditgauge.model.DType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A named, seeded tensor of normal data, made when asked for.
 *
 * @param name the name in the op's formula, for instance {@code w1}
 * @param shape its dimensions, row-major
 * @param deviation standard deviation of the data; the mean is 0
 * @param seed seed of the data
 */
public record Tensor(String name, List<Long> shape, double deviation, long seed) {
  /** The most elements that a Java array holds on every JVM. */
  public static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  private static final long MAX_PATTERN = 1 << 20;

  /** Copies the shape. */
  public Tensor {
    shape = List.copyOf(shape);
  }

  /** A tensor of those dimensions. */
  public static Tensor of(String name, double deviation, long seed, long... shape) {
    return new Tensor(name, Arrays.stream(shape).boxed().toList(), deviation, seed);
  }

  /** The dimensions as an array. */
  public long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /** Elements. */
  public long elements() {
    return Arrays.stream(dimensions()).reduce(1, Math::multiplyExact);
  }

  /**
   * The start of this vector, at most 2^20 elements: what a copy over gigabytes repeats, so that no
   * such array is made in Java.
   */
  public Tensor pattern() {
    return of(name, deviation, seed, Math.min(elements(), MAX_PATTERN));
  }

  /**
   * The data, rounded to the element type: 2^20 draws, repeated in a larger tensor, since a whole
   * model has hundreds of millions of weights and drawing takes longer than measuring.
   *
   * @throws KernelException for more than 2^31 - 9 elements
   */
  public float[] values(DType dtype) {
    if (elements() > MAX_ELEMENTS) {
      throw new KernelException(
          "tensor " + name + " of " + elements() + " elements is too large for a Java array");
    }
    SplittableRandom random = new SplittableRandom(seed);
    float[] result = new float[(int) elements()];
    int drawn = (int) Math.min(result.length, MAX_PATTERN);
    for (int i = 0; i < drawn; i++) {
      float value = (float) (deviation * random.nextGaussian());
      result[i] = dtype == DType.F8 ? scaled(value, dtype) : Rounding.round(value, dtype);
    }
    for (long from = drawn; from < result.length; from += drawn) {
      int count = (int) Math.min(drawn, result.length - from);
      System.arraycopy(result, 0, result, (int) from, count);
    }
    return result;
  }

  /** Eight bits hold the data over their deviation: the scale travels beside them. */
  private float scaled(float value, DType dtype) {
    return (float) deviation * Rounding.round((float) (value / deviation), dtype);
  }

  @Override
  public String toString() {
    return name + shape;
  }
}

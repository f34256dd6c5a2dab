package io.ditgauge.benchmarks;

import io.ditgauge.model.DType;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Chains of fused multiply-adds in vector registers: x = a x + b, each chain waiting for itself.
 *
 * <p>{@link #CHAINS} chains hide the latency of 4 cycles on two units (Fog, Instruction tables)
 * and, with a and b, fit the 16 registers of AVX2. The sum of all is returned, so nothing can be
 * dropped.
 */
final class VectorFma {
  /** Independent chains. */
  static final int CHAINS = 12;

  private static final double FACTOR = 0.5;
  private static final double TERM = 1;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  private VectorFma() {}

  /** Multiply-accumulates of one step: chains x lanes. */
  static int macsOfAStep(DType dtype) {
    return CHAINS * (dtype == DType.F64 ? DOUBLES.length() : FLOATS.length());
  }

  /** The sum over lanes and chains after that many steps in float. */
  static double floats(int steps) {
    FloatVector a = FloatVector.broadcast(FLOATS, (float) FACTOR);
    FloatVector b = FloatVector.broadcast(FLOATS, (float) TERM);
    FloatVector x0 = FloatVector.broadcast(FLOATS, 0);
    FloatVector x1 = FloatVector.broadcast(FLOATS, 1);
    FloatVector x2 = FloatVector.broadcast(FLOATS, 2);
    FloatVector x3 = FloatVector.broadcast(FLOATS, 3);
    FloatVector x4 = FloatVector.broadcast(FLOATS, 4);
    FloatVector x5 = FloatVector.broadcast(FLOATS, 5);
    FloatVector x6 = FloatVector.broadcast(FLOATS, 6);
    FloatVector x7 = FloatVector.broadcast(FLOATS, 7);
    FloatVector x8 = FloatVector.broadcast(FLOATS, 8);
    FloatVector x9 = FloatVector.broadcast(FLOATS, 9);
    FloatVector x10 = FloatVector.broadcast(FLOATS, 10);
    FloatVector x11 = FloatVector.broadcast(FLOATS, 11);
    for (int step = 0; step < steps; step++) {
      x0 = x0.fma(a, b);
      x1 = x1.fma(a, b);
      x2 = x2.fma(a, b);
      x3 = x3.fma(a, b);
      x4 = x4.fma(a, b);
      x5 = x5.fma(a, b);
      x6 = x6.fma(a, b);
      x7 = x7.fma(a, b);
      x8 = x8.fma(a, b);
      x9 = x9.fma(a, b);
      x10 = x10.fma(a, b);
      x11 = x11.fma(a, b);
    }
    FloatVector sum =
        x0.add(x1)
            .add(x2)
            .add(x3)
            .add(x4)
            .add(x5)
            .add(x6)
            .add(x7)
            .add(x8)
            .add(x9)
            .add(x10)
            .add(x11);
    return sum.reduceLanes(VectorOperators.ADD);
  }

  /** The sum over lanes and chains after that many steps in double. */
  static double doubles(int steps) {
    DoubleVector a = DoubleVector.broadcast(DOUBLES, FACTOR);
    DoubleVector b = DoubleVector.broadcast(DOUBLES, TERM);
    DoubleVector x0 = DoubleVector.broadcast(DOUBLES, 0);
    DoubleVector x1 = DoubleVector.broadcast(DOUBLES, 1);
    DoubleVector x2 = DoubleVector.broadcast(DOUBLES, 2);
    DoubleVector x3 = DoubleVector.broadcast(DOUBLES, 3);
    DoubleVector x4 = DoubleVector.broadcast(DOUBLES, 4);
    DoubleVector x5 = DoubleVector.broadcast(DOUBLES, 5);
    DoubleVector x6 = DoubleVector.broadcast(DOUBLES, 6);
    DoubleVector x7 = DoubleVector.broadcast(DOUBLES, 7);
    DoubleVector x8 = DoubleVector.broadcast(DOUBLES, 8);
    DoubleVector x9 = DoubleVector.broadcast(DOUBLES, 9);
    DoubleVector x10 = DoubleVector.broadcast(DOUBLES, 10);
    DoubleVector x11 = DoubleVector.broadcast(DOUBLES, 11);
    for (int step = 0; step < steps; step++) {
      x0 = x0.fma(a, b);
      x1 = x1.fma(a, b);
      x2 = x2.fma(a, b);
      x3 = x3.fma(a, b);
      x4 = x4.fma(a, b);
      x5 = x5.fma(a, b);
      x6 = x6.fma(a, b);
      x7 = x7.fma(a, b);
      x8 = x8.fma(a, b);
      x9 = x9.fma(a, b);
      x10 = x10.fma(a, b);
      x11 = x11.fma(a, b);
    }
    DoubleVector sum =
        x0.add(x1)
            .add(x2)
            .add(x3)
            .add(x4)
            .add(x5)
            .add(x6)
            .add(x7)
            .add(x8)
            .add(x9)
            .add(x10)
            .add(x11);
    return sum.reduceLanes(VectorOperators.ADD);
  }

  /** What {@link #floats} and {@link #doubles} return, computed one lane at a time. */
  static double expected(DType dtype, int steps) {
    double sum = 0;
    for (int chain = 0; chain < CHAINS; chain++) {
      double x = chain;
      for (int step = 0; step < steps; step++) {
        x = Math.fma(FACTOR, x, TERM);
      }
      sum += x * macsOfAStep(dtype) / CHAINS;
    }
    return sum;
  }
}

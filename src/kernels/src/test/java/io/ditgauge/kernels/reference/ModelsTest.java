package io.ditgauge.kernels.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.DitStep;
import io.ditgauge.model.Grid;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Whole models of the control against others that must give the same. */
class ModelsTest {
  private static final long SEED = Long.getLong("ditgauge.seed", System.nanoTime() & 0xffffff);
  private static final double EXACT = 1e-11;

  /**
   * One image and one class: the pass over it twice, of which the first sample has the last label,
   * no class, gives both predictions. The update is written out as in the paper of DDIM: the
   * predicted sample first.
   */
  @Test
  void aGuidedStepPredictsTheSampleAndAddsTheNoiseOfTheNextStep() {
    Grid latent = new Grid(1, 4, 6);
    Grid patch = new Grid(1, 2, 3);
    DitForward.Stack stack = new DitForward.Stack(2, 12, 3, 8, 2);
    DitStep step = new DitStep(1, 2, latent, patch, stack);
    OpInputs inputs = OpInputs.of(step, SEED);
    Inputs one = new Inputs(inputs, DType.F32);
    Inputs twice =
        new Inputs(
            name -> {
              double[] values = one.get(name).values();
              return name.equals("x") || name.equals("t") ? doubled(values) : values;
            });
    double[] both =
        new Control().compute(new DitForward(2, 2, latent, patch, stack), twice).values();
    double[] actual = new Control().run(step, inputs, DType.F32);
    double[] x = one.get("x").values();
    assertEquals(x.length, actual.length);
    for (int i = 0; i < x.length; i++) {
      double without = both[i];
      double with = both[2 * x.length + i];
      double noise = without + 1.5 * (with - without);
      double sample = (x[i] - Math.sqrt(0.9) * noise) / Math.sqrt(0.1);
      double expected = Math.sqrt(0.5) * sample + Math.sqrt(0.5) * noise;
      assertEquals(expected, actual[i], EXACT, i + " (-Dditgauge.seed=" + SEED + ")");
    }
  }

  private static double[] doubled(double[] values) {
    return DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(values)).toArray();
  }
}

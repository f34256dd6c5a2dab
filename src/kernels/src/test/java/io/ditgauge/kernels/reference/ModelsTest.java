package io.ditgauge.kernels.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.DitStep;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.FactorisedForward;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Op;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Unpatchify;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Whole models of the control against others that must give the same. */
class ModelsTest {
  private static final long SEED = Long.getLong("ditgauge.seed", System.nanoTime() & 0xffffff);
  private static final String WHERE = "-Dditgauge.seed=" + SEED;
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
              return name.equals("x") || name.equals("t") ? repeated(values, 2) : values;
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
      assertEquals(expected, actual[i], EXACT, i + " (" + WHERE + ")");
    }
  }

  private static double[] repeated(double[] values, int times) {
    double[] result = new double[0];
    for (int i = 0; i < times; i++) {
      result = DoubleStream.concat(DoubleStream.of(result), DoubleStream.of(values)).toArray();
    }
    return result;
  }

  private static double[] run(Op op, Map<String, double[]> tensors) {
    return new Control().compute(op, new Inputs(tensors::get)).values();
  }

  /**
   * Single ops put together as the published code does: frames, then places, are samples of their
   * own, and the condition is repeated for each.
   */
  @Test
  void factorisedBlocksAreThoseOfFramesAndOfPlacesAsSamples() {
    Grid latent = new Grid(3, 4, 2);
    Grid patch = new Grid(1, 2, 1);
    DitForward.Stack stack = new DitForward.Stack(4, 12, 3, 8, 5);
    FactorisedForward op = new FactorisedForward(1, 2, latent, patch, stack);
    OpInputs inputs = OpInputs.of(op, SEED);
    Inputs in = new Inputs(inputs, DType.F32);
    double[] c = condition(in);
    double[] x =
        run(
            new PatchEmbed(1, 2, latent, patch, 12),
            Map.of("x", values(in, "x"), "w", values(in, "w"), "b", values(in, "b")));
    x = sum(x, repeated(values(in, "places"), 3));
    x = turned(block(new DitBlock(3, 4, 12, 3, 8), x, repeated(c, 3), in, "0."), 3, 4);
    x = sum(x, repeated(values(in, "times"), 4));
    x = turned(block(new DitBlock(4, 3, 12, 3, 8), x, repeated(c, 4), in, "1."), 4, 3);
    x = turned(block(new DitBlock(3, 4, 12, 3, 8), x, repeated(c, 3), in, "2."), 3, 4);
    x = turned(block(new DitBlock(4, 3, 12, 3, 8), x, repeated(c, 4), in, "3."), 4, 3);
    Map<String, double[]> last = weights(in, "final.", List.of("wm", "bm"));
    last.putAll(weights(in, "", List.of("wl", "bl")));
    last.put("x", x);
    last.put("c", c);
    double[] patches = run(new FinalLayer(1, 12, 12, 1, 8), last);
    double[] expected = run(new Unpatchify(1, 4, latent, patch), Map.of("x", patches));
    assertArrayEquals(expected, new Control().run(op, inputs, DType.F32), EXACT, WHERE);
  }

  /** Of one sample, whose label is the last of five. */
  private static double[] condition(Inputs in) {
    double[] features =
        run(new Elementwise(Function.SINUSOID, 256, 256), Map.of("s", values(in, "t")));
    double[] hidden = linear(256, features, in, "wt1", "bt1");
    double[] activated = run(new Elementwise(Function.SILU, 12, 1), Map.of("x", hidden));
    double[] labels = values(in, "labels");
    double[] label = DoubleStream.of(labels).skip(4 * 12).toArray();
    return sum(linear(12, activated, in, "wt2", "bt2"), label);
  }

  private static double[] linear(long width, double[] x, Inputs in, String w, String b) {
    return run(new Linear(1, width, 12, 1), Map.of("x", x, "w", values(in, w), "b", values(in, b)));
  }

  private static double[] block(DitBlock op, double[] x, double[] c, Inputs in, String prefix) {
    Map<String, double[]> tensors =
        weights(in, prefix, List.of("wm", "bm", "wq", "bq", "wo", "bo", "w1", "b1", "w2", "b2"));
    tensors.put("x", x);
    tensors.put("c", c);
    return run(op, tensors);
  }

  private static Map<String, double[]> weights(Inputs in, String prefix, List<String> names) {
    Map<String, double[]> result = new HashMap<>();
    names.forEach(name -> result.put(name, values(in, prefix + name)));
    return result;
  }

  private static double[] values(Inputs in, String name) {
    return in.get(name).values();
  }

  private static double[] sum(double[] a, double[] b) {
    double[] result = a.clone();
    for (int i = 0; i < b.length; i++) {
      result[i] += b[i];
    }
    return result;
  }

  /** [n, m, 12] as [m, n, 12]. */
  private static double[] turned(double[] x, int outer, int inner) {
    double[] result = new double[x.length];
    for (int i = 0; i < outer; i++) {
      for (int j = 0; j < inner; j++) {
        System.arraycopy(x, (i * inner + j) * 12, result, (j * outer + i) * 12, 12);
      }
    }
    return result;
  }
}

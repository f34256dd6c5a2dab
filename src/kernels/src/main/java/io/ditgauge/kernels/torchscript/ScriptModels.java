package io.ditgauge.kernels.torchscript;

import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.DitStep;
import io.ditgauge.model.FactorisedForward;
import io.ditgauge.model.Grid;
import io.ditgauge.model.TimestepEmbedding;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/** Arguments of the methods of {@code models.py}. */
final class ScriptModels {
  private ScriptModels() {}

  static void register(KernelRegistry<ScriptCall.Builder> registry) {
    registry
        .with(
            DitForward.class,
            (op, call) -> pass(op, op::label, call, "positions").as("dit_forward"))
        .with(DitStep.class, ScriptModels::step)
        .with(FactorisedForward.class, ScriptModels::factorised)
        .with(TimestepEmbedding.class, ScriptModels::timestep);
  }

  private static Kernel timestep(TimestepEmbedding op, ScriptCall.Builder call) {
    long half = op.features() / 2;
    return embedder(op, call.input("t")).number(half).real(decay(half)).packed().as("timestep");
  }

  private static ScriptCall.Builder embedder(TimestepEmbedding op, ScriptCall.Builder call) {
    return call.list(() -> call.linear("wt1", "bt1", op.batch()).linear("wt2", "bt2", op.batch()));
  }

  /** The logarithm of the ratio of a sinusoid's frequency to that of the one before it. */
  static double decay(long half) {
    return -Math.log(10_000) / half;
  }

  private static Kernel step(DitStep op, ScriptCall.Builder call) {
    return pass(op.forward(), op::label, call, "positions")
        .real(DitStep.GUIDANCE)
        .real(DitStep.LATENT_FACTOR)
        .real(DitStep.NOISE_FACTOR)
        .as("dit_step");
  }

  private static Kernel factorised(FactorisedForward op, ScriptCall.Builder call) {
    DitForward whole = op.whole();
    return pass(whole, whole::label, call, "places", "times").as("factorised_forward");
  }

  private static ScriptCall.Builder pass(
      DitForward op, LongUnaryOperator label, ScriptCall.Builder call, String... tables) {
    Grid patch = op.patch();
    Grid grid = op.latent().over(DitForward.TYPE, patch);
    long batch = op.batch();
    embedder(op.timestep(), call.input("x", "t", "w", "b").input(tables))
        .input("labels")
        .numbers(LongStream.range(0, batch).map(label).toArray())
        .list(() -> blocks(op, call))
        .list(() -> call.linear("final.wm", "final.bm", batch).linear("wl", "bl", rows(op)));
    return (op.latent().frames() == 1
            ? call.numbers(patch.height(), patch.width())
            : call.numbers(patch.frames(), patch.height(), patch.width()))
        .numbers(grid.frames(), grid.height(), grid.width())
        .numbers(patch.frames(), patch.height(), patch.width())
        .number(op.stack().heads())
        .packed();
  }

  private static long rows(DitForward op) {
    return op.batch() * op.tokens();
  }

  private static void blocks(DitForward op, ScriptCall.Builder call) {
    for (long layer = 0; layer < op.stack().layers(); layer++) {
      String prefix = layer + ".";
      call.linear(prefix + "wm", prefix + "bm", op.batch());
      for (String name : new String[] {"q", "o", "1", "2"}) {
        call.linear(prefix + "w" + name, prefix + "b" + name, rows(op));
      }
    }
  }
}

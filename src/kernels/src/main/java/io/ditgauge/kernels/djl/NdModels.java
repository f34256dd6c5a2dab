package io.ditgauge.kernels.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.DitStep;
import io.ditgauge.model.FactorisedForward;
import io.ditgauge.model.TimestepEmbedding;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/** Formulas of whole models in NDArray calls. */
final class NdModels {
  private NdModels() {}

  static void register(KernelRegistry<NdCall.Builder> registry) {
    registry
        .with(
            DitForward.class,
            (op, call) ->
                call.as(in -> forward(op, new Samples(in.get("x"), in.get("t"), op::label), in)))
        .with(DitStep.class, (op, call) -> call.as(in -> step(op, in)))
        .with(TimestepEmbedding.class, (op, call) -> call.as(in -> timestep(in.get("t"), in)))
        .with(FactorisedForward.class, (op, call) -> call.as(in -> factorised(op, in)));
  }

  /**
   * What a pass is over.
   *
   * @param x latents
   * @param t a time step for each
   * @param label the row of the label table of each
   */
  private record Samples(NDArray x, NDArray t, LongUnaryOperator label) {}

  private static NDArray forward(DitForward op, Samples samples, Map<String, NDArray> in) {
    NDArray c = condition(op, samples, in);
    NDArray y =
        NdConvolutions.patchEmbed(op.patchEmbed(), samples.x(), in).add(in.get("positions"));
    for (long layer = 0; layer < op.stack().layers(); layer++) {
      String prefix = layer + ".";
      y = apart(y, c, (x, m) -> NdOps.block(op.block(), op.tokens(), x, m, in, prefix));
    }
    return last(op, y, c, in);
  }

  private static NDArray condition(DitForward op, Samples samples, Map<String, NDArray> in) {
    return timestep(samples.t(), in).addi(labels(op, samples, in));
  }

  private static NDArray last(DitForward op, NDArray y, NDArray c, Map<String, NDArray> in) {
    NDArray patches = NdOps.finalLayer(y, NdOps.modulation(c, in, "final.", 2), in);
    return NdConvolutions.unpatchify(op.unpatchify(), patches);
  }

  /** The samples with their labels, then the same with that of no class. */
  private static NDArray step(DitStep op, Map<String, NDArray> in) {
    NDArray x = in.get("x");
    NDArray t = in.get("t");
    Samples twice = new Samples(x.concat(x, 0), t.concat(t, 0), op::label);
    NDArray halves = forward(op.forward(), twice, in).reshape(2, op.batch(), 2, -1);
    NDArray noise = halves.get(":, :, 0");
    NDArray without = noise.get(1);
    NDArray guided = noise.get(0).sub(without).muli(DitStep.GUIDANCE).addi(without);
    NDArray changed = guided.muli(DitStep.NOISE_FACTOR).reshape(x.getShape());
    return x.mul(DitStep.LATENT_FACTOR).addi(changed);
  }

  private static NDArray factorised(FactorisedForward op, Map<String, NDArray> in) {
    DitForward whole = op.whole();
    Samples samples = new Samples(in.get("x"), in.get("t"), whole::label);
    NDArray c = condition(whole, samples, in);
    NDArray tokens = NdConvolutions.patchEmbed(whole.patchEmbed(), samples.x(), in);
    NDArray y =
        tokens
            .reshape(op.batch(), op.grid().frames(), op.grid().area(), op.stack().width())
            .add(in.get("places"))
            .reshape(tokens.getShape());
    for (long layer = 0; layer < op.stack().layers(); layer += 2) {
      long first = layer;
      y = apart(y, c, (x, m) -> pair(op, first, x, m, in));
    }
    return last(whole, y, c, in);
  }

  /** Tokens lie frame by frame in the first block and place by place in the second. */
  private static NDArray pair(
      FactorisedForward op, long layer, NDArray x, NDArray c, Map<String, NDArray> in) {
    DitBlock block = op.whole().block();
    long batch = op.batch();
    long frames = op.grid().frames();
    long places = op.grid().area();
    long width = op.stack().width();
    NDArray turned =
        NdOps.block(block, places, x, c, in, layer + ".")
            .reshape(batch, frames, places, width)
            .transpose(0, 2, 1, 3);
    NDArray timed = layer == 0 ? turned.add(in.get("times")) : turned;
    return NdOps.block(block, frames, timed.reshape(x.getShape()), c, in, layer + 1 + ".")
        .reshape(batch, places, frames, width)
        .transpose(0, 2, 1, 3)
        .reshape(x.getShape());
  }

  /** One block or two, whose intermediates go before the next one comes. */
  private static NDArray apart(NDArray x, NDArray c, BinaryOperator<NDArray> blocks) {
    NDManager outer = c.getManager();
    try (NDManager inner = outer.newSubManager()) {
      x.attach(inner);
      c.attach(inner);
      NDArray y = blocks.apply(x, c);
      y.attach(outer);
      c.attach(outer);
      return y;
    }
  }

  /** Of {@code half} sinusoids, of wavelengths up to 2 pi 10000. */
  static NDArray frequencies(NDManager manager, long half) {
    return manager
        .arange(0f, (float) half, 1f, DataType.FLOAT32)
        .muli(-Math.log(10_000) / half)
        .exp();
  }

  /** Features [B, R], cosines then sines, and two layers. */
  private static NDArray timestep(NDArray t, Map<String, NDArray> in) {
    NDArray frequencies = frequencies(t.getManager(), in.get("wt1").getShape().get(1) / 2);
    NDArray angles = t.toType(DataType.FLOAT32, false).reshape(-1, 1).mul(frequencies);
    NDArray features =
        NDArrays.concat(new NDList(angles.cos(), angles.sin()), 1).toType(t.getDataType(), false);
    NDArray hidden = NdOps.linear(features, in.get("wt1"), in.get("bt1"));
    NDArray activated = hidden.getNDArrayInternal().sigmoid().muli(hidden);
    return NdOps.linear(activated, in.get("wt2"), in.get("bt2"));
  }

  private static NDArray labels(DitForward op, Samples samples, Map<String, NDArray> in) {
    NDArray table = in.get("labels");
    NDList rows = new NDList();
    LongStream.range(0, op.batch())
        .map(samples.label())
        .forEach(entry -> rows.add(table.get(entry)));
    return NDArrays.stack(rows);
  }
}

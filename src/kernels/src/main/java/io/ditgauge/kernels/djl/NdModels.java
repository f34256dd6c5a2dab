package io.ditgauge.kernels.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.model.DitForward;
import java.util.Map;
import java.util.stream.LongStream;

/** Formulas of whole models in NDArray calls. */
final class NdModels {
  private static final long FEATURES = DitForward.TIMESTEP_FEATURES;

  private NdModels() {}

  static void register(KernelRegistry<NdCall.Builder> registry) {
    registry.with(DitForward.class, (op, call) -> call.as(in -> forward(op, in)));
  }

  private static NDArray forward(DitForward op, Map<String, NDArray> in) {
    NDArray c = timestep(in).addi(labels(op, in));
    NDArray y = NdConvolutions.patchEmbed(op.patchEmbed(), in).add(in.get("positions"));
    for (long layer = 0; layer < op.stack().layers(); layer++) {
      y = block(op, y, c, in, layer + ".");
    }
    NDArray patches = NdOps.finalLayer(y, NdOps.modulation(c, in, "final.", 2), in);
    return NdConvolutions.unpatchify(op.unpatchify(), patches);
  }

  /** One block, whose intermediates go before the next one comes. */
  private static NDArray block(
      DitForward op, NDArray x, NDArray c, Map<String, NDArray> in, String prefix) {
    NDManager outer = c.getManager();
    try (NDManager inner = outer.newSubManager()) {
      x.attach(inner);
      c.attach(inner);
      NDArray y = NdOps.block(op.block(), x, c, in, prefix);
      y.attach(outer);
      c.attach(outer);
      return y;
    }
  }

  /** Features [B, 256], cosines then sines, of wavelengths up to 2 pi 10000, and two layers. */
  private static NDArray timestep(Map<String, NDArray> in) {
    NDArray t = in.get("t");
    NDManager manager = t.getManager();
    NDArray frequencies =
        manager
            .arange(0f, (float) (FEATURES / 2), 1f, DataType.FLOAT32)
            .muli(-Math.log(10_000) / (FEATURES / 2.0))
            .exp();
    NDArray angles = t.toType(DataType.FLOAT32, false).reshape(-1, 1).mul(frequencies);
    NDArray features =
        NDArrays.concat(new NDList(angles.cos(), angles.sin()), 1).toType(t.getDataType(), false);
    NDArray hidden = NdOps.linear(features, in.get("wt1"), in.get("bt1"));
    NDArray activated = hidden.getNDArrayInternal().sigmoid().muli(hidden);
    return NdOps.linear(activated, in.get("wt2"), in.get("bt2"));
  }

  /** Sample i is of the class i, counted from the last. */
  private static NDArray labels(DitForward op, Map<String, NDArray> in) {
    long entries = op.stack().labels();
    NDArray table = in.get("labels");
    NDList rows = new NDList();
    LongStream.range(0, op.batch())
        .map(i -> entries - 1 - i % entries)
        .forEach(entry -> rows.add(table.get(entry)));
    return NDArrays.stack(rows);
  }
}

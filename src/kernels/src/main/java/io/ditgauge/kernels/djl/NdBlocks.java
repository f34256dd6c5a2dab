package io.ditgauge.kernels.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.SingleBlock;
import java.util.List;
import java.util.Map;

/** Formulas of blocks with text in NDArray calls. */
final class NdBlocks {
  private static final String TEXT = "text.";

  private NdBlocks() {}

  static void register(KernelRegistry<NdCall.Builder> registry) {
    registry
        .with(JointBlock.class, (op, call) -> call.asSeveral(in -> joint(op, in)))
        .with(SingleBlock.class, (op, call) -> call.as(in -> single(op, in)))
        .with(CrossBlock.class, (op, call) -> call.as(in -> cross(op, in)));
  }

  private static NDArray linear(NDArray x, Map<String, NDArray> in, String weight, String bias) {
    return NdOps.linear(x, in.get(weight), in.get(bias));
  }

  /** [B, T, D] as [B, H, T, K]. */
  private static NDArray heads(NDArray x, long heads) {
    long width = x.getShape().get(2);
    return x.reshape(x.getShape().get(0), x.getShape().get(1), heads, width / heads)
        .transpose(0, 2, 1, 3);
  }

  /** [B, H, T, K] as [B, T, D]. */
  private static NDArray joined(NDArray heads) {
    long width = heads.getShape().get(1) * heads.getShape().get(3);
    return heads
        .transpose(0, 2, 1, 3)
        .reshape(heads.getShape().get(0), heads.getShape().get(2), width);
  }

  private static NDArray rotated(NDArray x, Map<String, NDArray> in) {
    return NdLeaves.rotated(x, in.get("cos"), in.get("sin"));
  }

  /** Normed queries and keys, and values, of one stream, over its heads. */
  private static NDList before(
      NDArray x, NDList m, long heads, Map<String, NDArray> in, String prefix) {
    NDArray normed = NdOps.modulatedNorm(x, m.get(0), m.get(1));
    NDList qkv = linear(normed, in, prefix + "wq", prefix + "bq").split(3, 2);
    return new NDList(
        NdLeaves.rmsNorm(heads(qkv.get(0), heads), in.get(prefix + "gq")),
        NdLeaves.rmsNorm(heads(qkv.get(1), heads), in.get(prefix + "gk")),
        heads(qkv.get(2), heads));
  }

  private static NDArray after(
      NDArray x, NDArray attended, NDList m, Map<String, NDArray> in, String prefix) {
    NDArray middle = linear(attended, in, prefix + "wo", prefix + "bo").muli(m.get(2)).addi(x);
    return fed(middle, m, in, prefix);
  }

  /** x + gate mlp(modulated norm of x). */
  private static NDArray fed(NDArray x, NDList m, Map<String, NDArray> in, String prefix) {
    NDArray normed = NdOps.modulatedNorm(x, m.get(3), m.get(4));
    return NdOps.mlp(normed, in, prefix).muli(m.get(5)).addi(x);
  }

  private static NDArray beside(NDArray image, NDArray text) {
    return NDArrays.concat(new NDList(image, text), 2);
  }

  private static List<NDArray> joint(JointBlock op, Map<String, NDArray> in) {
    NDArray x = in.get("x");
    NDArray y = in.get("y");
    NDList m = NdOps.modulation(in, "", op.batch(), 6, op.width());
    NDList n = NdOps.modulation(in, TEXT, op.batch(), 6, op.width());
    NDList image = before(x, m, op.heads(), in, "");
    NDList text = before(y, n, op.heads(), in, TEXT);
    NDArray attended =
        joined(
            NdOps.attention(
                rotated(beside(image.get(0), text.get(0)), in),
                rotated(beside(image.get(1), text.get(1)), in),
                beside(image.get(2), text.get(2))));
    NDList streams = attended.split(new long[] {op.tokens()}, 1);
    return List.of(after(x, streams.get(0), m, in, ""), after(y, streams.get(1), n, in, TEXT));
  }

  private static NDArray single(SingleBlock op, Map<String, NDArray> in) {
    NDArray x = in.get("x");
    long width = op.width();
    NDList m = NdOps.modulation(in, "", op.batch(), 3, width);
    NDArray wide = linear(NdOps.modulatedNorm(x, m.get(0), m.get(1)), in, "wq", "bq");
    NDList parts = wide.split(new long[] {width, 2 * width, 3 * width}, 2);
    NDArray q = NdLeaves.rmsNorm(heads(parts.get(0), op.heads()), in.get("gq"));
    NDArray k = NdLeaves.rmsNorm(heads(parts.get(1), op.heads()), in.get("gk"));
    NDArray v = heads(parts.get(2), op.heads());
    NDArray attended = joined(NdOps.attention(rotated(q, in), rotated(k, in), v));
    NDArray fed = NdOps.geluInPlace(parts.get(3).duplicate());
    NDArray both = NDArrays.concat(new NDList(attended, fed), 2);
    return linear(both, in, "wo", "bo").muli(m.get(2)).addi(x);
  }

  private static NDArray cross(CrossBlock op, Map<String, NDArray> in) {
    NDArray x = in.get("x");
    NDList m = in.get("e").add(in.get("table")).split(6, 1);
    NDList qkv = linear(NdOps.modulatedNorm(x, m.get(0), m.get(1)), in, "wq", "bq").split(3, 2);
    NDArray q = heads(NdLeaves.rmsNorm(qkv.get(0), in.get("gq")), op.heads());
    NDArray k = heads(NdLeaves.rmsNorm(qkv.get(1), in.get("gk")), op.heads());
    NDArray v = heads(qkv.get(2), op.heads());
    NDArray attended = joined(NdOps.attention(rotated(q, in), rotated(k, in), v));
    NDArray middle = linear(attended, in, "wo", "bo").muli(m.get(2)).addi(x);
    return fed(crossAttention(op, middle, in).addi(middle), m, in, "");
  }

  private static NDArray crossAttention(CrossBlock op, NDArray x, Map<String, NDArray> in) {
    NDArray normed = NdLeaves.layerNorm(x, in.get("gain"), in.get("shift"));
    NDList kv = linear(in.get("y"), in, "wckv", "bckv").split(2, 2);
    NDArray q =
        heads(NdLeaves.rmsNorm(linear(normed, in, "wcq", "bcq"), in.get("gcq")), op.heads());
    NDArray k = heads(NdLeaves.rmsNorm(kv.get(0), in.get("gck")), op.heads());
    return linear(joined(NdOps.attention(q, k, heads(kv.get(1), op.heads()))), in, "wco", "bco");
  }
}

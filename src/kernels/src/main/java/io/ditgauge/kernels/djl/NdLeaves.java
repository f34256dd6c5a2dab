package io.ditgauge.kernels.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.kernels.Support;
import io.ditgauge.kernels.Variant;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.FactorisedAttention;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.GroupNorm;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Linear;
import io.ditgauge.model.LinearAttention;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Norm;
import io.ditgauge.model.Probe;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Formulas of products, norms, elementwise functions and attentions in NDArray calls. */
final class NdLeaves {
  private static final float EPSILON = 1e-6f;

  /** Keys of a chunk of attention. */
  private static final long CHUNK = 256;

  private static final int[] LAST = {3};

  private NdLeaves() {}

  static void register(KernelRegistry<NdCall.Builder> registry) {
    registry
        .with(Attention.class, Variant.NAIVE, (op, call) -> call.as(NdLeaves::naive))
        .with(Attention.class, Variant.CHUNKED, (op, call) -> call.as(NdLeaves::chunked))
        .with(Probe.class, NdLeaves::calls, NdLeaves::probe)
        .with(Linear.class, (op, call) -> call.as(in -> linear(op, in)))
        .with(GatedMlp.class, (op, call) -> call.as(in -> gatedMlp(op, in)))
        .with(Norm.class, (op, call) -> call.as(in -> norm(op, in)))
        .with(GroupNorm.class, (op, call) -> call.as(in -> groupNorm(op, in)))
        .with(
            Rope.class,
            (op, call) -> call.as(in -> rotated(in.get("x"), in.get("cos"), in.get("sin"))))
        .with(Elementwise.class, NdLeaves::elementwise)
        .with(Lookup.class, NdLeaves::lookup)
        .with(
            LearnedTable.class,
            NdLeaves::held,
            (op, call) -> call.as(in -> in.get("x").add(in.get("table").get("0:" + op.rows()))))
        .with(Sdpa.class, (op, call) -> call.as(in -> sdpa(op, in)))
        .with(FactorisedAttention.class, (op, call) -> call.asSeveral(NdLeaves::factorised))
        .with(LinearAttention.class, (op, call) -> call.as(NdLeaves::linearAttention));
  }

  private static Support calls(Probe op) {
    return op.kind() == Probe.Kind.EMPTY || op.kind() == Probe.Kind.READ
        ? Support.YES
        : Support.no("backend djl has no kernel for " + op.type() + " in one call");
  }

  private static Kernel probe(Probe op, NdCall.Builder call) {
    NDArray x = call.tiled("x", op.size());
    return call.making(op.kind() == Probe.Kind.EMPTY ? x::duplicate : x::max);
  }

  private static NDArray naive(Map<String, NDArray> in) {
    return NdOps.attention(in.get("q"), in.get("k"), in.get("v"));
  }

  /** Chunk by chunk: the sums so far are rescaled whenever the maximum grows. */
  private static NDArray chunked(Map<String, NDArray> in) {
    NDArray q = in.get("q");
    NDArray scaled = q.mul(1 / Math.sqrt((double) q.getShape().get(3)));
    long keys = in.get("k").getShape().get(2);
    NDList running = new NDList();
    for (long from = 0; from < keys; from += CHUNK) {
      NDIndex chunk = new NDIndex(":, :, " + from + ":" + Math.min(keys, from + CHUNK));
      NDArray scores = scaled.matMul(in.get("k").get(chunk).transpose(0, 1, 3, 2));
      running = added(running, scores, in.get("v").get(chunk));
    }
    return running.get(2).divi(running.get(1));
  }

  /** Maximum, sum of weights and weighted sum of values, with one more chunk. */
  private static NDList added(NDList running, NDArray scores, NDArray values) {
    NDArray most = scores.max(LAST, true);
    NDArray greatest = running.isEmpty() ? most : running.get(0).maximum(most);
    NDArray weights = scores.subi(greatest).exp();
    NDArray sum = weights.sum(LAST, true);
    NDArray product = weights.matMul(values);
    if (!running.isEmpty()) {
      NDArray shrunk = running.get(0).sub(greatest).exp();
      sum = running.get(1).muli(shrunk).addi(sum);
      product = running.get(2).muli(shrunk).addi(product);
    }
    return new NDList(greatest, sum, product);
  }

  private static NDArray linear(Linear op, Map<String, NDArray> in) {
    return op.bias() == 1
        ? NdOps.linear(in.get("x"), in.get("w"), in.get("b"))
        : NdOps.product(in.get("x"), in.get("w"));
  }

  private static NDArray gatedMlp(GatedMlp op, Map<String, NDArray> in) {
    if (op.bias() == 0) {
      return NdOps.product(gated(NdOps.product(in.get("x"), in.get("w1")), 1), in.get("w2"));
    }
    NDArray both = NdOps.linear(in.get("x"), in.get("w1"), in.get("b1"));
    return NdOps.linear(gated(both, 1), in.get("w2"), in.get("b2"));
  }

  /** SiLU of the first half along an axis, times the second. */
  static NDArray gated(NDArray both, int axis) {
    NDList halves = both.split(2, axis);
    return silu(halves.get(0)).muli(halves.get(1));
  }

  static NDArray silu(NDArray x) {
    return x.getNDArrayInternal().sigmoid().muli(x);
  }

  private static NDArray norm(Norm op, Map<String, NDArray> in) {
    NDArray x = in.get("x");
    if (op.kind() == Norm.Kind.RMS) {
      return op.affine() == 1 ? rmsNorm(x, in.get("gain")) : rmsNorm(x);
    }
    return op.affine() == 1 ? layerNorm(x, in.get("gain"), in.get("shift")) : NdOps.layerNorm(x);
  }

  static NDArray layerNorm(NDArray x, NDArray gain, NDArray shift) {
    return x.getNDArrayInternal()
        .layerNorm(x, gain.getShape(), gain, shift, EPSILON)
        .singletonOrThrow();
  }

  private static NDArray rmsNorm(NDArray x) {
    int[] last = {x.getShape().dimension() - 1};
    return x.div(x.square().mean(last, true).addi(EPSILON).sqrt());
  }

  /** x over its root mean square along the last axis, times the gain. */
  static NDArray rmsNorm(NDArray x, NDArray gain) {
    return rmsNorm(x).muli(gain);
  }

  private static NDArray groupNorm(GroupNorm op, Map<String, NDArray> in) {
    long group = op.channels() / op.groups() * op.positions();
    NDArray rows = in.get("x").reshape(op.batch() * op.groups(), group);
    NDArray normed = NdOps.layerNorm(rows).reshape(op.batch(), op.channels(), op.positions());
    NDArray gain = in.get("gain").reshape(op.channels(), 1);
    return normed.muli(gain).addi(in.get("shift").reshape(op.channels(), 1));
  }

  /** Turns the pairs of channels of [B, H, T, K]. */
  static NDArray rotated(NDArray x, NDArray cos, NDArray sin) {
    Shape shape = x.getShape();
    long half = shape.get(3) / 2;
    NDList pairs = x.reshape(shape.get(0), shape.get(1), shape.get(2), half, 2).split(2, 4);
    NDArray c = cos.expandDims(2);
    NDArray s = sin.expandDims(2);
    NDArray first = pairs.get(0).mul(c).subi(pairs.get(1).mul(s));
    NDArray second = pairs.get(0).mul(s).addi(pairs.get(1).mul(c));
    return NDArrays.concat(new NDList(first, second), 4).reshape(shape);
  }

  private static Kernel lookup(Lookup op, NdCall.Builder call) {
    return call.indices("entries", LongStream.range(0, op.rows()).map(op::entry).toArray())
        .as(
            in ->
                in.get("table")
                    .getNDArrayInternal()
                    .embedding(in.get("entries"), in.get("table"), SparseFormat.DENSE)
                    .singletonOrThrow());
  }

  /** R features [R, N/R] of N/R scalars, cosines then sines. */
  private static NDArray sinusoid(Elementwise op, NDArray s) {
    long half = (op.repeats() + 1) / 2;
    NDArray frequencies = NdModels.frequencies(s.getManager(), half).reshape(half, 1);
    NDArray angles = frequencies.mul(s.toType(DataType.FLOAT32, false));
    NDArray sines = angles.get("0:" + (op.repeats() - half)).sin();
    return NDArrays.concat(new NDList(angles.cos(), sines), 0).toType(s.getDataType(), false);
  }

  private static Kernel elementwise(Elementwise op, NdCall.Builder call) {
    return switch (op.function()) {
      case SIGMOID -> call.as(in -> in.get("x").getNDArrayInternal().sigmoid());
      case SILU -> call.as(in -> silu(in.get("x")));
      case GELU -> call.as(in -> in.get("x").getNDArrayInternal().gelu());
      case GELU_TANH -> call.as(in -> NdOps.geluInPlace(in.get("x").duplicate()));
      case QUICK_GELU ->
          call.as(in -> in.get("x").mul(1.702).getNDArrayInternal().sigmoid().muli(in.get("x")));
      case RELU -> call.as(in -> in.get("x").getNDArrayInternal().relu());
      case TANH -> call.as(in -> in.get("x").tanh());
      case SCALE -> call.as(in -> in.get("x").mul(0.5));
      case ADD -> call.as(in -> in.get("x").add(in.get("y")));
      case MULTIPLY -> call.as(in -> in.get("x").mul(in.get("y")));
      case BROADCAST_ADD -> call.as(in -> in.get("x").add(in.get("s")));
      case BROADCAST_MULTIPLY -> call.as(in -> in.get("x").mul(in.get("s")));
      case MODULATE -> call.as(in -> in.get("x").mul(in.get("s").add(1)).addi(in.get("t")));
      case GATED_RESIDUAL -> call.as(in -> in.get("y").mul(in.get("s")).addi(in.get("x")));
      case SOFTMAX -> call.as(in -> in.get("x").softmax(-1));
      case SINUSOID -> call.as(in -> sinusoid(op, in.get("s")));
    };
  }

  private static Support held(LearnedTable op) {
    return op.rows() <= op.entries()
        ? Support.YES
        : Support.no("backend djl does not repeat a learned-table: " + op.shape());
  }

  /** The heads that share keys lie side by side: their queries are more rows of one product. */
  private static NDArray sdpa(Sdpa op, Map<String, NDArray> in) {
    NDArray q = in.get("q");
    NDArray grouped =
        q.reshape(
            op.batch(), op.kvHeads(), op.heads() / op.kvHeads() * op.queries(), op.headWidth());
    return NdOps.attention(grouped, in.get("k"), in.get("v")).reshape(q.getShape());
  }

  private static List<NDArray> factorised(Map<String, NDArray> in) {
    return List.of(
        NdOps.attention(in.get("qs"), in.get("ks"), in.get("vs")),
        NdOps.attention(in.get("qt"), in.get("kt"), in.get("vt")));
  }

  private static NDArray linearAttention(Map<String, NDArray> in) {
    NDArray v = in.get("v");
    long width = v.getShape().get(3);
    NDArray ones = v.getManager().ones(v.getShape().slice(0, 3).add(1), v.getDataType());
    NDArray k = in.get("k").getNDArrayInternal().relu();
    NDArray state = k.transpose(0, 1, 3, 2).matMul(NDArrays.concat(new NDList(v, ones), 3));
    NDArray sums = in.get("q").getNDArrayInternal().relu().matMul(state);
    NDArray total =
        sums.get(new NDIndex("..., " + width + ":")).toType(DataType.FLOAT32, false).add(1e-15f);
    return sums.get(new NDIndex("..., :" + width)).div(total).toType(v.getDataType(), false);
  }
}

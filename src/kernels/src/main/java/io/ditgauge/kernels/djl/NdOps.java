package io.ditgauge.kernels.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.Patchify;
import java.util.Map;

/**
 * Formulas of the ops in NDArray calls. Intermediates belong to the manager of the inputs, which
 * {@link NdCall} closes after each call.
 */
final class NdOps {
  private static final float EPSILON = 1e-6f;

  /** 2 sqrt(2/pi): GELU-tanh is x sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3)). */
  private static final double GELU_SLOPE = 2 * Math.sqrt(2 / Math.PI);

  private static final double GELU_CUBIC = 0.044715;

  private NdOps() {}

  /** x w^T. */
  static NDArray product(NDArray x, NDArray w) {
    return x.matMul(w.transpose());
  }

  /** x w^T + b over the last axis. */
  static NDArray linear(NDArray x, NDArray w, NDArray b) {
    return x.getNDArrayInternal().linear(x, w, b).singletonOrThrow();
  }

  /** Unfolds [B, C, S, S] into patches [B, T, P^2 C] and embeds them. */
  static NDArray patchify(Patchify op, Map<String, NDArray> in) {
    long grid = op.side() / op.patch();
    NDArray unfolded =
        in.get("x")
            .reshape(op.batch(), op.channels(), grid, op.patch(), grid, op.patch())
            .transpose(0, 2, 4, 1, 3, 5)
            .reshape(op.batch(), op.tokens(), op.patchElements());
    return linear(unfolded, in.get("w"), in.get("b"));
  }

  /** SiLU, then the linear map to shifts, scales and gates. */
  static NDArray adaLn(Map<String, NDArray> in) {
    return adaLn(in.get("c"), in, "");
  }

  private static NDArray adaLn(NDArray c, Map<String, NDArray> in, String prefix) {
    NDArray activated = c.getNDArrayInternal().sigmoid().muli(c);
    return linear(activated, in.get(prefix + "wm"), in.get(prefix + "bm"));
  }

  /** Unfused attention over [B, H, T, K]: the scores [B, H, T, T] are written and read back. */
  static NDArray attention(NDArray q, NDArray k, NDArray v) {
    double scale = 1 / Math.sqrt((double) q.getShape().get(3));
    NDArray scores = q.matMul(k.transpose(0, 1, 3, 2)).muli(scale);
    return scores.softmax(-1).matMul(v);
  }

  /** GELU in its tanh form, composed in place. */
  static NDArray geluInPlace(NDArray x) {
    NDArray slope = x.mul(x).muli(GELU_SLOPE * GELU_CUBIC).addi(GELU_SLOPE).muli(x);
    return x.muli(slope.getNDArrayInternal().sigmoid());
  }

  /** Feed-forward part. */
  static NDArray mlp(NDArray x, Map<String, NDArray> in) {
    return mlp(x, in, "");
  }

  /** The same with weights under a prefix. */
  static NDArray mlp(NDArray x, Map<String, NDArray> in, String prefix) {
    NDArray hidden = geluInPlace(linear(x, in.get(prefix + "w1"), in.get(prefix + "b1")));
    return linear(hidden, in.get(prefix + "w2"), in.get(prefix + "b2"));
  }

  /** Adaptive norm and the linear map to patches. */
  static NDArray finalLayer(FinalLayer op, Map<String, NDArray> in) {
    return finalLayer(in.get("x"), modulation(in, "", op.batch(), 2, op.width()), in);
  }

  /** The adaptive norm by those chunks, and the linear map to patches. */
  static NDArray finalLayer(NDArray x, NDList m, Map<String, NDArray> in) {
    return linear(modulatedNorm(x, m.get(0), m.get(1)), in.get("wl"), in.get("bl"));
  }

  /** A whole block. */
  static NDArray block(DitBlock op, Map<String, NDArray> in) {
    return block(op, op.tokens(), in.get("x"), in.get("c"), in, "");
  }

  /**
   * A block of x under the condition c, with the weights under that prefix; tokens attend to the
   * others of their run of {@code run}.
   */
  static NDArray block(
      DitBlock op, long run, NDArray x, NDArray c, Map<String, NDArray> in, String prefix) {
    NDList m = modulation(c, in, prefix, 6);
    long headWidth = op.width() / op.heads();
    NDArray heads =
        linear(modulatedNorm(x, m.get(0), m.get(1)), in.get(prefix + "wq"), in.get(prefix + "bq"))
            .reshape(op.batch() * op.tokens() / run, run, 3, op.heads(), headWidth)
            .transpose(2, 0, 3, 1, 4);
    NDArray joined =
        attention(heads.get(0), heads.get(1), heads.get(2))
            .transpose(0, 2, 1, 3)
            .reshape(op.batch(), op.tokens(), op.width());
    NDArray middle =
        linear(joined, in.get(prefix + "wo"), in.get(prefix + "bo")).muli(m.get(2)).addi(x);
    return mlp(modulatedNorm(middle, m.get(3), m.get(4)), in, prefix).muli(m.get(5)).addi(middle);
  }

  /** The n chunks [B, 1, D] of the modulation. */
  static NDList modulation(
      Map<String, NDArray> in, String prefix, long batch, int chunks, long width) {
    return adaLn(in.get("c"), in, prefix).reshape(batch, 1, chunks * width).split(chunks, 2);
  }

  /** The same of a condition c [B, D]. */
  static NDList modulation(NDArray c, Map<String, NDArray> in, String prefix, int chunks) {
    NDArray m = adaLn(c, in, prefix);
    return m.reshape(m.getShape().get(0), 1, m.getShape().get(1)).split(chunks, 2);
  }

  /** norm(x) (1 + scale) + shift. */
  static NDArray modulatedNorm(NDArray x, NDArray shift, NDArray scale) {
    return layerNorm(x).muli(scale.add(1)).addi(shift);
  }

  /** LayerNorm over the last axis without affine part, which DJL's has: ones and zeros. */
  static NDArray layerNorm(NDArray x) {
    Shape width = new Shape(x.getShape().get(x.getShape().dimension() - 1));
    NDArray one = x.getManager().ones(width);
    NDArray zero = x.getManager().zeros(width);
    return x.getNDArrayInternal().layerNorm(x, width, one, zero, EPSILON).singletonOrThrow();
  }
}

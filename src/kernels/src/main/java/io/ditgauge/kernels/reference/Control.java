package io.ditgauge.kernels.reference;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Patchify;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Computes ops in double precision and counts the multiply-accumulates of matrix products. */
public final class Control {
  /** Added to the variance in a norm, as in DiT. */
  public static final double EPSILON = 1e-6;

  private final Map<Class<? extends Op>, BiFunction<Op, Inputs, double[]>> kernels =
      new HashMap<>();
  private long macs;

  /** A control that has counted nothing yet. */
  public Control() {
    kernel(Gemm.class, this::gemm);
    kernel(Copy.class, (op, in) -> in.get("x").clone());
    kernel(Patchify.class, this::patchify);
    kernel(AdaLn.class, this::adaLn);
    kernel(Attention.class, (op, in) -> attention(op, in.get("q"), in.get("k"), in.get("v")));
    kernel(Mlp.class, (op, in) -> mlp(op, in.get("x"), in));
    kernel(FinalLayer.class, this::finalLayer);
    kernel(DitBlock.class, this::block);
  }

  private <O extends Op> void kernel(Class<O> type, BiFunction<O, Inputs, double[]> kernel) {
    kernels.put(type, (op, inputs) -> kernel.apply(type.cast(op), inputs));
  }

  /** The output of the op, row-major, for inputs as rounded to the element type. */
  public double[] run(Op op, OpInputs inputs, DType dtype) {
    return kernels.get(op.getClass()).apply(op, new Inputs(inputs, dtype));
  }

  /** Multiply-accumulates of matrix products done so far. */
  public long macs() {
    return macs;
  }

  private double[] gemm(Gemm op, Inputs in) {
    return linear(in.get("x"), in.get("w"), new double[(int) op.n()], (int) op.k());
  }

  private double[] patchify(Patchify op, Inputs in) {
    int channels = (int) op.channels();
    int side = (int) op.side();
    int patch = (int) op.patch();
    int grid = side / patch;
    double[] x = in.get("x");
    double[] patches = new double[(int) (op.batch() * op.tokens() * op.patchElements())];
    int at = 0;
    for (int b = 0; b < op.batch(); b++) {
      for (int row = 0; row < grid; row++) {
        for (int column = 0; column < grid; column++) {
          for (int c = 0; c < channels; c++) {
            for (int i = 0; i < patch; i++) {
              int line = (b * channels + c) * side + row * patch + i;
              for (int j = 0; j < patch; j++) {
                patches[at++] = x[line * side + column * patch + j];
              }
            }
          }
        }
      }
    }
    return linear(patches, in.get("w"), in.get("b"), (int) op.patchElements());
  }

  private double[] adaLn(AdaLn op, Inputs in) {
    double[] c = in.get("c");
    double[] activated = new double[c.length];
    for (int i = 0; i < c.length; i++) {
      activated[i] = c[i] / (1 + Math.exp(-c[i]));
    }
    return linear(activated, in.get("wm"), in.get("bm"), (int) op.width());
  }

  private double[] attention(Attention op, double[] q, double[] k, double[] v) {
    int tokens = (int) op.tokens();
    int width = (int) op.headWidth();
    double[] out = new double[q.length];
    double[] weights = new double[tokens];
    for (int head = 0; head < op.batch() * op.heads(); head++) {
      int base = head * tokens * width;
      for (int i = 0; i < tokens; i++) {
        double sum = 0;
        for (int j = 0; j < tokens; j++) {
          double score = 0;
          for (int d = 0; d < width; d++) {
            score += q[base + i * width + d] * k[base + j * width + d];
            macs++;
          }
          weights[j] = Math.exp(score / Math.sqrt(width));
          sum += weights[j];
        }
        for (int d = 0; d < width; d++) {
          double value = 0;
          for (int j = 0; j < tokens; j++) {
            value += weights[j] / sum * v[base + j * width + d];
            macs++;
          }
          out[base + i * width + d] = value;
        }
      }
    }
    return out;
  }

  private double[] mlp(Mlp op, double[] x, Inputs in) {
    double[] hidden = linear(x, in.get("w1"), in.get("b1"), (int) op.width());
    for (int i = 0; i < hidden.length; i++) {
      double h = hidden[i];
      hidden[i] = 0.5 * h * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (h + 0.044715 * h * h * h)));
    }
    return linear(hidden, in.get("w2"), in.get("b2"), (int) op.hidden());
  }

  private double[] finalLayer(FinalLayer op, Inputs in) {
    Modulation m = new Modulation(adaLn(op.adaLn(), in), op.tokens(), op.width(), 2);
    return linear(m.modulatedNorm(in.get("x"), 0, 1), in.get("wl"), in.get("bl"), (int) op.width());
  }

  private double[] block(DitBlock op, Inputs in) {
    int width = (int) op.width();
    double[] x = in.get("x");
    Modulation m = new Modulation(adaLn(op.adaLn(), in), op.tokens(), width, 6);
    double[] qkv = linear(m.modulatedNorm(x, 0, 1), in.get("wq"), in.get("bq"), width);
    double[] heads =
        attention(op.attention(), head(op, qkv, 0), head(op, qkv, 1), head(op, qkv, 2));
    double[] attended = linear(joined(op, heads), in.get("wo"), in.get("bo"), width);
    double[] middle = m.gatedSum(x, attended, 2);
    double[] fed = mlp(op.mlp(), m.modulatedNorm(middle, 3, 4), in);
    return m.gatedSum(middle, fed, 5);
  }

  /** q, k or v of all heads, [B, H, T, K], out of [B, T, 3D]. */
  private static double[] head(DitBlock op, double[] qkv, int which) {
    int width = (int) op.width();
    double[] result = new double[qkv.length / 3];
    for (int i = 0; i < result.length; i++) {
      int token = i / width;
      int column = i % width;
      result[headIndex(op, token, column)] = qkv[token * 3 * width + which * width + column];
    }
    return result;
  }

  /** [B, H, T, K] back to [B, T, D]. */
  private static double[] joined(DitBlock op, double[] heads) {
    int width = (int) op.width();
    double[] result = new double[heads.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = heads[headIndex(op, i / width, i % width)];
    }
    return result;
  }

  /** Where column {@code column} of row {@code row} of [B T, D] lies in [B, H, T, K]. */
  private static int headIndex(DitBlock op, int row, int column) {
    int tokens = (int) op.tokens();
    int heads = (int) op.heads();
    int headWidth = (int) (op.width() / op.heads());
    int batch = row / tokens;
    int token = row % tokens;
    int head = column / headWidth;
    return ((batch * heads + head) * tokens + token) * headWidth + column % headWidth;
  }

  /** x w^T + b for x [rows, in] and w [out, in]. */
  private double[] linear(double[] x, double[] w, double[] b, int in) {
    int rows = x.length / in;
    int out = w.length / in;
    double[] result = new double[rows * out];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < out; j++) {
        double sum = b[j];
        for (int k = 0; k < in; k++) {
          sum += x[i * in + k] * w[j * in + k];
          macs++;
        }
        result[i * out + j] = sum;
      }
    }
    return result;
  }
}

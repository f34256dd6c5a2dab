package io.ditgauge.kernels.reference;

import io.ditgauge.model.Conv;
import io.ditgauge.model.Grid;

/** Matrix products and convolutions, multiplication by multiplication. */
final class Products {
  private final Ledger ledger;

  Products(Ledger ledger) {
    this.ledger = ledger;
  }

  /** x w^T for x [rows, in] and w [out, in]. */
  Cells product(Cells x, Cells w, long in) {
    int width = (int) in;
    int rows = x.size() / width;
    int out = w.size() / width;
    Cells result = Cells.blank((long) rows * out);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < out; j++) {
        result.set(i * out + j, dot(x, i * width, w, j * width, width));
      }
    }
    return result;
  }

  private double dot(Cells x, int xFrom, Cells w, int wFrom, int count) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum = ledger.mac(sum, x.get(xFrom + k), w.get(wFrom + k));
    }
    return sum;
  }

  /** x w^T + b for x [rows, in], w [out, in] and b [out]. */
  Cells linear(Cells x, Cells w, Cells b) {
    return biased(product(x, w, w.size() / b.size()), b, 1);
  }

  /** y + b, an element of b for each run of {@code positions} elements of y, repeating. */
  Cells biased(Cells y, Cells b, long positions) {
    Cells result = Cells.blank(y.size());
    for (int i = 0; i < y.size(); i++) {
      int channel = i / (int) positions % b.size();
      result.set(i, ledger.applied(y.get(i) + b.get(channel)));
    }
    return result;
  }

  /**
   * The convolution without bias: x [B, I, N] with w [O, I / G, k] to [B, O, N']; what lies on the
   * padding is multiplied as zeros.
   */
  Cells convolution(Conv op, Cells x, Cells w) {
    int out = (int) op.channels().out();
    int positions = (int) op.output().elements();
    int[][] sources = sources(op);
    Cells result = Cells.blank(op.batch() * out * positions);
    for (int b = 0; b < op.batch(); b++) {
      for (int o = 0; o < out; o++) {
        for (int p = 0; p < positions; p++) {
          result.set((b * out + o) * positions + p, window(op, x, w, b, o, sources[p]));
        }
      }
    }
    return result;
  }

  private double window(Conv op, Cells x, Cells w, int image, int out, int[] sources) {
    int groups = (int) op.channels().groups();
    int perGroup = (int) op.channels().in() / groups;
    int group = out / ((int) op.channels().out() / groups);
    int plane = (int) op.input().elements();
    double sum = 0;
    for (int c = 0; c < perGroup; c++) {
      int from = (image * groups * perGroup + group * perGroup + c) * plane;
      for (int k = 0; k < sources.length; k++) {
        double value = sources[k] < 0 ? 0 : x.get(from + sources[k]);
        sum = ledger.mac(sum, value, w.get((out * perGroup + c) * sources.length + k));
      }
    }
    return sum;
  }

  /** For each output position and kernel element, the input position, or -1 on the padding. */
  private static int[][] sources(Conv op) {
    Grid output = op.output();
    int[][] result = new int[(int) output.elements()][(int) op.kernel().elements()];
    for (int p = 0; p < result.length; p++) {
      for (int k = 0; k < result[p].length; k++) {
        result[p][k] = source(op, output, p, k);
      }
    }
    return result;
  }

  private static int source(Conv op, Grid output, long position, long element) {
    Grid kernel = op.kernel();
    Grid input = op.input();
    Grid stride = op.stride();
    long t =
        new Axis(input.frames(), kernel.frames(), stride.frames())
            .at(position / output.area(), element / kernel.area());
    long y =
        new Axis(input.height(), kernel.height(), stride.height())
            .at(
                position % output.area() / output.width(),
                element % kernel.area() / kernel.width());
    long x =
        new Axis(input.width(), kernel.width(), stride.width())
            .at(position % output.width(), element % kernel.width());
    return t < 0 || y < 0 || x < 0
        ? -1
        : Math.toIntExact((t * input.height() + y) * input.width() + x);
  }

  /** One axis of a convolution; of its padding, half, rounded down, lies before. */
  private record Axis(long extent, long kernel, long stride) {

    /** The input position that a kernel element meets, or -1 on the padding. */
    long at(long output, long element) {
      long outputs = (extent - 1) / stride + 1;
      long padding = Math.max(0, (outputs - 1) * stride + kernel - extent);
      long result = output * stride - padding / 2 + element;
      return result < extent ? Math.max(result, -1) : -1;
    }
  }
}

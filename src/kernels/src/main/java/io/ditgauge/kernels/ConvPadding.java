package io.ditgauge.kernels;

import io.ditgauge.model.Conv;
import java.util.Arrays;

/**
 * How a library is told the padding of a convolution: with as much before as after on every axis it
 * pads itself, otherwise the input is padded first.
 *
 * <p>Half of the padding of an axis, rounded down, lies before it. Images have two axes, video
 * three.
 */
public final class ConvPadding {
  private final long[] stride;
  private final long[] before;
  private final long[] after;

  private ConvPadding(long[] stride, long[] total) {
    this.stride = stride;
    this.before = Arrays.stream(total).map(padding -> padding / 2).toArray();
    this.after = Arrays.stream(total).map(padding -> padding - padding / 2).toArray();
  }

  /** The padding of that convolution. */
  public static ConvPadding of(Conv op) {
    long[] extent = {op.input().frames(), op.input().height(), op.input().width()};
    long[] kernel = {op.kernel().frames(), op.kernel().height(), op.kernel().width()};
    long[] stride = {op.stride().frames(), op.stride().height(), op.stride().width()};
    long[] total = new long[3];
    for (int i = 0; i < 3; i++) {
      long outputs = (extent[i] - 1) / stride[i] + 1;
      total[i] = Math.max(0, (outputs - 1) * stride[i] + kernel[i] - extent[i]);
    }
    int from = op.type().equals(Conv.TYPE_2D) ? 1 : 0;
    return new ConvPadding(Arrays.copyOfRange(stride, from, 3), Arrays.copyOfRange(total, from, 3));
  }

  /** Steps between outputs, by axis. */
  public long[] stride() {
    return stride.clone();
  }

  private boolean isEven() {
    return Arrays.equals(before, after);
  }

  /** What the library pads on either side, by axis; zeros if the input is padded first. */
  public long[] even() {
    return isEven() ? before.clone() : new long[before.length];
  }

  /**
   * What the input is padded with first: before and after, the last axis first, as PyTorch lists
   * it; empty if the library pads.
   */
  public long[] uneven() {
    if (isEven()) {
      return new long[0];
    }
    long[] result = new long[2 * before.length];
    for (int i = 0; i < before.length; i++) {
      int axis = before.length - 1 - i;
      result[2 * i] = before[axis];
      result[2 * i + 1] = after[axis];
    }
    return result;
  }
}

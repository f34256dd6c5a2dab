package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.flag;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * A convolution over images or video, padded so that each axis gives ceil(extent / stride) outputs;
 * causal in time or not, which changes what is padded and not the count.
 *
 * <p>Work: B N' O (I / G) k MACs for N' output positions and k kernel elements, with those on the
 * padding counted, as kernels do them and counters count them; B O N' elementwise for a bias. Read:
 * the parameters and the B I elements that a window meets, all N positions unless a stride steps
 * over some; written: B O N'. Two-dimensional when neither input nor kernel has more than one
 * frame.
 *
 * @param batch B
 * @param channels I, O and groups G
 * @param input extent N of the input
 * @param kernel extent of the kernel
 * @param stride steps between outputs
 * @param bias 1 with a bias, 0 without
 */
public record Conv(long batch, Channels channels, Grid input, Grid kernel, Grid stride, long bias)
    implements Op {
  /** Type identifier over images. */
  public static final String TYPE_2D = "conv2d";

  /** Type identifier over video. */
  public static final String TYPE_3D = "conv3d";

  /**
   * Channels of a convolution.
   *
   * @param in I
   * @param out O
   * @param groups G; divides both
   */
  public record Channels(long in, long out, long groups) {
    /** Validates the dimensions. */
    public Channels {
      dimension("conv", "inChannels", in);
      dimension("conv", "outChannels", out);
      dimension("conv", "groups", groups);
      divides("conv", "groups", groups, "inChannels", in);
      divides("conv", "groups", groups, "outChannels", out);
    }

    /** Every input channel meets every output channel. */
    public static Channels full(long in, long out) {
      return new Channels(in, out, 1);
    }

    /** Each channel on its own. */
    public static Channels depthwise(long channels) {
      return new Channels(channels, channels, channels);
    }
  }

  /** Validates the dimensions. */
  public Conv {
    dimension("conv", "batch", batch);
    flag("conv", "bias", bias);
  }

  /** With bias and unit stride. */
  public Conv(long batch, Channels channels, Grid input, Grid kernel) {
    this(batch, channels, input, kernel, Grid.cube(1), 1);
  }

  /** Extent of the output. */
  public Grid output() {
    return input.overUp(stride);
  }

  @Override
  public String type() {
    return input.frames() == 1 && kernel.frames() == 1 ? TYPE_2D : TYPE_3D;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "batch",
        batch,
        "inChannels",
        channels.in(),
        "outChannels",
        channels.out(),
        "groups",
        channels.groups(),
        "frames",
        input.frames(),
        "height",
        input.height(),
        "width",
        input.width(),
        "kernelFrames",
        kernel.frames(),
        "kernelHeight",
        kernel.height(),
        "kernelWidth",
        kernel.width(),
        "strideFrames",
        stride.frames(),
        "strideHeight",
        stride.height(),
        "strideWidth",
        stride.width(),
        "bias",
        bias);
  }

  private long weightsOfOneOutput() {
    return product(channels.in() / channels.groups(), kernel.elements());
  }

  /** Positions of the input that lie in a window. */
  private long met() {
    Grid output = output();
    return product(
        met(input.frames(), kernel.frames(), stride.frames(), output.frames()),
        met(input.height(), kernel.height(), stride.height(), output.height()),
        met(input.width(), kernel.width(), stride.width(), output.width()));
  }

  /** On one axis; windows narrower than the stride lie apart, less what lies on the padding. */
  private static long met(long extent, long kernel, long stride, long outputs) {
    if (kernel >= stride) {
      return extent;
    }
    long padding = Math.max(0, (outputs - 1) * stride + kernel - extent);
    return outputs * kernel - padding;
  }

  @Override
  public Work work() {
    long outputs = product(batch, channels.out(), output().elements());
    return new Work(
        product(outputs, weightsOfOneOutput()),
        product(bias, outputs),
        sum(product(batch, channels.in(), met()), parameters()),
        outputs);
  }

  @Override
  public OpClass opClass() {
    return OpClass.CONVOLUTION;
  }

  @Override
  public long parameters() {
    return sum(product(channels.out(), weightsOfOneOutput()), product(bias, channels.out()));
  }

  @Override
  public String shape() {
    return batch
        + "x"
        + channels.in()
        + "x"
        + input
        + " to "
        + channels.out()
        + ", k="
        + kernel
        + ", s="
        + stride
        + (channels.groups() == 1 ? "" : ", groups=" + channels.groups());
  }
}

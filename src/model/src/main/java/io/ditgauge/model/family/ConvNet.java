package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.Conv;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.GroupNorm;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Norm;
import io.ditgauge.model.Op;
import io.ditgauge.model.OpList;
import io.ditgauge.model.Resample;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.SparseAttention;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Unrolls a convolutional network over [B, C, N], following channels C and extent N from op to op.
 *
 * <p>Convolutions keep the extent unless strided ({@link Conv}); a kernel of one frame runs on each
 * frame by itself, as a two-dimensional one over B x frames images.
 */
final class ConvNet {
  /** A kernel of one position. */
  static final Grid POINT = Grid.cube(1);

  /** A kernel of 3x3 in one frame. */
  static final Grid SQUARE = Grid.square(3);

  /** A kernel of 3x3 over three frames. */
  static final Grid CUBE = Grid.cube(3);

  private final long batch;
  private final List<Part> parts = new ArrayList<>();
  private OpList ops = new OpList();
  private Shape shape;

  /**
   * What flows through the network.
   *
   * @param channels C
   * @param grid N
   */
  record Shape(long channels, Grid grid) {
    /** Elements of one sample. */
    long elements() {
      return product(channels, grid.elements());
    }
  }

  /** A normalisation of [B, C, N]. */
  interface Norms {
    /** The ops. */
    List<CountedOp> ops(String name, long batch, Shape shape);

    /** GroupNorm over whole clips. */
    static Norms group(long groups) {
      return (name, batch, shape) ->
          one(name, new GroupNorm(batch, shape.channels(), shape.grid().elements(), groups));
    }

    /** GroupNorm over each frame by itself. */
    static Norms framewiseGroup(long groups) {
      return (name, batch, shape) ->
          one(
              name,
              new GroupNorm(
                  product(batch, shape.grid().frames()),
                  shape.channels(),
                  shape.grid().area(),
                  groups));
    }

    /** RMSNorm over the channels, with a learned scale or without. */
    static Norms rms(boolean affine) {
      return (name, batch, shape) ->
          one(
              name,
              new Norm(
                  Norm.Kind.RMS,
                  product(batch, shape.grid().elements()),
                  shape.channels(),
                  affine ? 1 : 0));
    }

    private static List<CountedOp> one(String name, Op op) {
      return List.of(new CountedOp(name, op, 1));
    }
  }

  /**
   * A residual block: twice norm, SiLU, convolution, and a shortcut of one position where the
   * channels change.
   *
   * @param norms both norms
   * @param kernel of both convolutions
   * @param shortcutNorm whether a LayerNorm precedes the shortcut's convolution
   */
  record Residual(Norms norms, Grid kernel, boolean shortcutNorm) {}

  ConvNet(long batch, long channels, Grid grid) {
    this.batch = batch;
    this.shape = new Shape(channels, grid);
  }

  /** B. */
  long batch() {
    return batch;
  }

  /** What flows here. */
  Shape shape() {
    return shape;
  }

  /** N. */
  Grid grid() {
    return shape.grid();
  }

  /** C. */
  long channels() {
    return shape.channels();
  }

  /** Positions of the batch: rows of a linear map. */
  long rows() {
    return product(batch, grid().elements());
  }

  /** Elements of the batch. */
  long elements() {
    return product(batch, shape.elements());
  }

  /** Adds an op that leaves the shape as it is. */
  ConvNet add(String name, Op op) {
    ops.add(name, op);
    return this;
  }

  /** Adds ops that leave the shape as it is. */
  ConvNet addAll(List<CountedOp> more) {
    ops.addAll(more);
    return this;
  }

  /** Goes on with another shape. */
  ConvNet become(long channels, Grid grid) {
    shape = new Shape(channels, grid);
    return this;
  }

  /** Closes a part of the ops added since the last. */
  ConvNet part(String name) {
    List<CountedOp> built = ops.build();
    if (!built.isEmpty()) {
      parts.add(new Part(name, built, 1));
    }
    ops = new OpList();
    return this;
  }

  /** The whole pass. */
  ForwardPass pass(long latentPositions) {
    return new ForwardPass(parts, latentPositions, 0);
  }

  /** A function of every element. */
  ConvNet apply(Function function, String name) {
    ops.elementwise(function, name, elements());
    return this;
  }

  /** x + y. */
  ConvNet sum(String name) {
    return apply(Function.ADD, name);
  }

  /** The mean of groups of another shape's elements, added. */
  ConvNet addMean(String name, Shape of) {
    ops.elementwise(Function.SCALE, name + " mean", product(batch, of.elements()));
    return sum(name + " sum");
  }

  /** A convolution with bias and unit stride. */
  ConvNet conv(String name, long out, Grid kernel) {
    return conv(name, out, kernel, POINT);
  }

  /** A convolution with bias. */
  ConvNet conv(String name, long out, Grid kernel, Grid stride) {
    ops.add(name, op(Conv.Channels.full(channels(), out), kernel, stride, 1));
    return become(out, grid().overUp(stride));
  }

  /** A convolution with unit stride and without bias. */
  ConvNet plainConv(String name, Conv.Channels channels, Grid kernel) {
    ops.add(name, op(channels, kernel, POINT, 0));
    return become(channels.out(), grid());
  }

  private Conv op(Conv.Channels channels, Grid kernel, Grid stride, long bias) {
    if (kernel.frames() == 1 && stride.frames() == 1) {
      Grid frame = new Grid(1, grid().height(), grid().width());
      return new Conv(product(batch, grid().frames()), channels, frame, kernel, stride, bias);
    }
    return new Conv(batch, channels, grid(), kernel, stride, bias);
  }

  /** A linear map of the channels. */
  ConvNet linear(String name, long out, boolean bias) {
    ops.add(name, new Linear(rows(), channels(), out, bias ? 1 : 0));
    return become(out, grid());
  }

  /** A normalisation. */
  ConvNet norm(String name, Norms norms) {
    return addAll(norms.ops(name, batch, shape));
  }

  /** A residual block. */
  ConvNet residual(String name, long out, Residual block) {
    long in = channels();
    norm(name + " norm 1", block.norms()).apply(Function.SILU, name + " activation 1");
    conv(name + " convolution 1", out, block.kernel());
    norm(name + " norm 2", block.norms()).apply(Function.SILU, name + " activation 2");
    conv(name + " convolution 2", out, block.kernel());
    if (in != out) {
      if (block.shortcutNorm()) {
        ops.norm(name + " shortcut norm", Norm.layer(rows(), in, true));
      }
      ops.add(name + " shortcut", op(Conv.Channels.full(in, out), POINT, POINT, 1));
    }
    return sum(name + " sum");
  }

  /** Single-head self-attention with biases over the positions of each frame. */
  ConvNet attention(String name, Norms norms) {
    return attention(
        name,
        norms,
        new Sdpa(product(batch, grid().frames()), 1, 1, grid().area(), grid().area(), channels()));
  }

  /** Single-head self-attention with biases, each frame over itself and those before it. */
  ConvNet frameCausalAttention(String name, Norms norms) {
    return attention(name, norms, causal());
  }

  private ConvNet attention(String name, Norms norms, Op scores) {
    norm(name + " norm", norms);
    ops.add(name + " query, key, value", new Linear(rows(), channels(), channels(), 1), 3);
    ops.add(name, scores);
    ops.linear(name + " output", rows(), channels(), channels(), true);
    return sum(name + " sum");
  }

  /**
   * F frames of P positions: F (F + 1) / 2 P^2 pairs, P (F + 1) / 2 keys a query on average (a half
   * key rounded up).
   */
  private Op causal() {
    long tokens = grid().elements();
    long twiceAttended = product(grid().area(), grid().frames() + 1);
    return grid().frames() == 1
        ? new Sdpa(batch, 1, 1, tokens, tokens, channels())
        : new SparseAttention(batch, 1, tokens, (twiceAttended + 1) / 2, channels());
  }

  /** Nearest-neighbour enlargement. */
  ConvNet enlarge(String name, Grid factor) {
    ops.add(name, new Resample(batch, channels(), grid(), factor));
    return become(channels(), grid().times(factor));
  }

  /** Nearest-neighbour enlargement that does not repeat the first frame. */
  ConvNet enlargeCausally(String name, Grid factor) {
    ops.addAll(enlargement(name, batch, shape, factor));
    return become(channels(), causal(grid(), factor));
  }

  /** The ops of a nearest-neighbour enlargement that does not repeat the first frame. */
  static List<CountedOp> enlargement(String name, long batch, Shape shape, Grid factor) {
    Grid grid = shape.grid();
    OpList ops = new OpList();
    if (factor.frames() == 1) {
      return ops.add(name, new Resample(batch, shape.channels(), grid, factor)).build();
    }
    Grid first = new Grid(1, grid.height(), grid.width());
    Grid flat = new Grid(1, factor.height(), factor.width());
    ops.add(name + " first", new Resample(batch, shape.channels(), first, flat));
    if (grid.frames() > 1) {
      Grid rest = new Grid(grid.frames() - 1, grid.height(), grid.width());
      ops.add(name + " rest", new Resample(batch, shape.channels(), rest, factor));
    }
    return ops.build();
  }

  private static Grid causal(Grid grid, Grid factor) {
    return new Grid(
        product(grid.frames() - 1, factor.frames()) + 1,
        product(grid.height(), factor.height()),
        product(grid.width(), factor.width()));
  }

  /** Moves elements between channels and positions, or drops some. */
  ConvNet rearrange(String name, long channels, Grid grid) {
    ops.add(name, new Resample(batch, channels(), grid(), POINT));
    return become(channels, grid);
  }

  /** Adds a table of learned values for each channel: a bias of an RMSNorm. */
  ConvNet channelBias(String name) {
    ops.add(name, new LearnedTable(rows(), 1, channels(), 1));
    return this;
  }

  /** Adds x + y with one y for each channel and place, the same in all frames and samples. */
  ConvNet broadcast(Function function, String name, long repeats) {
    ops.add(name, new Elementwise(function, elements(), repeats));
    return this;
  }
}

package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.gelu;
import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;
import static io.ditgauge.kernels.nd4j.Nd4jOps.norm;
import static io.ditgauge.kernels.nd4j.Nd4jOps.product;
import static io.ditgauge.kernels.nd4j.Nd4jOps.rmsNorm;
import static io.ditgauge.kernels.nd4j.Nd4jOps.scaleColumns;
import static io.ditgauge.kernels.nd4j.Nd4jOps.shiftColumns;
import static io.ditgauge.kernels.nd4j.Nd4jOps.silu;

import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.kernels.Support;
import io.ditgauge.kernels.Variant;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.FactorisedAttention;
import io.ditgauge.model.Function;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Norm;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Probe;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.Unpatchify;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Factories of the ND4J kernels of single products, norms, elementwise functions and patches. */
final class Nd4jLeaves {
  private static final Set<Function> LACKING = EnumSet.of(Function.GELU, Function.QUICK_GELU);

  private Nd4jLeaves() {}

  private static Support onTensors(Probe op) {
    return op.kind() == Probe.Kind.FMA
        ? Support.no("backend nd4j has no kernel for fma")
        : Support.YES;
  }

  private static Kernel probe(Probe op, Buffers buffers) {
    INDArray x = buffers.tiled("x", op.size());
    if (op.kind() == Probe.Kind.EMPTY) {
      return new Nd4jCall(buffers, x, () -> x.addi(0));
    }
    if (op.kind() == Probe.Kind.READ) {
      INDArray largest = buffers.empty(1);
      return new Nd4jCall(
          buffers, largest, () -> largest.putScalar(0, x.maxNumber().doubleValue()));
    }
    INDArray y = buffers.tiled("y", op.size());
    INDArray z = buffers.empty(op.size());
    return new Nd4jCall(
        buffers, z, () -> Nd4j.getExecutioner().exec(new Axpy(y, x, z, Probe.TRIAD_FACTOR)));
  }

  static void register(KernelRegistry<Buffers> registry) {
    registry
        .with(Attention.class, Variant.NAIVE, Nd4jKernels::attention)
        .with(Probe.class, Nd4jLeaves::onTensors, Nd4jLeaves::probe)
        .with(Linear.class, Nd4jLeaves::linearMap)
        .with(GatedMlp.class, Nd4jLeaves::gatedMlp)
        .with(Norm.class, Nd4jLeaves::normKernel)
        .with(Rope.class, Nd4jLeaves::rope)
        .with(Elementwise.class, Nd4jLeaves::known, Nd4jLeaves::elementwise)
        .with(Lookup.class, Nd4jLeaves::lookup)
        .with(Sdpa.class, Nd4jLeaves::sdpa)
        .with(FactorisedAttention.class, Nd4jLeaves::factorised)
        .with(PatchEmbed.class, Nd4jLeaves::patchEmbed)
        .with(Unpatchify.class, Nd4jLeaves::unpatchify);
  }

  private static Kernel linearMap(Linear op, Buffers buffers) {
    INDArray x = buffers.input("x", op.rows(), op.in());
    INDArray w = buffers.input("w", op.out(), op.in());
    INDArray y = buffers.empty(op.rows(), op.out());
    if (op.bias() == 0) {
      return new Nd4jCall(buffers, y, () -> product(x, w, y));
    }
    INDArray b = buffers.input("b", op.out());
    return new Nd4jCall(buffers, y, () -> linear(x, w, b, y));
  }

  private static Kernel gatedMlp(GatedMlp op, Buffers buffers) {
    long hidden = op.hidden();
    INDArray x = buffers.input("x", op.rows(), op.width());
    INDArray w1 = buffers.input("w1", 2 * hidden, op.width());
    INDArray w2 = buffers.input("w2", op.width(), hidden);
    INDArray gate = buffers.empty(op.rows(), hidden);
    INDArray up = buffers.empty(op.rows(), hidden);
    INDArray activated = buffers.empty(op.rows(), hidden);
    INDArray y = buffers.empty(op.rows(), op.width());
    Runnable biasBefore = () -> {};
    Runnable biasAfter = () -> {};
    if (op.bias() == 1) {
      INDArray b1 = buffers.input("b1", 2 * hidden);
      INDArray b2 = buffers.input("b2", op.width());
      biasBefore =
          () -> {
            gate.addiRowVector(Views.columns(b1, 0, hidden));
            up.addiRowVector(Views.columns(b1, hidden, hidden));
          };
      biasAfter = () -> y.addiRowVector(b2);
    }
    Runnable first = biasBefore;
    Runnable second = biasAfter;
    return new Nd4jCall(
        buffers,
        y,
        () -> {
          product(x, Views.range(w1, 0, hidden), gate);
          product(x, Views.range(w1, hidden, hidden), up);
          first.run();
          silu(gate, activated);
          activated.muli(up);
          product(activated, w2, y);
          second.run();
        });
  }

  private static Kernel normKernel(Norm op, Buffers buffers) {
    INDArray x = buffers.input("x", op.rows(), op.width());
    INDArray y = buffers.empty(op.rows(), op.width());
    INDArray scratch = buffers.empty(op.rows());
    boolean layer = op.kind() == Norm.Kind.LAYER;
    if (op.affine() == 0) {
      return new Nd4jCall(
          buffers, y, layer ? () -> norm(x, y, scratch) : () -> rmsNorm(x, y, scratch));
    }
    INDArray gain = buffers.input("gain", op.width());
    if (!layer) {
      return new Nd4jCall(buffers, y, () -> rmsNorm(x, gain, y, scratch));
    }
    INDArray shift = buffers.input("shift", op.width());
    return new Nd4jCall(
        buffers,
        y,
        () -> {
          norm(x, y, scratch);
          y.muliRowVector(gain).addiRowVector(shift);
        });
  }

  private static Kernel rope(Rope op, Buffers buffers) {
    long[] pairs = {op.batch(), op.heads(), op.tokens(), op.headWidth() / 2, 2};
    INDArray cos = buffers.input("cos", op.tokens(), op.headWidth() / 2);
    INDArray sin = buffers.input("sin", op.tokens(), op.headWidth() / 2);
    INDArray y = buffers.empty(pairs);
    Rotation rotation = new Rotation(buffers.input("x", pairs), y, cos, sin, buffers);
    return new Nd4jCall(buffers, y, rotation::compute);
  }

  private static Support known(Elementwise op) {
    return LACKING.contains(op.function())
        ? Support.no("backend nd4j has no kernel for " + op.type())
        : Support.YES;
  }

  private static Kernel elementwise(Elementwise op, Buffers buffers) {
    long shared = op.elements() / op.repeats();
    if (op.function() == Function.SINUSOID) {
      return sinusoid(op, buffers);
    }
    INDArray x = buffers.input("x", op.repeats(), shared);
    INDArray y = buffers.empty(op.repeats(), shared);
    return new Nd4jCall(
        buffers,
        y,
        switch (op.function()) {
          case SIGMOID -> () -> Nd4j.exec(new Sigmoid(x, y));
          case SILU -> () -> silu(x, y);
          case GELU_TANH -> geluTanh(x, y, buffers);
          case RELU -> () -> Nd4j.exec(new RectifiedLinear(x, y));
          case TANH -> () -> Nd4j.exec(new Tanh(x, y));
          case SCALE -> () -> x.muli(0.5, y);
          case SOFTMAX -> () -> Nd4j.exec(new SoftMax(x, y, 1));
          case ADD, MULTIPLY, BROADCAST_ADD, BROADCAST_MULTIPLY, MODULATE, GATED_RESIDUAL ->
              combined(op, x, y, buffers);
          case SINUSOID, GELU, QUICK_GELU ->
              throw new IllegalStateException(op.type() + " passed its limit");
        });
  }

  /** R features [R, N/R] of N/R scalars, cosines then sines. */
  private static Kernel sinusoid(Elementwise op, Buffers buffers) {
    long half = (op.repeats() + 1) / 2;
    long scalars = op.elements() / op.repeats();
    INDArray s = buffers.input("s", 1, scalars);
    INDArray frequencies = Embedder.frequencies(half, buffers);
    INDArray y = buffers.empty(op.repeats(), scalars);
    INDArray angles = buffers.empty(half, scalars);
    INDArray cosines = Views.range(y, 0, half);
    INDArray sines = Views.range(y, half, op.repeats() - half);
    INDArray angleOfSines = Views.range(angles, 0, op.repeats() - half);
    return new Nd4jCall(
        buffers,
        y,
        () -> {
          product(frequencies.transpose(), s.transpose(), angles);
          cosines.assign(angles);
          Transforms.cos(cosines, false);
          sines.assign(angleOfSines);
          Transforms.sin(sines, false);
        });
  }

  private static Kernel lookup(Lookup op, Buffers buffers) {
    INDArray table = buffers.input("table", op.entries(), op.width());
    INDArray y = buffers.empty(op.rows(), op.width());
    int[] entries = LongStream.range(0, op.rows()).mapToInt(i -> (int) op.entry(i)).toArray();
    return new Nd4jCall(buffers, y, () -> Nd4j.pullRows(table, y, 1, entries));
  }

  private static Runnable geluTanh(INDArray x, INDArray y, Buffers buffers) {
    INDArray scratch = buffers.empty(x.shape());
    return () -> {
      y.assign(x);
      gelu(y, scratch);
    };
  }

  private static Runnable combined(Elementwise op, INDArray x, INDArray y, Buffers buffers) {
    long shared = x.size(1);
    return switch (op.function()) {
      case ADD, MULTIPLY -> {
        INDArray other = buffers.input("y", x.shape());
        yield op.function() == Function.ADD ? () -> x.addi(other, y) : () -> x.muli(other, y);
      }
      case BROADCAST_ADD, BROADCAST_MULTIPLY -> {
        INDArray s = buffers.input("s", shared);
        yield op.function() == Function.BROADCAST_ADD
            ? () -> shiftColumns(x, s, y)
            : () -> scaleColumns(x, s, y);
      }
      case MODULATE -> {
        INDArray s = buffers.input("s", shared);
        INDArray t = buffers.input("t", shared);
        INDArray scale = buffers.empty(shared);
        yield () -> {
          s.addi(1.0, scale);
          scaleColumns(x, scale, y);
          y.addiRowVector(t);
        };
      }
      default -> {
        INDArray other = buffers.input("y", x.shape());
        INDArray s = buffers.input("s", shared);
        yield () -> {
          scaleColumns(other, s, y);
          y.addi(x);
        };
      }
    };
  }

  /** The heads that share keys lie side by side: their queries are more rows of one product. */
  private static Kernel sdpa(Sdpa op, Buffers buffers) {
    long groups = op.batch() * op.kvHeads();
    long rows = op.heads() / op.kvHeads() * op.queries();
    AttentionCore core =
        new AttentionCore(
            buffers.input("q", groups, rows, op.headWidth()),
            buffers.input("k", groups, op.keys(), op.headWidth()),
            buffers.input("v", groups, op.keys(), op.headWidth()),
            buffers);
    return new Nd4jCall(buffers, core.output(), core::compute);
  }

  private static Kernel factorised(FactorisedAttention op, Buffers buffers) {
    AttentionCore space = Nd4jKernels.core(op.spatial(), "s", buffers);
    AttentionCore time = Nd4jKernels.core(op.temporal(), "t", buffers);
    return new Nd4jCall(
        buffers,
        List.of(space.output(), time.output()),
        () -> {
          space.compute();
          time.compute();
        });
  }

  /** Unfolds the patches and embeds them by one product, unless a convolution is asked for. */
  private static Kernel patchEmbed(PatchEmbed op, Buffers buffers) {
    if (op.way() == PatchEmbed.Way.CONVOLUTION) {
      PatchConvolution convolution = new PatchConvolution(op, buffers);
      return new Nd4jCall(buffers, convolution.output(), convolution::compute);
    }
    INDArray x = buffers.input("x", op.batch(), op.channels(), op.latent().elements());
    Patches patches = new Patches(op, x, buffers);
    return new Nd4jCall(buffers, patches.output(), patches::compute);
  }

  /** Unfolds patches and embeds them: rows [B T, D]. */
  static final class Patches {
    private final INDArray cut;
    private final INDArray patches;
    private final INDArray unfolded;
    private final INDArray w;
    private final INDArray b;
    private final INDArray output;

    /** Takes the latent x [B, C, N]. */
    Patches(PatchEmbed op, INDArray x, Buffers buffers) {
      Grid patch = op.patch();
      Grid grid = op.grid();
      cut =
          x.reshape(
                  op.batch(),
                  op.channels(),
                  grid.frames(),
                  patch.frames(),
                  grid.height(),
                  patch.height(),
                  grid.width(),
                  patch.width())
              .permute(0, 2, 4, 6, 1, 3, 5, 7);
      long rows = op.batch() * op.tokens();
      patches = buffers.empty(rows, op.patchElements());
      unfolded = patches.reshape(cut.shape());
      w = buffers.input("w", op.width(), op.patchElements());
      b = buffers.input("b", op.width());
      output = buffers.empty(rows, op.width());
    }

    INDArray output() {
      return output;
    }

    void compute() {
      unfolded.assign(cut);
      linear(patches, w, b, output);
    }
  }

  private static Kernel unpatchify(Unpatchify op, Buffers buffers) {
    long tokens = op.latent().over(Unpatchify.TYPE, op.patch()).elements();
    INDArray rows = buffers.input("x", op.batch() * tokens, op.patch().elements() * op.channels());
    INDArray x = cut(op, rows);
    INDArray y = buffers.empty(x.shape());
    return new Nd4jCall(buffers, y, () -> y.assign(x));
  }

  /** Rows [B T, E] of patches, channels last, as the view of the latent [B, C, N]. */
  static INDArray cut(Unpatchify op, INDArray rows) {
    Grid patch = op.patch();
    Grid grid = op.latent().over(Unpatchify.TYPE, patch);
    return rows.reshape(
            op.batch(),
            grid.frames(),
            grid.height(),
            grid.width(),
            patch.frames(),
            patch.height(),
            patch.width(),
            op.channels())
        .permute(0, 7, 1, 4, 2, 5, 3, 6);
  }
}

package io.ditgauge.kernels.torchscript;

import io.ditgauge.kernels.ConvPadding;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.kernels.Support;
import io.ditgauge.kernels.Variant;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CausalAttention;
import io.ditgauge.model.Conv;
import io.ditgauge.model.ConvMlp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.FactorisedAttention;
import io.ditgauge.model.Function;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.GroupNorm;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Linear;
import io.ditgauge.model.LinearAttention;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Norm;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Probe;
import io.ditgauge.model.Resample;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.Unpatchify;
import java.util.Map;
import java.util.stream.LongStream;

/** Arguments of the methods of {@code ops.py}. */
final class ScriptKernels {

  /** Methods of elementwise functions whose name does not follow from theirs. */
  private static final Map<Function, String> METHODS =
      Map.of(
          Function.BROADCAST_ADD, "elementwise_add",
          Function.BROADCAST_MULTIPLY, "elementwise_multiply",
          Function.SINUSOID, "sinusoid");

  /** Keys of a chunk: with 128 queries their scores fit a second-level cache. */
  private static final long CHUNK = 256;

  private ScriptKernels() {}

  static void register(KernelRegistry<ScriptCall.Builder> registry) {
    registry
        .with(Attention.class, Variant.FUSED, (op, call) -> qkv(call).as("attention"))
        .with(Attention.class, Variant.NAIVE, (op, call) -> qkv(call).as("attention_naive"))
        .with(
            Attention.class,
            Variant.CHUNKED,
            (op, call) -> qkv(call).number(CHUNK).as("attention_chunked"))
        .with(Probe.class, ScriptKernels::onTensors, ScriptKernels::probe)
        .with(Linear.class, ScriptKernels::linear)
        .with(GatedMlp.class, ScriptKernels::gatedMlp)
        .with(Norm.class, ScriptKernels::norm)
        .with(GroupNorm.class, ScriptKernels::groupNorm)
        .with(Rope.class, (op, call) -> call.input("x", "cos", "sin").as("rotated"))
        .with(Elementwise.class, ScriptKernels::elementwise)
        .with(LearnedTable.class, ScriptKernels::held, ScriptKernels::learnedTable)
        .with(Lookup.class, ScriptKernels::lookup)
        .with(Sdpa.class, ScriptKernels::sdpa)
        .with(CausalAttention.class, ScriptKernels::causal)
        .with(FactorisedAttention.class, ScriptKernels::factorised)
        .with(LinearAttention.class, (op, call) -> qkv(call).as("linear_attention"))
        .with(PatchEmbed.class, ScriptKernels::patchEmbed)
        .with(Unpatchify.class, ScriptKernels::unpatchify)
        .with(Resample.class, ScriptKernels::resample)
        .with(Conv.class, ScriptKernels::conv)
        .with(
            ConvMlp.class,
            (op, call) -> call.input("x", "w1", "b1", "wd", "bd", "w2").as("conv_mlp"));
  }

  private static ScriptCall.Builder qkv(ScriptCall.Builder call) {
    return call.input("q", "k", "v");
  }

  private static Support onTensors(Probe op) {
    return op.kind() == Probe.Kind.FMA
        ? Support.no("backend torchscript has no kernel for fma")
        : Support.YES;
  }

  private static Kernel probe(Probe op, ScriptCall.Builder call) {
    call.tiled("x", op.size());
    return op.kind() == Probe.Kind.TRIAD
        ? call.tiled("y", op.size()).destination().as("triad")
        : call.as(op.type());
  }

  private static Kernel linear(Linear op, ScriptCall.Builder call) {
    call.input("x").weight("w", op.rows());
    return op.bias() == 1 ? call.input("b").packed().as("linear_bias") : call.packed().as("gemm");
  }

  private static Kernel gatedMlp(GatedMlp op, ScriptCall.Builder call) {
    call.input("x");
    return op.bias() == 1
        ? call.linear("w1", "b1", op.rows())
            .linear("w2", "b2", op.rows())
            .packed()
            .as("gated_mlp_bias")
        : call.weight("w1", op.rows()).weight("w2", op.rows()).packed().as("gated_mlp");
  }

  private static Kernel norm(Norm op, ScriptCall.Builder call) {
    String method = op.kind() == Norm.Kind.LAYER ? "layer_norm" : "rms_norm";
    call.input("x");
    if (op.affine() == 0) {
      return call.as(method);
    }
    call.input("gain");
    return op.kind() == Norm.Kind.LAYER
        ? call.input("shift").as("layer_norm_affine")
        : call.as("rms_norm_affine");
  }

  private static Kernel groupNorm(GroupNorm op, ScriptCall.Builder call) {
    return call.input("x", "gain", "shift").number(op.groups()).as("group_norm");
  }

  private static Kernel elementwise(Elementwise op, ScriptCall.Builder call) {
    Function function = op.function();
    String[] operands = {"x", "y"};
    String[] shared = {"s", "t"};
    for (int i = 0; i < function.operands(); i++) {
      call.input(operands[i]);
    }
    for (int i = 0; i < function.broadcastOperands(); i++) {
      call.input(shared[i]);
    }
    if (function == Function.SINUSOID) {
      long half = (op.repeats() + 1) / 2;
      call.number(op.repeats()).number(half).real(ScriptModels.decay(half));
    }
    return call.as(
        METHODS.getOrDefault(function, "elementwise_" + function.id().replace('-', '_')));
  }

  private static Support held(LearnedTable op) {
    return op.rows() <= op.entries()
        ? Support.YES
        : Support.no("backend torchscript does not repeat a learned-table: " + op.shape());
  }

  private static Kernel learnedTable(LearnedTable op, ScriptCall.Builder call) {
    return call.input("x", "table").as("table_add");
  }

  private static Kernel lookup(Lookup op, ScriptCall.Builder call) {
    long[] entries = LongStream.range(0, op.rows()).map(op::entry).toArray();
    return call.input("table").indices(entries).as("lookup");
  }

  private static Kernel sdpa(Sdpa op, ScriptCall.Builder call) {
    return qkv(call).flag(false).flag(op.kvHeads() < op.heads()).as("sdpa");
  }

  private static Kernel causal(CausalAttention op, ScriptCall.Builder call) {
    return qkv(call).flag(true).flag(op.kvHeads() < op.heads()).as("sdpa");
  }

  private static Kernel factorised(FactorisedAttention op, ScriptCall.Builder call) {
    return call.input("qs", "ks", "vs", "qt", "kt", "vt").asSeveral("factorised");
  }

  /** A convolution unless a product is asked for. */
  private static Kernel patchEmbed(PatchEmbed op, ScriptCall.Builder call) {
    Grid patch = op.patch();
    call.input("x", "w", "b");
    if (op.way() == PatchEmbed.Way.PRODUCT) {
      return three(three(call, op.grid()), patch).as("patch_product");
    }
    return (op.latent().frames() == 1
            ? call.numbers(patch.height(), patch.width())
            : call.numbers(patch.frames(), patch.height(), patch.width()))
        .as("patch_embed");
  }

  private static Kernel unpatchify(Unpatchify op, ScriptCall.Builder call) {
    return three(three(call.input("x"), op.latent().over(Unpatchify.TYPE, op.patch())), op.patch())
        .as("unpatchify");
  }

  private static Kernel resample(Resample op, ScriptCall.Builder call) {
    return three(call.input("x"), op.factor()).as("resample");
  }

  private static ScriptCall.Builder three(ScriptCall.Builder call, Grid grid) {
    return call.numbers(grid.frames(), grid.height(), grid.width());
  }

  private static Kernel conv(Conv op, ScriptCall.Builder call) {
    ConvPadding padding = ConvPadding.of(op);
    call.input("x", "w");
    if (op.bias() == 1) {
      call.input("b");
    }
    return call.numbers(padding.stride())
        .numbers(padding.even())
        .numbers(padding.uneven())
        .number(op.channels().groups())
        .as(op.bias() == 1 ? "conv_bias" : "conv_no_bias");
  }
}

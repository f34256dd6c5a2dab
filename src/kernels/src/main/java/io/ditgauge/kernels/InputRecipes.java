package io.ditgauge.kernels;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CausalAttention;
import io.ditgauge.model.Conv;
import io.ditgauge.model.ConvMlp;
import io.ditgauge.model.Copy;
import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.DitStep;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.FactorisedAttention;
import io.ditgauge.model.FactorisedForward;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Grid;
import io.ditgauge.model.GroupNorm;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Linear;
import io.ditgauge.model.LinearAttention;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Moe;
import io.ditgauge.model.Norm;
import io.ditgauge.model.Op;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Patchify;
import io.ditgauge.model.Probe;
import io.ditgauge.model.Resample;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.SingleBlock;
import io.ditgauge.model.SparseAttention;
import io.ditgauge.model.TimestepEmbedding;
import io.ditgauge.model.Unpatchify;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Names, shapes and distributions of the inputs of each kind of op but the blocks. */
final class InputRecipes {
  private static final Map<Class<? extends Op>, BiConsumer<Op, OpInputs>> RECIPES = new HashMap<>();

  static {
    products();
    pointwise();
    attentions();
    convolutions();
    recipe(JointBlock.class, BlockInputRecipes::joint);
    recipe(SingleBlock.class, BlockInputRecipes::single);
    recipe(CrossBlock.class, BlockInputRecipes::cross);
    recipe(DitBlock.class, BlockInputRecipes::dit);
    recipe(DitForward.class, (op, in) -> BlockInputRecipes.forward(op, op.batch(), in));
    recipe(DitStep.class, (op, in) -> BlockInputRecipes.forward(op.forward(), op.batch(), in));
    recipe(TimestepEmbedding.class, BlockInputRecipes::timestep);
    recipe(FactorisedForward.class, BlockInputRecipes::factorised);
    recipe(FinalLayer.class, BlockInputRecipes::finalLayer);
    recipe(Moe.class, BlockInputRecipes::moe);
  }

  private InputRecipes() {}

  private static <O extends Op> void recipe(Class<O> type, BiConsumer<O, OpInputs> recipe) {
    RECIPES.put(type, (op, inputs) -> recipe.accept(type.cast(op), inputs));
  }

  /** What adds the inputs of that op. */
  static BiConsumer<Op, OpInputs> of(Op op) {
    BiConsumer<Op, OpInputs> recipe = RECIPES.get(op.getClass());
    if (recipe == null) {
      throw new KernelException("no inputs are known for op type " + op.type());
    }
    return recipe;
  }

  private static void products() {
    recipe(
        Gemm.class,
        (op, in) -> in.activation("x", op.m(), op.k()).scaled("w", op.k(), op.n(), op.k()));
    recipe(Linear.class, InputRecipes::linear);
    recipe(
        AdaLn.class,
        (op, in) -> {
          in.activation("c", op.batch(), op.width());
          BlockInputRecipes.modulation(in, "", op.chunks(), op.width());
        });
    recipe(
        Mlp.class,
        (op, in) -> {
          in.activation("x", op.batch(), op.tokens(), op.width());
          BlockInputRecipes.mlp(in, "", op.width(), op.hidden());
        });
    recipe(GatedMlp.class, InputRecipes::gatedMlp);
  }

  private static void linear(Linear op, OpInputs in) {
    in.activation("x", op.rows(), op.in()).weight("w", op.in(), op.out(), op.in());
    if (op.bias() == 1) {
      in.weight("b", op.in(), op.out());
    }
  }

  private static void gatedMlp(GatedMlp op, OpInputs in) {
    long width = op.width();
    long hidden = op.hidden();
    in.activation("x", op.rows(), width);
    in.weight("w1", width, 2 * hidden, width).weight("w2", hidden, width, hidden);
    if (op.bias() == 1) {
      in.weight("b1", width, 2 * hidden).weight("b2", hidden, width);
    }
  }

  private static void pointwise() {
    recipe(Copy.class, (op, in) -> in.activation("x", op.elements()));
    recipe(Probe.class, InputRecipes::probe);
    recipe(Norm.class, InputRecipes::norm);
    recipe(
        GroupNorm.class,
        (op, in) ->
            in.activation("x", op.batch(), op.channels(), op.positions())
                .weight("gain", 1, op.channels())
                .weight("shift", 1, op.channels()));
    recipe(
        Rope.class,
        (op, in) -> {
          in.activation("x", op.batch(), op.heads(), op.tokens(), op.headWidth());
          BlockInputRecipes.rotation(in, op.tokens(), op.headWidth());
        });
    recipe(Elementwise.class, InputRecipes::elementwise);
    recipe(
        LearnedTable.class,
        (op, in) ->
            in.activation("x", op.batch(), op.rows(), op.width())
                .weight("table", 1, op.entries(), op.width()));
    recipe(Lookup.class, (op, in) -> in.weight("table", 1, op.entries(), op.width()));
  }

  private static void probe(Probe op, OpInputs in) {
    switch (op.kind()) {
      case EMPTY, READ -> in.activation("x", op.size());
      case TRIAD -> in.activation("x", op.size()).activation("y", op.size());
      case FMA -> {} // works on registers
    }
  }

  private static void norm(Norm op, OpInputs in) {
    in.activation("x", op.rows(), op.width());
    if (op.affine() == 1) {
      in.weight("gain", 1, op.width());
      if (op.kind() == Norm.Kind.LAYER) {
        in.weight("shift", 1, op.width());
      }
    }
  }

  /** Operands [R, N/R] named x and y; those that R rows share, [N/R], named s and t. */
  private static void elementwise(Elementwise op, OpInputs in) {
    long shared = op.elements() / op.repeats();
    for (String name : List.of("x", "y").subList(0, op.function().operands())) {
      in.activation(name, op.repeats(), shared);
    }
    for (String name : List.of("s", "t").subList(0, op.function().broadcastOperands())) {
      in.activation(name, shared);
    }
  }

  private static void attentions() {
    recipe(
        Attention.class,
        (op, in) -> qkv(in, "", op.batch(), op.heads(), op.tokens(), op.headWidth()));
    recipe(
        SparseAttention.class,
        (op, in) -> qkv(in, "", op.batch(), op.heads(), op.tokens(), op.headWidth()));
    recipe(
        LinearAttention.class,
        (op, in) -> qkv(in, "", op.batch(), op.heads(), op.tokens(), op.headWidth()));
    recipe(
        FactorisedAttention.class,
        (op, in) -> {
          Attention space = op.spatial();
          Attention time = op.temporal();
          qkv(in, "s", space.batch(), space.heads(), space.tokens(), space.headWidth());
          qkv(in, "t", time.batch(), time.heads(), time.tokens(), time.headWidth());
        });
    recipe(
        Sdpa.class,
        (op, in) ->
            in.activation("q", op.batch(), op.heads(), op.queries(), op.headWidth())
                .activation("k", op.batch(), op.kvHeads(), op.keys(), op.headWidth())
                .activation("v", op.batch(), op.kvHeads(), op.keys(), op.headWidth()));
    recipe(
        CausalAttention.class,
        (op, in) ->
            in.activation("q", op.batch(), op.heads(), op.tokens(), op.headWidth())
                .activation("k", op.batch(), op.kvHeads(), op.tokens(), op.headWidth())
                .activation("v", op.batch(), op.kvHeads(), op.tokens(), op.headWidth()));
  }

  private static void qkv(OpInputs in, String suffix, long... shape) {
    for (String name : List.of("q", "k", "v")) {
      in.activation(name + suffix, shape);
    }
  }

  private static void convolutions() {
    recipe(
        Patchify.class,
        (op, in) ->
            in.activation("x", op.batch(), op.channels(), op.side(), op.side())
                .linear("w", "b", op.width(), op.patchElements()));
    recipe(
        PatchEmbed.class,
        (op, in) -> {
          boolean flat = op.latent().frames() == 1;
          long fanIn = op.patchElements();
          in.activation("x", extent(flat, op.batch(), op.channels(), op.latent()));
          in.weight("w", fanIn, extent(flat, op.width(), op.channels(), op.patch()));
          in.weight("b", fanIn, op.width());
        });
    recipe(
        Unpatchify.class,
        (op, in) -> {
          long tokens = op.latent().over(Unpatchify.TYPE, op.patch()).elements();
          in.activation("x", op.batch(), tokens, op.patch().elements() * op.channels());
        });
    recipe(
        Resample.class,
        (op, in) -> in.activation("x", extent(false, op.batch(), op.channels(), op.input())));
    recipe(Conv.class, InputRecipes::conv);
    recipe(ConvMlp.class, InputRecipes::convMlp);
  }

  private static void conv(Conv op, OpInputs in) {
    long perGroup = op.channels().in() / op.channels().groups();
    long fanIn = perGroup * op.kernel().elements();
    boolean flat = op.type().equals(Conv.TYPE_2D);
    in.activation("x", extent(flat, op.batch(), op.channels().in(), op.input()));
    in.weight("w", fanIn, extent(flat, op.channels().out(), perGroup, op.kernel()));
    if (op.bias() == 1) {
      in.weight("b", fanIn, op.channels().out());
    }
  }

  private static void convMlp(ConvMlp op, OpInputs in) {
    long width = op.width();
    long hidden = op.hidden();
    in.activation("x", op.batch(), width, op.height(), op.columns());
    in.weight("w1", width, 2 * hidden, width, 1, 1).weight("b1", width, 2 * hidden);
    in.weight("wd", 9, 2 * hidden, 1, 3, 3).weight("bd", 9, 2 * hidden);
    in.weight("w2", hidden, width, hidden, 1, 1);
  }

  /** [outer, channels, extent], of an image without its one frame. */
  static long[] extent(boolean flat, long outer, long channels, Grid grid) {
    return flat
        ? new long[] {outer, channels, grid.height(), grid.width()}
        : new long[] {outer, channels, grid.frames(), grid.height(), grid.width()};
  }
}

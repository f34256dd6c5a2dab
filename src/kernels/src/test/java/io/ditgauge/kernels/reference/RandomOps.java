package io.ditgauge.kernels.reference;

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
import io.ditgauge.model.Function;
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
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small ops with random dimensions, of every type that a file can name. */
final class RandomOps {
  private interface Recipe {
    Op of(RandomOps random);
  }

  private static final Map<String, Recipe> RECIPES = new TreeMap<>();

  static {
    RECIPES.put(Gemm.TYPE, r -> new Gemm(r.some(), r.some(), r.some()));
    RECIPES.put(Linear.TYPE, r -> new Linear(r.some(), r.some(), r.some(), r.upTo(2) - 1));
    RECIPES.put(Copy.TYPE, r -> new Copy(r.some()));
    for (Probe.Kind kind : Probe.Kind.values()) {
      RECIPES.put(kind.type(), r -> new Probe(kind, r.some()));
    }
    RECIPES.put(AdaLn.TYPE, r -> new AdaLn(r.few(), r.some(), r.some()));
    RECIPES.put(Mlp.TYPE, r -> new Mlp(r.few(), r.some(), r.some(), r.some()));
    RECIPES.put(GatedMlp.TYPE, r -> new GatedMlp(r.some(), r.some(), r.some(), r.upTo(2) - 1));
    RECIPES.put(Moe.TYPE, RandomOps::moe);
    pointwise();
    attentions();
    convolutions();
    blocks();
  }

  private final SplittableRandom random;

  private RandomOps(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static Set<String> types() {
    return RECIPES.keySet();
  }

  static Op of(String type, long seed) {
    return RECIPES.get(type).of(new RandomOps(seed));
  }

  private long upTo(long most) {
    return random.nextLong(1, most + 1);
  }

  private long few() {
    return upTo(3);
  }

  private long some() {
    return upTo(6);
  }

  private Grid grid(long most) {
    return new Grid(upTo(most), upTo(most), upTo(most));
  }

  private static Op step(RandomOps r) {
    DitForward op = forward(r);
    DitForward.Stack s = op.stack();
    DitForward.Stack more =
        new DitForward.Stack(s.layers(), s.width(), s.heads(), s.hidden(), s.labels() + 1);
    return new DitStep(op.batch(), op.channels(), op.latent(), op.patch(), more);
  }

  private static Op factorised(RandomOps r) {
    DitForward op = forward(r);
    DitForward.Stack s = op.stack();
    DitForward.Stack even =
        new DitForward.Stack(2 * s.layers(), s.width(), s.heads(), s.hidden(), s.labels());
    return new FactorisedForward(op.batch(), op.channels(), op.latent(), op.patch(), even);
  }

  private static DitForward forward(RandomOps r) {
    Grid patch = r.grid(2);
    Grid latent =
        new Grid(patch.frames() * r.upTo(2), patch.height() * r.upTo(2), patch.width() * r.upTo(2));
    long heads = r.upTo(2);
    DitForward.Stack stack =
        new DitForward.Stack(r.upTo(2), heads * r.few(), heads, r.some(), r.few());
    return new DitForward(r.few(), r.few(), latent, patch, stack);
  }

  private static void pointwise() {
    for (Norm.Kind kind : Norm.Kind.values()) {
      RECIPES.put(kind.type(), r -> new Norm(kind, r.some(), r.some(), r.upTo(2) - 1));
    }
    for (Function function : Function.values()) {
      RECIPES.put(function.id(), r -> elementwise(function, r));
    }
    RECIPES.put(Rope.TYPE, r -> new Rope(r.few(), r.few(), r.some(), 2 * r.few()));
    RECIPES.put(LearnedTable.TYPE, r -> new LearnedTable(r.few(), r.some(), r.some(), r.some()));
    RECIPES.put(
        TimestepEmbedding.TYPE, r -> new TimestepEmbedding(r.few(), 2 * r.some(), r.some()));
    RECIPES.put(Lookup.TYPE, r -> new Lookup(r.some(), r.some(), r.some()));
    RECIPES.put(
        GroupNorm.TYPE,
        r -> {
          long groups = r.few();
          return new GroupNorm(r.few(), groups * r.few(), r.some(), groups);
        });
  }

  private static Op elementwise(Function function, RandomOps r) {
    long repeats = r.some();
    return new Elementwise(function, repeats * r.some(), repeats);
  }

  private static void attentions() {
    RECIPES.put(Attention.TYPE, r -> new Attention(r.few(), r.few(), r.some(), r.some()));
    RECIPES.put(
        Sdpa.TYPE,
        r -> {
          long shared = r.few();
          return new Sdpa(r.few(), shared * r.few(), shared, r.some(), r.some(), r.some());
        });
    RECIPES.put(
        CausalAttention.TYPE,
        r -> {
          long shared = r.few();
          return new CausalAttention(r.few(), shared * r.few(), shared, r.some(), r.some());
        });
    RECIPES.put(
        SparseAttention.TYPE,
        r -> {
          long tokens = r.some();
          return new SparseAttention(r.few(), r.few(), tokens, r.upTo(tokens), r.some());
        });
    RECIPES.put(
        LinearAttention.TYPE, r -> new LinearAttention(r.few(), r.few(), r.some(), r.some()));
    RECIPES.put(
        FactorisedAttention.TYPE,
        r -> new FactorisedAttention(r.few(), r.few(), r.some(), r.some(), r.some()));
  }

  private static void convolutions() {
    RECIPES.put(
        Patchify.TYPE,
        r -> {
          long patch = r.few();
          return new Patchify(r.few(), r.few(), patch * r.few(), patch, r.some());
        });
    for (PatchEmbed.Way way : PatchEmbed.Way.values()) {
      RECIPES.put(
          way.type(),
          r -> {
            Grid patch = r.grid(3);
            return new PatchEmbed(r.few(), r.few(), patch.times(r.grid(3)), patch, r.some(), way);
          });
    }
    RECIPES.put(
        Unpatchify.TYPE,
        r -> {
          Grid patch = r.grid(3);
          return new Unpatchify(r.few(), r.few(), patch.times(r.grid(3)), patch);
        });
    RECIPES.put(Resample.TYPE, r -> new Resample(r.few(), r.few(), r.grid(4), r.grid(3)));
    RECIPES.put(Conv.TYPE_2D, r -> r.conv(flat(r.grid(6)), flat(r.grid(4)), flat(r.grid(4))));
    RECIPES.put(Conv.TYPE_3D, r -> r.conv(r.deep(4), r.deep(3), r.grid(4)));
    RECIPES.put(ConvMlp.TYPE, r -> new ConvMlp(r.few(), r.some(), r.some(), r.few(), r.few()));
  }

  private static Grid flat(Grid grid) {
    return new Grid(1, grid.height(), grid.width());
  }

  private Grid deep(long most) {
    return new Grid(1 + upTo(most - 1), upTo(most), upTo(most));
  }

  private Op conv(Grid input, Grid kernel, Grid stride) {
    long groups = few();
    Conv.Channels channels = new Conv.Channels(groups * upTo(2), groups * upTo(2), groups);
    return new Conv(upTo(2), channels, input, kernel, stride, upTo(2) - 1);
  }

  private static Op moe(RandomOps r) {
    long experts = r.upTo(4);
    long width = experts + r.few(); // in fewer dimensions than experts some could never be reached
    return new Moe(r.some(), width, r.few(), experts, r.upTo(experts));
  }

  private static void blocks() {
    RECIPES.put(
        FinalLayer.TYPE, r -> new FinalLayer(r.few(), r.some(), r.some(), r.few(), r.few()));
    RECIPES.put(
        DitBlock.TYPE,
        r -> {
          long heads = r.few();
          return new DitBlock(r.few(), r.some(), heads * r.few(), heads, r.some());
        });
    RECIPES.put(DitForward.TYPE, RandomOps::forward);
    RECIPES.put(DitStep.TYPE, RandomOps::step);
    RECIPES.put(FactorisedForward.TYPE, RandomOps::factorised);
    RECIPES.put(
        SingleBlock.TYPE,
        r -> {
          long heads = r.few();
          return new SingleBlock(r.few(), r.some(), 2 * heads * r.few(), heads, r.some());
        });
    RECIPES.put(
        JointBlock.TYPE,
        r -> {
          long heads = r.few();
          long width = 2 * heads * r.upTo(2);
          return new JointBlock(r.few(), r.some(), r.some(), width, heads, r.some());
        });
    RECIPES.put(
        CrossBlock.TYPE,
        r -> {
          long heads = r.few();
          long width = 2 * heads * r.upTo(2);
          return new CrossBlock(r.few(), r.some(), r.some(), width, heads, r.some());
        });
  }
}

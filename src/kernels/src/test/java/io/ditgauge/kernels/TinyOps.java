package io.ditgauge.kernels;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CausalAttention;
import io.ditgauge.model.Conv;
import io.ditgauge.model.ConvMlp;
import io.ditgauge.model.Copy;
import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.DType;
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
import java.util.ArrayList;
import java.util.List;

/** Ops of each kind, small enough for the control and with no two dimensions alike. */
final class TinyOps {
  private static final Grid VIDEO = new Grid(6, 10, 8);
  private static final Grid PATCH = new Grid(3, 2, 4);

  static final List<Op> ALL = all();

  private TinyOps() {}

  /** Those that the backend has at that element type. */
  static List<Op> on(Backend backend, DType dtype) {
    return ALL.stream().filter(op -> backend.support(op, dtype, Device.CPU).possible()).toList();
  }

  private static List<Op> all() {
    List<Op> result = new ArrayList<>();
    result.addAll(products());
    result.addAll(pointwise());
    result.addAll(attentions());
    result.addAll(convolutions());
    result.addAll(blocks());
    return List.copyOf(result);
  }

  private static List<Op> products() {
    return List.of(
        new Gemm(24, 40, 56),
        new Linear(24, 56, 40, 0),
        new Linear(24, 56, 40, 1),
        new AdaLn(3, 40, 6),
        new Mlp(2, 20, 48, 96),
        new GatedMlp(20, 48, 96, 0),
        new GatedMlp(20, 48, 96, 1),
        new Moe(20, 48, 24, 4, 2));
  }

  private static List<Op> pointwise() {
    List<Op> result = new ArrayList<>();
    result.add(new Copy(1000));
    result.add(Probe.empty());
    result.add(new Probe(Probe.Kind.READ, 1000));
    result.add(new Probe(Probe.Kind.TRIAD, 1000));
    for (Norm.Kind kind : Norm.Kind.values()) {
      result.add(new Norm(kind, 24, 56, 0));
      result.add(new Norm(kind, 24, 56, 1));
    }
    for (Function function : Function.values()) {
      result.add(new Elementwise(function, 24 * 56, 24));
    }
    result.add(new GroupNorm(3, 12, 35, 4));
    result.add(new Rope(2, 3, 10, 8));
    result.add(new LearnedTable(2, 10, 12, 15));
    result.add(new Elementwise(Function.SINUSOID, 5 * 12, 5));
    result.add(new Lookup(10, 12, 15));
    result.add(new Lookup(20, 12, 7));
    return result;
  }

  private static List<Op> attentions() {
    return List.of(
        new Attention(2, 3, 20, 8),
        new Sdpa(2, 3, 3, 20, 12, 8),
        new Sdpa(2, 6, 3, 20, 12, 8),
        new CausalAttention(2, 3, 3, 20, 8),
        new CausalAttention(2, 6, 3, 20, 8),
        new SparseAttention(2, 3, 20, 7, 8),
        new LinearAttention(2, 3, 20, 8),
        new FactorisedAttention(2, 3, 4, 20, 8));
  }

  private static Grid image() {
    return new Grid(1, 10, 8);
  }

  private static List<Op> convolutions() {
    Grid image = image();
    Grid three = Grid.square(3);
    Conv.Channels full = Conv.Channels.full(6, 10);
    List<Op> result = new ArrayList<>();
    for (PatchEmbed.Way way : PatchEmbed.Way.values()) {
      result.add(new PatchEmbed(3, 4, image, new Grid(1, 2, 4), 24, way));
      result.add(new PatchEmbed(2, 4, VIDEO, PATCH, 24, way));
    }
    result.addAll(
        List.of(
            new Patchify(3, 4, 12, 2, 40),
            new Unpatchify(3, 5, image, new Grid(1, 2, 4)),
            new Unpatchify(2, 5, VIDEO, PATCH),
            new Conv(3, full, image, three),
            new Conv(3, full, image, three, Grid.square(2), 1),
            new Conv(3, full, image, Grid.square(1), Grid.cube(1), 0),
            new Conv(3, Conv.Channels.depthwise(6), image, three),
            new Conv(2, full, VIDEO, Grid.cube(3)),
            new Conv(2, full, VIDEO, Grid.cube(3), new Grid(2, 1, 2), 0),
            new Resample(2, 5, VIDEO, new Grid(1, 2, 3)),
            new ConvMlp(2, 5, 7, 12, 18)));
    return result;
  }

  private static List<Op> blocks() {
    return List.of(
        new TimestepEmbedding(3, 10, 48),
        new FinalLayer(3, 20, 48, 2, 8),
        new DitBlock(3, 20, 48, 6, 96),
        new DitForward(3, 5, image(), new Grid(1, 2, 4), new DitForward.Stack(2, 48, 6, 96, 7)),
        new DitForward(2, 3, VIDEO, PATCH, new DitForward.Stack(3, 48, 6, 96, 1)),
        new DitStep(3, 5, image(), new Grid(1, 2, 4), new DitForward.Stack(2, 48, 6, 96, 3)),
        new DitStep(1, 3, VIDEO, PATCH, new DitForward.Stack(1, 48, 6, 96, 2)),
        new FactorisedForward(2, 3, VIDEO, PATCH, new DitForward.Stack(4, 48, 6, 96, 3)),
        new FactorisedForward(1, 3, VIDEO, PATCH, new DitForward.Stack(2, 42, 6, 96, 1)),
        new JointBlock(3, 20, 14, 96, 6, 192),
        new SingleBlock(3, 20, 48, 6, 96),
        new CrossBlock(3, 20, 14, 48, 6, 96));
  }
}

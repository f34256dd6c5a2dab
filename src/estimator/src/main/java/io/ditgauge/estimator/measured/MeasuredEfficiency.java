package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CopyCeiling;
import io.ditgauge.estimator.calibration.GemmCeiling;
import io.ditgauge.estimator.hardware.DataSheet;
import io.ditgauge.estimator.hardware.TheoreticalCeiling;
import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.OpTime;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.PassTimes;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.roofline.AttentionModel;
import io.ditgauge.estimator.roofline.AttentionTiles;
import io.ditgauge.estimator.roofline.ConvolutionModel;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.roofline.GemmPoint;
import io.ditgauge.estimator.roofline.GemmRoofline;
import io.ditgauge.estimator.roofline.GemmSurface;
import io.ditgauge.estimator.roofline.HostModel;
import io.ditgauge.estimator.roofline.KernelKind;
import io.ditgauge.estimator.roofline.MemoryModel;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Conv;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Norm;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The efficiency of the machine, library and element type of a calibration, from its rates alone.
 *
 * <p>Matrix products: the roofline of the backend's best product and copy, corrected by the
 * measured products, projections and feed-forward parts. Attention: time for each pair and channel
 * of the measured calls. Kernels that move data: the measured norm and copy; and where a whole
 * block was measured, what it takes beyond its products and attention is the time of its
 * elementwise passes.
 */
public final class MeasuredEfficiency {
  /** The name of the attention kernel that was measured. */
  public static final String KERNEL = "measured";

  /** Floor of a call: crossing into the library and a loop over two threads. */
  private static final double FLOOR = 5e-6;

  private static final double SHARPNESS = 4;
  private static final double FEW_POINTS = 12;
  private static final double SPREAD = 0.08;
  private static final double CONVOLUTION_SHARE = 0.6;
  private static final double CONVOLUTION_SPREAD = 0.4;

  /** Bounds of what a block may say of the bandwidth of its elementwise passes. */
  private static final double LEAST_BANDWIDTH = 0.05;

  private static final double MOST_BANDWIDTH = 20;

  private MeasuredEfficiency() {}

  /**
   * The efficiency of a selection.
   *
   * @throws IllegalArgumentException where no matrix product or no copy was measured
   */
  public static Efficiency of(Selection selection) {
    GemmRoofline roofline = roofline(selection);
    double bandwidth = roofline.bytesPerSecond();
    Efficiency plain = efficiency(selection, roofline, memory(selection, bandwidth, 1));
    List<Selection.Measured<DitBlock>> blocks = selection.of(DitBlock.class);
    if (blocks.isEmpty()) {
      return plain;
    }
    return efficiency(
        selection, roofline, memory(selection, bandwidth, bandwidthInBlocks(plain, blocks)));
  }

  /** Median over blocks of the bandwidth of their elementwise passes over the one assumed. */
  private static double bandwidthInBlocks(
      Efficiency plain, List<Selection.Measured<DitBlock>> blocks) {
    double[] ratios = new double[blocks.size()];
    for (int i = 0; i < ratios.length; i++) {
      Selection.Measured<DitBlock> block = blocks.get(i);
      Part part = new Part("block", block.op().parts(), 1);
      List<OpTime> ops =
          PassTimes.of(
              plain,
              "DiT",
              new Options(KERNEL, Execution.TORCHSCRIPT, Parallelism.NONE, false),
              new ForwardPass(List.of(part), block.op().tokens(), 0));
      double elementwise = 0;
      double others = 0;
      for (OpTime op : ops) {
        if (op.timeClass() == TimeClass.ELEMENTWISE) {
          elementwise += op.seconds();
        } else {
          others += op.seconds();
        }
      }
      double left = Math.max(block.seconds() - others, elementwise / MOST_BANDWIDTH);
      ratios[i] = Math.max(LEAST_BANDWIDTH, Math.min(MOST_BANDWIDTH, elementwise / left));
    }
    java.util.Arrays.sort(ratios);
    return ratios[ratios.length / 2];
  }

  private static GemmRoofline roofline(Selection it) {
    Calibration calibration = it.calibration();
    GemmCeiling gemm =
        calibration
            .ceilings()
            .backendGemm(it.backend(), it.dtype(), it.device())
            .orElseThrow(() -> missing(it, "matrix product"));
    CopyCeiling copy =
        calibration
            .ceilings()
            .backendCopy(it.backend(), it.device())
            .or(() -> calibration.ceilings().machineCopy(it.device()))
            .orElseThrow(() -> missing(it, "copy"));
    return new GemmRoofline(
        gemm.flopsPerSecond(),
        copy.bytesPerSecond(),
        FLOOR,
        SHARPNESS,
        DType.of(it.dtype()).bytes());
  }

  private static IllegalArgumentException missing(Selection it, String what) {
    return new IllegalArgumentException(
        "run "
            + it.calibration().run()
            + " measured no "
            + what
            + " on "
            + it.backend()
            + " at "
            + it.dtype()
            + "; include the ceilings in the run");
  }

  private static Efficiency efficiency(Selection it, GemmRoofline roofline, MemoryModel memory) {
    GemmSurface gemm =
        new GemmSurface(roofline, products(it), new GemmSurface.Smoothing(1, FEW_POINTS), SPREAD);
    return new Efficiency(
        it.calibration().run() + " (" + it.backend() + ", " + it.dtype() + ")",
        "Measured",
        machine(it),
        peak(it, roofline),
        gemm,
        attention(it, roofline),
        memory,
        convolution(it, roofline),
        new HostModel(0, 0),
        Optional.empty(),
        new Efficiency.Sustained(1, 0.03));
  }

  private static double peak(Selection it, GemmRoofline roofline) {
    return it.calibration()
        .ceilings()
        .theoretical(it.dtype(), it.device())
        .map(TheoreticalCeiling::flopsPerSecond)
        .orElse(roofline.flopsPerSecond());
  }

  private static DataSheet machine(Selection it) {
    var machine = it.calibration().machine();
    return new DataSheet(
        machine.cpu().name(),
        "measured",
        it.device(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        machine.memoryBytes(),
        it.calibration().ceilings().machineCopy(it.device()).orElseThrow().bytesPerSecond(),
        Optional.empty(),
        Optional.empty(),
        "run " + it.calibration().run());
  }

  /** Products, projections, and the two products of each feed-forward part. */
  private static List<GemmPoint> products(Selection it) {
    List<GemmPoint> points = new ArrayList<>();
    for (Selection.Measured<Gemm> one : it.of(Gemm.class)) {
      points.add(new GemmPoint(one.op().m(), one.op().n(), one.op().k(), one.seconds()));
    }
    for (Selection.Measured<Linear> one : it.of(Linear.class)) {
      points.add(new GemmPoint(one.op().rows(), one.op().out(), one.op().in(), one.seconds()));
    }
    for (Selection.Measured<Mlp> one : it.of(Mlp.class)) {
      long rows = one.op().batch() * one.op().tokens();
      double half = one.seconds() / 2;
      points.add(new GemmPoint(rows, one.op().hidden(), one.op().width(), half));
      points.add(new GemmPoint(rows, one.op().width(), one.op().hidden(), half));
    }
    return points;
  }

  /** Seconds for each query and key, by head width; the best product's rate where none is known. */
  private static AttentionModel attention(Selection it, GemmRoofline roofline) {
    Map<Integer, List<Double>> keySeconds = new java.util.TreeMap<>();
    for (Selection.Measured<Attention> one : it.of(Attention.class)) {
      Attention op = one.op();
      double pairs = (double) op.batch() * op.heads() * op.tokens() * op.tokens();
      keySeconds
          .computeIfAbsent((int) op.headWidth(), width -> new ArrayList<>())
          .add(Math.max(1e-15, (one.seconds() - FLOOR) / pairs));
    }
    List<AttentionModel.Fit> fits = new ArrayList<>();
    keySeconds.forEach(
        (width, all) -> {
          double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
          fits.add(fit(width, sorted[sorted.length / 2], SPREAD));
        });
    if (fits.isEmpty()) {
      int width = 64;
      fits.add(fit(width, 4.0 * width / (0.5 * roofline.flopsPerSecond()), CONVOLUTION_SPREAD));
    }
    return new AttentionModel(fits, KERNEL);
  }

  private static AttentionModel.Fit fit(int width, double keySeconds, double spread) {
    AttentionTiles.Tiling tiling = new AttentionTiles.Tiling(1, 1, 1);
    return new AttentionModel.Fit(
        KERNEL, width, new AttentionTiles(FLOOR, 0, keySeconds, 0, tiling), spread, false);
  }

  private static MemoryModel memory(Selection it, double copy, double factor) {
    double norm = copy;
    for (Selection.Measured<Norm> one : it.of(Norm.class)) {
      if (one.op().kind() == Norm.Kind.LAYER) {
        norm = one.op().work().bytes(DType.of(it.dtype())) / one.seconds();
      }
    }
    Map<KernelKind, MemoryModel.Bandwidth> all = new EnumMap<>(KernelKind.class);
    for (KernelKind kind : KernelKind.values()) {
      double rate = kind == KernelKind.NORM ? norm : copy;
      all.put(kind, new MemoryModel.Bandwidth(rate * factor, SPREAD, 1, false));
    }
    return new MemoryModel(all, 1e-9, Optional.empty());
  }

  private static ConvolutionModel convolution(Selection it, GemmRoofline roofline) {
    double assumed = CONVOLUTION_SHARE * roofline.flopsPerSecond();
    double two = 0;
    double three = 0;
    for (Selection.Measured<Conv> one : it.of(Conv.class)) {
      double rate = one.op().work().flops() / one.seconds();
      if (one.op().type().equals(Conv.TYPE_3D)) {
        three = Math.max(three, rate);
      } else {
        two = Math.max(two, rate);
      }
    }
    return new ConvolutionModel(
        two > 0 ? two : assumed, three > 0 ? three : assumed / 2, CONVOLUTION_SPREAD);
  }
}

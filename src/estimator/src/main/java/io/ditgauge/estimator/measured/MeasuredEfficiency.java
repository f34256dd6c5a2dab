package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.hardware.DataSheet;
import io.ditgauge.estimator.hardware.TheoreticalCeiling;
import io.ditgauge.estimator.measured.Measurements.Weights;
import io.ditgauge.estimator.roofline.AttentionModel;
import io.ditgauge.estimator.roofline.AttentionTiles;
import io.ditgauge.estimator.roofline.ConvolutionModel;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.roofline.GemmRoofline;
import io.ditgauge.estimator.roofline.GemmSurface;
import io.ditgauge.estimator.roofline.HostModel;
import io.ditgauge.estimator.roofline.KernelKind;
import io.ditgauge.estimator.roofline.MemoryCurve;
import io.ditgauge.estimator.roofline.MemoryModel;
import io.ditgauge.model.Conv;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The efficiency of the machine, library and element type of a calibration, from the fits of its
 * rates alone: each class of ops by itself, and the classes within a block, whose times do not add
 * up to those of their ops measured alone.
 */
public final class MeasuredEfficiency {
  /** The name of the attention kernel that was measured. */
  public static final String KERNEL = Measurements.PLAIN;

  /** |ln| of a normal distribution: median to standard deviation. */
  private static final double MEDIAN_TO_SIGMA = 1.4826;

  /** Where nothing could be left out to see the error. */
  private static final double SPREAD = 0.08;

  /** What a machine repeats to at best. */
  static final double LEAST_SPREAD = 0.02;

  private static final double CONVOLUTION_SHARE = 0.6;
  private static final double CONVOLUTION_SPREAD = 0.4;

  private MeasuredEfficiency() {}

  /**
   * The efficiency of a selection within a model, whose layers have weights of their own.
   *
   * @throws IllegalArgumentException where no matrix product or no copy was measured
   */
  public static Efficiency of(Selection selection) {
    return within(selection, Fits.carriedOrMade(selection));
  }

  /** Ops measured by themselves. */
  static Efficiency alone(Selection selection, List<ClassFit> fits, Weights state) {
    return new Build(selection, fits, state, new double[] {1, 1, 1}).efficiency();
  }

  /** Ops within a block or a model, whose layers have weights of their own. */
  static Efficiency within(Selection selection, List<ClassFit> fits) {
    return new Build(selection, fits, Weights.LAYERS, CompositionFit.factors(fits)).efficiency();
  }

  /** The spread that a fit shows on what it has not seen. */
  static double spread(ClassFit fit) {
    return fit.heldOut().rows() == 0
        ? SPREAD
        : Math.max(LEAST_SPREAD, MEDIAN_TO_SIGMA * fit.heldOut().median());
  }

  /** Makes one efficiency. */
  private static final class Build {
    private final Selection it;
    private final List<ClassFit> fits;
    private final Weights state;
    private final double linear;
    private final double attention;
    private final double elementwise;
    private final Measurements measured;
    private final GemmRoofline expected;

    /**
     * Takes what it is made of.
     *
     * @param factors of the times of products, attention and elementwise passes
     */
    Build(Selection it, List<ClassFit> fits, Weights state, double[] factors) {
      this.it = it;
      this.fits = fits;
      this.state = state;
      linear = factors[0];
      attention = factors[1];
      elementwise = factors[2];
      measured = new Measurements(it);
      expected = Expected.roofline(it);
    }

    private Optional<ClassFit> find(String ops) {
      return Fits.find(fits, ops, Optional.empty());
    }

    private Optional<ClassFit> find(String ops, String variant) {
      return Fits.find(fits, ops, Optional.of(variant));
    }

    Efficiency efficiency() {
      return new Efficiency(
          it.calibration().run() + " (" + it.backend() + ", " + it.dtype() + ")",
          "Measured",
          machine(),
          peak(),
          gemm(),
          attention(),
          memory(),
          convolution(),
          new HostModel(0, 0),
          Optional.empty(),
          new Efficiency.Sustained(1, 0.03));
    }

    private double peak() {
      return it.calibration()
          .ceilings()
          .theoretical(it.dtype(), it.device())
          .map(TheoreticalCeiling::flopsPerSecond)
          .orElse(expected.flopsPerSecond());
    }

    private DataSheet machine() {
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

    private GemmSurface gemm() {
      Optional<ClassFit> own = find(Fits.LINEAR, state.id());
      Weights found = own.isPresent() ? state : Weights.WARM;
      return own.or(() -> find(Fits.LINEAR, Weights.WARM.id()))
          .map(
              fit ->
                  LinearFit.surface(
                      fit, Fits.products(measured, found), expected.elementBytes(), spread(fit)))
          .orElseGet(
              () -> new GemmSurface(expected, List.of(), new GemmSurface.Smoothing(1, 1), SPREAD))
          .slower(linear);
    }

    /** All kernels; a share of the best product's rate where none was measured. */
    private AttentionModel attention() {
      List<AttentionModel.Fit> all = new ArrayList<>();
      measured
          .attention()
          .forEach(
              (kernel, widths) ->
                  widths
                      .keySet()
                      .forEach(
                          width ->
                              find(Fits.ATTENTION, kernel + " K=" + width)
                                  .ifPresent(fit -> all.add(attention(kernel, width, fit)))));
      if (all.stream().noneMatch(fit -> fit.kernel().equals(KERNEL))) {
        int width = 64;
        double pair = 4.0 * width / (0.5 * expected.flopsPerSecond());
        AttentionTiles tiles =
            new AttentionTiles(
                expected.overheadSeconds(), 0, pair, 0, new AttentionTiles.Tiling(1, 1, 1));
        all.add(new AttentionModel.Fit(KERNEL, width, tiles, CONVOLUTION_SPREAD, false));
      }
      return new AttentionModel(all, KERNEL);
    }

    private AttentionModel.Fit attention(String kernel, int width, ClassFit fit) {
      ClassFit.Span tokens =
          fit.covered().stream()
              .filter(span -> span.dimension().equals("tokens"))
              .findFirst()
              .orElseThrow();
      return new AttentionModel.Fit(
          kernel,
          width,
          AttentionFits.tiles(fit).slower(attention),
          spread(fit),
          new AttentionModel.Lengths(tokens.low(), tokens.high()),
          false);
    }

    /** The measured norms and passes; the copy where one was not measured. */
    private MemoryModel memory() {
      double copy = expected.bytesPerSecond() / elementwise;
      Map<KernelKind, MemoryModel.Bandwidth> bandwidths = new EnumMap<>(KernelKind.class);
      Map<KernelKind, MemoryCurve> curves = new EnumMap<>(KernelKind.class);
      for (KernelKind kind : KernelKind.values()) {
        boolean norm = kind == KernelKind.NORM;
        bandwidths.put(kind, new MemoryModel.Bandwidth(copy, SPREAD, 1, false));
        find(norm ? Fits.NORM : Fits.POINTWISE)
            .ifPresent(
                fit ->
                    curves.put(
                        kind,
                        MemoryFit.curve(
                                fit,
                                measured.moves(norm ? kind : KernelKind.POINTWISE),
                                spread(fit))
                            .slower(elementwise)));
      }
      return new MemoryModel(bandwidths, 1e-9, curves);
    }

    private ConvolutionModel convolution() {
      double assumed = CONVOLUTION_SHARE * expected.flopsPerSecond();
      return new ConvolutionModel(
          rate(Conv.TYPE_2D, assumed), rate(Conv.TYPE_3D, assumed / 2), CONVOLUTION_SPREAD);
    }

    private double rate(String type, double assumed) {
      return find(Fits.CONVOLUTION, type)
          .map(fit -> fit.coefficient(LinearFit.FLOPS))
          .orElse(assumed);
    }
  }
}

package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.calibration.CopyCeiling;
import io.ditgauge.estimator.hardware.Accelerators;
import io.ditgauge.estimator.hardware.DataSheet;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.measured.Measurements.Weights;
import io.ditgauge.estimator.published.Errors;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.roofline.AttentionModel;
import io.ditgauge.estimator.roofline.AttentionTiles;
import io.ditgauge.estimator.roofline.ConvolutionModel;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.roofline.GemmRoofline;
import io.ditgauge.estimator.roofline.GemmSurface;
import io.ditgauge.estimator.roofline.KernelKind;
import io.ditgauge.estimator.roofline.MemoryModel;
import io.ditgauge.model.DType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine's utilization carried to a card: each class of ops has the share of the card's peak and
 * bandwidth that it has of the machine's, where its arithmetic intensity is as many times the
 * balance of the one as of the other (balance: peak over bandwidth). A roofline keeps its shares
 * and its sharpness so; attention, whose intensity is its tokens, keeps its time for a pair and has
 * the fixed time of a query at as many times more tokens as the card's balance is larger.
 *
 * <p>The peaks are theoretical, at 16 bits on the card; the bandwidths the measured copy and the
 * data sheet's. Left out: how kernels of another library cut their tiles, waves, clocks under load.
 */
public final class Transfer {
  /** Assumed: deviation of the logarithm where nothing is known of the card. */
  private static final double SPREAD = 0.5;

  private static final long[] ROWS = {256, 1024, 4096, 16384};
  private static final long[] WIDTHS = {1152, 3072, 4608};
  private static final long[] TOKENS = {1024, 4096, 16384};
  private static final double[] BYTES = {1e7, 1e8, 1e9};

  private final Selection from;
  private final List<ClassFit> fits;
  private final DataSheet card;
  private final Optional<Efficiency> published;
  private final double peakRatio;
  private final double bandwidthRatio;
  private final double peak;

  private Transfer(Selection from, String name) {
    this.from = from;
    fits = Fits.carriedOrMade(from);
    boolean known = PublishedEfficiencies.names().contains(name);
    published = known ? Optional.of(PublishedEfficiencies.of(name)) : Optional.empty();
    card = published.map(Efficiency::card).orElseGet(() -> Accelerators.of(name));
    peak =
        card.bf16FlopsPerSecond()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the data sheet of " + card.name() + " has no peak at bfloat16"));
    peakRatio = peak / machinePeak();
    bandwidthRatio = card.memoryBytesPerSecond() / machineBandwidth();
  }

  /**
   * A transfer of a calibration to a card.
   *
   * @param name a published efficiency, for instance {@code h100-sxm}, or a data sheet's name
   * @throws IllegalArgumentException for an unknown card, or one without a peak at 16 bits
   */
  public static Transfer of(Selection from, String name) {
    return new Transfer(from, name);
  }

  private double machinePeak() {
    return from.calibration()
        .ceilings()
        .theoretical(from.dtype(), from.device())
        .map(it -> it.flopsPerSecond())
        .orElseGet(() -> Expected.roofline(from).flopsPerSecond());
  }

  private double machineBandwidth() {
    return from.calibration()
        .ceilings()
        .machineCopy(from.device())
        .map(CopyCeiling::bytesPerSecond)
        .orElseGet(() -> Expected.roofline(from).bytesPerSecond());
  }

  /** The efficiency of the card at the machine's utilization, as wide as it is seen to be off. */
  public Efficiency efficiency() {
    Map<TimeClass, Double> spreads = new EnumMap<>(TimeClass.class);
    errors().forEach(it -> spreads.put(it.timeClass(), Math.max(SPREAD, it.median())));
    return efficiency(spreads);
  }

  private Efficiency efficiency(Map<TimeClass, Double> spreads) {
    Efficiency machine = MeasuredEfficiency.alone(from, fits, Weights.WARM);
    return new Efficiency(
        card.name() + " at the utilization of run " + machine.name(),
        "Transferred",
        card,
        peak,
        new GemmSurface(
            roofline(machine.gemm().roofline()),
            List.of(),
            new GemmSurface.Smoothing(1, 1),
            spreads.getOrDefault(TimeClass.GEMM, SPREAD)),
        attention(spreads.getOrDefault(TimeClass.ATTENTION, SPREAD)),
        memory(machine, spreads.getOrDefault(TimeClass.ELEMENTWISE, SPREAD)),
        new ConvolutionModel(
            machine.convolution().flopsPerSecond2d() * peakRatio,
            machine.convolution().flopsPerSecond3d() * peakRatio,
            SPREAD),
        published.map(Efficiency::host).orElse(machine.host()),
        Optional.empty(),
        new Efficiency.Sustained(1, 0.03));
  }

  private GemmRoofline roofline(GemmRoofline it) {
    return new GemmRoofline(
        it.flopsPerSecond() * peakRatio,
        it.bytesPerSecond() * bandwidthRatio,
        it.overheadSeconds(),
        it.sharpness(),
        DType.BF16.bytes());
  }

  private AttentionModel attention(double spread) {
    List<AttentionModel.Fit> all = new ArrayList<>();
    for (ClassFit fit : fits) {
      if (fit.of().ops().equals(Fits.ATTENTION)) {
        String variant = fit.of().variant().orElseThrow();
        int split = variant.indexOf(" K=");
        all.add(
            new AttentionModel.Fit(
                variant.substring(0, split),
                Integer.parseInt(variant.substring(split + 3)),
                tiles(AttentionFits.tiles(fit)),
                spread,
                true));
      }
    }
    if (all.stream().noneMatch(fit -> fit.kernel().equals(MeasuredEfficiency.KERNEL))) {
      throw new IllegalArgumentException(
          "run "
              + from.calibration().run()
              + " measured no attention on "
              + from.backend()
              + " at "
              + from.dtype()
              + ", so none can be carried to "
              + card.name());
    }
    return new AttentionModel(all, MeasuredEfficiency.KERNEL);
  }

  /** Balance of the card over that of the machine is peakRatio / bandwidthRatio. */
  private AttentionTiles tiles(AttentionTiles it) {
    double balance = peakRatio / bandwidthRatio;
    return new AttentionTiles(
        it.overheadSeconds(),
        it.tileSeconds() / peakRatio * balance,
        it.keySeconds() / peakRatio,
        0,
        it.tiling());
  }

  private MemoryModel memory(Efficiency machine, double spread) {
    double large = BYTES[BYTES.length - 1];
    Map<KernelKind, MemoryModel.Bandwidth> all = new EnumMap<>(KernelKind.class);
    for (KernelKind kind : KernelKind.values()) {
      double rate = large / machine.memory().timing(kind, large).seconds() * bandwidthRatio;
      all.put(kind, new MemoryModel.Bandwidth(rate, spread, 1, true));
    }
    return new MemoryModel(all, Expected.roofline(from).overheadSeconds(), Map.of());
  }

  /**
   * Error of a class against the card's published rates.
   *
   * @param timeClass the class
   * @param shapes shapes compared
   * @param bias median of ln transferred/published time
   * @param median median of its absolute value
   * @param p90 90th percentile of that
   */
  public record ClassError(
      TimeClass timeClass, int shapes, double bias, double median, double p90) {}

  /** Errors of the classes against the card's published rates; none where it has none. */
  public List<ClassError> errors() {
    return published
        .map(
            truth -> {
              Efficiency own = efficiency(Map.of());
              return List.of(
                  error(TimeClass.GEMM, products(own, truth)),
                  error(TimeClass.ATTENTION, attention(own, truth)),
                  error(TimeClass.ELEMENTWISE, passes(own, truth)));
            })
        .orElse(List.of());
  }

  private static ClassError error(TimeClass timeClass, List<Double> logs) {
    double[] all = logs.stream().mapToDouble(Double::doubleValue).toArray();
    return new ClassError(
        timeClass,
        all.length,
        Errors.median(all),
        Errors.medianAbsolute(all),
        Errors.p90Absolute(all));
  }

  private static List<Double> products(Efficiency own, Efficiency truth) {
    List<Double> logs = new ArrayList<>();
    for (long rows : ROWS) {
      for (long in : WIDTHS) {
        for (long out : WIDTHS) {
          logs.add(
              Math.log(
                  own.gemm().timing(rows, out, in).seconds()
                      / truth.gemm().timing(rows, out, in).seconds()));
        }
      }
    }
    return logs;
  }

  /** Against the fastest published kernel that 16 heads of 64 and 128 have at each length. */
  private static List<Double> attention(Efficiency own, Efficiency truth) {
    List<Double> logs = new ArrayList<>();
    for (long tokens : TOKENS) {
      for (long width : new long[] {64, 128}) {
        double best =
            truth.attention().kernels().stream()
                .filter(kernel -> !kernel.equals("naive"))
                .mapToDouble(
                    it -> truth.attention().timing(it, 32, tokens, tokens, width).seconds())
                .min()
                .orElseThrow();
        double mine =
            own.attention().timing(MeasuredEfficiency.KERNEL, 32, tokens, tokens, width).seconds();
        logs.add(Math.log(mine / best));
      }
    }
    return logs;
  }

  private static List<Double> passes(Efficiency own, Efficiency truth) {
    List<Double> logs = new ArrayList<>();
    for (KernelKind kind : List.of(KernelKind.NORM, KernelKind.POINTWISE)) {
      for (double bytes : BYTES) {
        logs.add(
            Math.log(
                own.memory().timing(kind, bytes).seconds()
                    / truth.memory().timing(kind, bytes).seconds()));
      }
    }
    return logs;
  }
}

package io.ditgauge.estimator.published;

import io.ditgauge.estimator.hardware.Accelerators;
import io.ditgauge.estimator.hardware.DataSheet;
import io.ditgauge.estimator.roofline.GemmPoint;
import io.ditgauge.estimator.roofline.GemmRoofline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * Builds the published efficiency of a card from the tables of kernel measurements among the
 * resources: the same tables give the same bytes.
 *
 * <p>Cards other than the H100 SXM take its shapes: a card with rows of its own by the ratio of its
 * best matrix product, one without by the power limit of its board through the H100 cards at 350,
 * 500 and 700 W (rate = (watts / 700)^a), capped at the ratio of the data sheets.
 */
public final class EfficiencyBuilder {
  private static final double TERA = 1e12;
  private static final double MICRO = 1e-6;
  private static final double MEGA = 1e6;

  /** Assumed: whether a tensor is still in the cache depends on what ran between. */
  private static final double CACHE_SPREAD = 0.3;

  /** Best bfloat16 square of cuBLAS on the H100 SXM: pranjalssh/fast.cu README. */
  private static final double BEST_SXM = 795;

  /** Best bfloat16 square on an H100 PCIe of 350 W: zzc0721/torch-performance-test-data. */
  private static final double BEST_350_WATTS = 495.9;

  /** The same square on an H100 capped at 500 W: pytorch/FBGEMM PR 2546. */
  private static final double BEST_500_WATTS = 585.2;

  private static final double FULL_WATTS = 700;

  private static final String BASIS = "h100-sxm";

  private static EfficiencyRecord basis;

  private EfficiencyBuilder() {}

  /**
   * The efficiency of a card.
   *
   * @param name a name of {@link PublishedEfficiencies#names}
   */
  public static synchronized EfficiencyRecord build(String name) {
    if (basis == null) {
      basis = buildBasis();
    }
    return name.equals(BASIS) ? basis : derived(PublishedEfficiencies.card(name), basis);
  }

  private static EfficiencyRecord buildBasis() {
    CSVRecord row = PublishedEfficiencies.card(BASIS);
    DataSheet card = Accelerators.of(row.get("card"));
    int units = card.units().orElseThrow();
    List<GemmPoint> points = KernelTables.gemm(KernelTables.GEMM);
    GemmRoofline roofline = GemmFit.roofline(points);
    EfficiencyRecord.Gemm gemm =
        new EfficiencyRecord.Gemm(
            roofline.flopsPerSecond(),
            roofline.bytesPerSecond(),
            roofline.overheadSeconds(),
            roofline.sharpness(),
            Optional.of(
                new EfficiencyRecord.Points(
                    KernelTables.GEMM, points.size(), KernelTables.sha256(KernelTables.GEMM))),
            1,
            GemmFit.heldOut(roofline, points, units),
            row.get("source"));
    return new EfficiencyRecord(
        EfficiencyRecord.FORMAT,
        EfficiencyRecord.VERSION,
        BASIS,
        "Published",
        card.name(),
        gemm,
        AttentionRows.of(row.get("rates_card"), true, units),
        MemoryRows.basis(),
        Optional.empty(),
        Constants.LAUNCH,
        Constants.convolution(card),
        StageRows.of(row),
        Optional.of(Constants.NVLINK4),
        Constants.SUSTAINED,
        List.of("Bursts of milliseconds; see sustained."));
  }

  private static EfficiencyRecord derived(CSVRecord row, EfficiencyRecord from) {
    DataSheet card = Accelerators.of(row.get("card"));
    DataSheet base = Accelerators.of(from.card());
    double share = computeShare(row);
    double memoryShare = card.memoryBytesPerSecond() / base.memoryBytesPerSecond();
    List<String> notes = new ArrayList<>();
    notes.add(
        "Bandwidths without rows of this card are the H100 SXM's times the ratio of the data sheets, "
            + rounded(memoryShare)
            + ".");
    EfficiencyRecord.Gemm gemm =
        row.get("gemm").equals("fit") || row.get("gemm").equals("rate")
            ? ownRoofline(row, card)
            : scaled(from.gemm(), share, memoryShare, row.get("source"));
    return new EfficiencyRecord(
        EfficiencyRecord.FORMAT,
        EfficiencyRecord.VERSION,
        row.get("name"),
        "Published",
        card.name(),
        gemm,
        attention(row, from, share, notes),
        MemoryRows.of(row.get("rates_card"), memoryShare),
        cache(row, card, base, memoryShare),
        Constants.LAUNCH,
        Constants.convolution(card),
        StageRows.of(row),
        Constants.link(row.get("name")),
        row.get("gemm").equals("fit") || row.get("gemm").equals("rate")
            ? Constants.SUSTAINED_BY_ONE_SOURCE
            : Constants.SUSTAINED,
        notes);
  }

  /**
   * What stays in a large cache moves as on an H100 SXM, as far as there are multiprocessors for
   * it; faster still are the quantising kernels that were measured (4.4 to 5.3 TB/s below 64 M
   * elements and 0.68 above, L40S, aiconfigurator 095f58a), which have little else to do.
   */
  private static Optional<EfficiencyRecord.Cache> cache(
      CSVRecord row, DataSheet card, DataSheet base, double memoryShare) {
    if (row.get("cache_MB").isEmpty()) {
      return Optional.empty();
    }
    double units = Math.min(1, card.units().orElseThrow() / (double) base.units().orElseThrow());
    return Optional.of(
        new EfficiencyRecord.Cache(
            Double.parseDouble(row.get("cache_MB")) * MEGA,
            units / memoryShare,
            CACHE_SPREAD,
            "AD102: NVIDIA Ada GPU architecture white paper; rate as on an H100 SXM"));
  }

  /** Matrix products of a card over those of the H100 SXM. */
  static double computeShare(CSVRecord row) {
    DataSheet card = Accelerators.of(row.get("card"));
    DataSheet base = Accelerators.of(PublishedEfficiencies.card(BASIS).get("card"));
    double cap = card.bf16FlopsPerSecond().orElseThrow() / base.bf16FlopsPerSecond().orElseThrow();
    return switch (row.get("gemm")) {
      case "grid" -> 1;
      case "same", "ratio" -> Math.min(cap, Double.parseDouble(row.get("teraflops")) / BEST_SXM);
      case "power" -> Math.min(cap, powerShare(card.boardWatts().orElseThrow()));
      default -> Double.parseDouble(row.get("teraflops")) / BEST_SXM;
    };
  }

  /** Share of the 700 W card's rate at another power limit, by least squares on logarithms. */
  static double powerShare(double watts) {
    double[] x = {Math.log(350 / FULL_WATTS), Math.log(500 / FULL_WATTS)};
    double[] y = {Math.log(BEST_350_WATTS / BEST_SXM), Math.log(BEST_500_WATTS / BEST_SXM)};
    double exponent = (x[0] * y[0] + x[1] * y[1]) / (x[0] * x[0] + x[1] * x[1]);
    return Math.pow(watts / FULL_WATTS, exponent);
  }

  /** The published roofline, corrected by the card's own points where there are any. */
  private static EfficiencyRecord.Gemm ownRoofline(CSVRecord row, DataSheet card) {
    GemmRoofline roofline =
        new GemmRoofline(
            Double.parseDouble(row.get("teraflops")) * TERA,
            Double.parseDouble(row.get("hbm_share")) * card.memoryBytesPerSecond(),
            Double.parseDouble(row.get("overhead_us")) * MICRO,
            Double.parseDouble(row.get("sharpness")),
            2);
    boolean own = row.get("gemm").equals("fit");
    String table = "gemm-" + row.get("name") + ".csv";
    List<GemmPoint> points = own ? KernelTables.gemm(table) : List.of();
    return new EfficiencyRecord.Gemm(
        roofline.flopsPerSecond(),
        roofline.bytesPerSecond(),
        roofline.overheadSeconds(),
        roofline.sharpness(),
        own
            ? Optional.of(
                new EfficiencyRecord.Points(table, points.size(), KernelTables.sha256(table)))
            : Optional.empty(),
        1,
        own
            ? GemmFit.heldOut(roofline, points, card.units().orElseThrow())
            : new EfficiencyRecord.HeldOut("in sample, as published", 0, 0.08, 0.30),
        row.get("source"));
  }

  private static EfficiencyRecord.Gemm scaled(
      EfficiencyRecord.Gemm from, double share, double memoryShare, String source) {
    return new EfficiencyRecord.Gemm(
        from.flopsPerSecond() * share,
        from.bytesPerSecond() * memoryShare,
        from.overheadSeconds(),
        from.sharpness(),
        from.points(),
        share,
        from.heldOut(),
        from.source() + "; times " + rounded(share) + ": " + source);
  }

  private static List<EfficiencyRecord.Attention> attention(
      CSVRecord row, EfficiencyRecord from, double share, List<String> notes) {
    List<EfficiencyRecord.Attention> all = new AttentionTransfer(row, from, share).all();
    notes.add(
        "Attention kernels with rows of this card: "
            + all.stream()
                .filter(it -> !it.borrowed())
                .map(it -> it.kernel() + " " + it.headWidth())
                .toList()
            + "; all others are transferred.");
    return all;
  }

  private static String rounded(double value) {
    return String.format(java.util.Locale.ROOT, "%.3f", value);
  }
}

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

  /** Best bfloat16 square of cuBLAS on the H100 SXM: pranjalssh/fast.cu README. */
  private static final double BEST_SXM = 795;

  /** Best bfloat16 square on an H100 PCIe of 350 W: zzc0721/torch-performance-test-data. */
  private static final double BEST_350_WATTS = 495.9;

  /** The same square on an H100 capped at 500 W: pytorch/FBGEMM PR 2546. */
  private static final double BEST_500_WATTS = 585.2;

  private static final double FULL_WATTS = 700;

  /** FlashAttention-2 on an A100 SXM: 204 of 312 TFLOP/s (thu-ml/SageAttention charts). */
  private static final double FA2_OF_PEAK = 204.0 / 312;

  /** On an RTX 4090: 164 TFLOP/s against 164.8 of its matrix products (zzc0721). */
  private static final double FA2_OF_GEMM_ON_ADA = 164 / 164.8;

  /** Matrix products at their best on cards with little compute: 142 of 148 TFLOP/s on an H20. */
  private static final double OTHERS_OF_PEAK = 0.9;

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
        MemoryRows.of(1, ""),
        Constants.LAUNCH,
        Constants.convolution(card),
        Optional.of(Constants.NVLINK4),
        Constants.SUSTAINED,
        List.of("Bursts of milliseconds; see sustained."));
  }

  private static EfficiencyRecord derived(CSVRecord row, EfficiencyRecord from) {
    DataSheet card = Accelerators.of(row.get("card"));
    DataSheet base = Accelerators.of(from.card());
    double share = computeShare(row, card, base);
    double memoryShare = card.memoryBytesPerSecond() / base.memoryBytesPerSecond();
    List<String> notes = new ArrayList<>();
    notes.add(
        "Bandwidths are those of the H100 SXM times the ratio of the data sheets, "
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
        attention(row, card, from, share, notes),
        MemoryRows.of(memoryShare, "; times the ratio of the data sheets"),
        Constants.LAUNCH,
        Constants.convolution(card),
        Constants.link(row.get("name")),
        Constants.SUSTAINED,
        notes);
  }

  private static double computeShare(CSVRecord row, DataSheet card, DataSheet base) {
    double cap = card.bf16FlopsPerSecond().orElseThrow() / base.bf16FlopsPerSecond().orElseThrow();
    return switch (row.get("gemm")) {
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

  private static EfficiencyRecord.Gemm ownRoofline(CSVRecord row, DataSheet card) {
    return new EfficiencyRecord.Gemm(
        Double.parseDouble(row.get("teraflops")) * TERA,
        Double.parseDouble(row.get("hbm_share")) * card.memoryBytesPerSecond(),
        Double.parseDouble(row.get("overhead_us")) * MICRO,
        Double.parseDouble(row.get("sharpness")),
        Optional.empty(),
        1,
        new EfficiencyRecord.HeldOut("in sample, as published", 0, 0.08, 0.30),
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

  /** The card's own kernels, and those of the H100 SXM at its share for the rest. */
  private static List<EfficiencyRecord.Attention> attention(
      CSVRecord row, DataSheet card, EfficiencyRecord from, double share, List<String> notes) {
    int units = card.units().orElseThrow();
    boolean same = row.get("gemm").equals("same");
    List<EfficiencyRecord.Attention> own =
        same || row.get("rates_card").isEmpty()
            ? List.of()
            : AttentionRows.of(row.get("rates_card"), false, units);
    List<EfficiencyRecord.Attention> result = new ArrayList<>(own);
    for (EfficiencyRecord.Attention it : from.attention()) {
      boolean measured =
          own.stream()
              .anyMatch(
                  mine -> mine.kernel().equals(it.kernel()) && mine.headWidth() == it.headWidth());
      if (!measured) {
        result.add(scaled(it, unitShare(row, card, from, it, share)));
      }
    }
    notes.add(
        "Attention kernels without rows of their own run at the H100 SXM's rates times "
            + rounded(share)
            + "; own rows: "
            + own.stream().map(it -> it.kernel() + " " + it.headWidth()).toList());
    return result;
  }

  /**
   * Rate of one multiprocessor of this card over one of the H100 SXM's. A card that is limited by
   * power has the share of its matrix products. One with few tensor cores for its multiprocessors
   * keeps the rate of each, up to what the kernel reaches at best: FA2 0.65 of the peak, as on an
   * A100, or on Ada cards the rate of its matrix products, as on an RTX 4090; others 0.9 of the
   * peak.
   */
  private static double unitShare(
      CSVRecord row,
      DataSheet card,
      EfficiencyRecord from,
      EfficiencyRecord.Attention it,
      double share) {
    double ratio = card.units().orElseThrow() / unitsOf(from);
    if (row.get("attention").equals("share")) {
      return share / ratio;
    }
    double rate =
        4.0
            * it.tileQueries()
            * it.headWidth()
            * unitsOf(from)
            / (it.keySeconds() * (1 + it.occupancySlowdown()));
    return Math.min(1, most(row, card, it.kernel()) / (rate * ratio));
  }

  private static double most(CSVRecord row, DataSheet card, String kernel) {
    double peak = card.bf16FlopsPerSecond().orElseThrow();
    if (!kernel.equals("fa2")) {
      return OTHERS_OF_PEAK * peak;
    }
    return row.get("attention").equals("gemm")
        ? FA2_OF_GEMM_ON_ADA * Double.parseDouble(row.get("teraflops")) * TERA
        : FA2_OF_PEAK * peak;
  }

  private static double unitsOf(EfficiencyRecord record) {
    return Accelerators.of(record.card()).units().orElseThrow();
  }

  /** Times of tiles on a card whose single multiprocessor has that share of the rate. */
  private static EfficiencyRecord.Attention scaled(EfficiencyRecord.Attention it, double share) {
    return new EfficiencyRecord.Attention(
        it.kernel(),
        it.headWidth(),
        it.overheadSeconds(),
        it.tileSeconds() / share,
        it.keySeconds() / share,
        it.occupancySlowdown(),
        it.tileQueries(),
        it.tileKeys(),
        it.heldOut(),
        it.source() + "; of the H100 SXM, scaled");
  }

  private static String rounded(double value) {
    return String.format(java.util.Locale.ROOT, "%.3f", value);
  }
}

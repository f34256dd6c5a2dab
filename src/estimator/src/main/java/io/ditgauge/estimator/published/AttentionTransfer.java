package io.ditgauge.estimator.published;

import io.ditgauge.estimator.hardware.Accelerators;
import io.ditgauge.estimator.hardware.DataSheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * Attention kernels of a card: its own rows, and for what runs on it without rows of its own the
 * rates of another head width, kernel or card, marked as transferred.
 *
 * <p>In this order: a card of the same generation, by the best matrix product; another head width
 * of the same kernel, by the ratio on the H100 SXM (FlashAttention-2 at 64 over 128: 0.91 there,
 * 0.87 forward and backward on an A100); FlashAttention-2 for cuDNN below Hopper; the H100 SXM by
 * the share of the card's matrix products, up to 0.9 of the peak.
 */
final class AttentionTransfer {
  /** Matrix products at their best on cards with little compute: 142 of 148 TFLOP/s on an H20. */
  private static final double OTHERS_OF_PEAK = 0.9;

  /** Best bfloat16 square on an RTX 4090: zzc0721/torch-performance-test-data. */
  private static final double BEST_DONOR = 164.8;

  /** Between head widths: the ratios of H100, A100 and H800 differ by so much. */
  private static final double WIDTHS = 0.06;

  /**
   * Within a generation: H20 and H100 PCIe from the H100 SXM miss their own rows by 0.03 to 0.1.
   */
  private static final double WITHIN = 0.1;

  /** Another kernel or generation: assumed. */
  private static final double ACROSS = 0.3;

  private final CSVRecord row;
  private final DataSheet card;
  private final EfficiencyRecord basis;
  private final double share;
  private final Generation generation;
  private final List<EfficiencyRecord.Attention> all = new ArrayList<>();

  /**
   * A card.
   *
   * @param row of the table of cards
   * @param basis the H100 SXM
   * @param share its matrix products over those of the H100 SXM
   */
  AttentionTransfer(CSVRecord row, EfficiencyRecord basis, double share) {
    this.row = row;
    this.card = Accelerators.of(row.get("card"));
    this.basis = basis;
    this.share = share;
    this.generation = Generation.of(row.get("generation"));
  }

  /** Every kernel that runs on the card. */
  List<EfficiencyRecord.Attention> all() {
    int units = units(card);
    if (!same() && !row.get("rates_card").isEmpty()) {
      all.addAll(AttentionRows.of(row.get("rates_card"), false, units));
    }
    if (!row.get("donor").isEmpty()) {
      addDonor(row.get("donor"));
    }
    basis.attention().forEach(this::addWidth);
    if (generation.fusedAsFlashAttention2()) {
      addFused();
    }
    basis.attention().forEach(this::addScaled);
    return all.stream().filter(it -> generation.kernels().contains(it.kernel())).toList();
  }

  private boolean same() {
    return row.get("gemm").equals("same");
  }

  private boolean has(String kernel, int headWidth) {
    return all.stream().anyMatch(it -> it.kernel().equals(kernel) && it.headWidth() == headWidth);
  }

  private void addDonor(String donor) {
    DataSheet from = Accelerators.of(donor);
    double ratio = Double.parseDouble(row.get("teraflops")) / BEST_DONOR;
    double unit = ratio * units(from) / units(card);
    for (EfficiencyRecord.Attention it : AttentionRows.of(donor, false, units(from))) {
      if (all.stream().noneMatch(mine -> mine.kernel().equals(it.kernel()))) {
        all.add(it.transferred(unit, WITHIN, "of the " + donor + ", by the best matrix product"));
      }
    }
  }

  /** Another head width of a kernel that is known, by the ratio of the rates on the H100 SXM. */
  private void addWidth(EfficiencyRecord.Attention wanted) {
    if (has(wanted.kernel(), wanted.headWidth())) {
      return;
    }
    nearest(wanted)
        .ifPresent(
            mine -> {
              EfficiencyRecord.Attention twin =
                  basis(mine.kernel(), mine.headWidth()).orElseThrow();
              double rates = rate(twin) / rate(wanted);
              double longer = rates * wanted.headWidth() / mine.headWidth();
              all.add(
                  mine.transferred(1 / longer, WIDTHS, "at head width " + mine.headWidth())
                      .at(wanted.kernel(), wanted.headWidth()));
            });
  }

  /** The known head width that is nearest, of those that the H100 SXM has too. */
  private Optional<EfficiencyRecord.Attention> nearest(EfficiencyRecord.Attention wanted) {
    return all.stream()
        .filter(it -> it.kernel().equals(wanted.kernel()))
        .filter(it -> basis(it.kernel(), it.headWidth()).isPresent())
        .min(
            java.util.Comparator.comparingDouble(
                it -> Math.abs(Math.log(it.headWidth() / (double) wanted.headWidth()))));
  }

  private Optional<EfficiencyRecord.Attention> basis(String kernel, int headWidth) {
    return basis.attention().stream()
        .filter(it -> it.kernel().equals(kernel) && it.headWidth() == headWidth)
        .findFirst();
  }

  private void addFused() {
    for (EfficiencyRecord.Attention it : List.copyOf(all)) {
      if (it.kernel().equals("fa2") && !has("cudnn", it.headWidth())) {
        all.add(
            it.transferred(1, WITHIN, "of FlashAttention-2, the same algorithm")
                .at("cudnn", it.headWidth()));
      }
    }
  }

  private void addScaled(EfficiencyRecord.Attention it) {
    if (!has(it.kernel(), it.headWidth())) {
      double error = same() ? 0 : generation == Generation.HOPPER ? WITHIN : ACROSS;
      all.add(it.transferred(unitShare(it), error, "of the H100 SXM, scaled"));
    }
  }

  /**
   * Rate of one multiprocessor of this card over one of the H100 SXM's. A card that is limited by
   * power has the share of its matrix products; one with few tensor cores for its multiprocessors
   * keeps the rate of each, up to 0.9 of the card's peak.
   */
  private double unitShare(EfficiencyRecord.Attention it) {
    double ratio = units(card) / (double) basisUnits();
    if (row.get("attention").equals("share")) {
      return share / ratio;
    }
    double peak = card.bf16FlopsPerSecond().orElseThrow();
    return Math.min(1, OTHERS_OF_PEAK * peak / (rate(it) * ratio));
  }

  /** FLOP/s of the H100 SXM in a long call. */
  private double rate(EfficiencyRecord.Attention it) {
    return 4.0
        * it.tileQueries()
        * it.headWidth()
        * basisUnits()
        / (it.keySeconds() * (1 + it.occupancySlowdown()));
  }

  private int basisUnits() {
    return units(Accelerators.of(basis.card()));
  }

  private static int units(DataSheet card) {
    return card.units().orElseThrow();
  }
}

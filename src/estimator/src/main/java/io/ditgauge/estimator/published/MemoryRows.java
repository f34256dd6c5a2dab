package io.ditgauge.estimator.published;

import io.ditgauge.estimator.roofline.KernelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVRecord;

/**
 * Bandwidths of the kinds of kernels on an H100 SXM, each the median of the published rows that
 * measure such a kernel on large tensors; other cards are scaled by their data sheets.
 */
final class MemoryRows {
  static final String CARD = "H100 SXM";

  /** Rows that are large enough to stream from memory and not from a cache. */
  private static final List<String> LARGE_ROWS = List.of("4096x", "2048x");

  private static final List<String> WIDTHS =
      List.of("32768x1024", "32768x2048", "32768x4096", "32768x8192");

  private static final double GIGA = 1e9;
  private static final double LEAST_SPREAD = 0.05;

  /** Profile of kernels on both H100 and A100. */
  private static final String PROFILE = "microsoft/vidur";

  /** By the data sheets the A100's own rows are missed by 0.07 (rotary) to 0.15 (norm). */
  private static final double TRANSFER = 0.12;

  private static final Map<KernelKind, Predicate<CSVRecord>> CHOICES =
      Map.of(
          KernelKind.POINTWISE,
              row -> (op(row, "GELU(new)") && large(row)) || op(row, "self copy bidirectional"),
          KernelKind.NORM, row -> op(row, "LayerNorm fp16") && large(row),
          KernelKind.GATHER, row -> op(row, "rotary embedding") && large(row),
          KernelKind.COMPILED_NORM, row -> op(row, "RMSNorm fwd torch.compile bf16") && wide(row),
          KernelKind.FUSED_NORM,
              row ->
                  (op(row, "RMSNorm fwd quack bf16")
                          || op(row, "RMSNorm fwd Liger bf16")
                          || op(row, "RMSNorm fwd cuDNN bf16"))
                      && wide(row));

  private MemoryRows() {}

  private static boolean op(CSVRecord row, String prefix) {
    return row.get("op").startsWith(prefix);
  }

  private static boolean large(CSVRecord row) {
    return LARGE_ROWS.stream().anyMatch(row.get("size")::startsWith);
  }

  private static boolean wide(CSVRecord row) {
    return WIDTHS.contains(row.get("size"));
  }

  /** The H100 SXM. */
  static List<EfficiencyRecord.Memory> basis() {
    List<EfficiencyRecord.Memory> result = new ArrayList<>();
    for (KernelKind kind : KernelKind.values()) {
      result.add(memory(kind, rows(CARD, kind)));
    }
    return result;
  }

  /**
   * Another card: by its own rows where the profile that the H100 SXM's are from has some, else the
   * H100 SXM's times the ratio of the data sheets.
   */
  static List<EfficiencyRecord.Memory> of(String card, double share) {
    List<EfficiencyRecord.Memory> result = new ArrayList<>();
    for (KernelKind kind : KernelKind.values()) {
      List<CSVRecord> own =
          card.equals(CARD)
              ? List.of()
              : rows(card, kind).stream()
                  .filter(row -> row.get("source").startsWith(PROFILE))
                  .toList();
      EfficiencyRecord.Memory from = memory(kind, own.isEmpty() ? rows(CARD, kind) : own);
      result.add(own.isEmpty() && share != 1 ? transferred(from, share) : from);
    }
    return result;
  }

  private static EfficiencyRecord.Memory transferred(EfficiencyRecord.Memory it, double share) {
    return new EfficiencyRecord.Memory(
        it.kind(),
        it.bytesPerSecond() * share,
        Math.hypot(it.spread(), TRANSFER),
        it.rows(),
        "Transferred",
        it.source() + "; of the H100 SXM, times the ratio of the data sheets");
  }

  private static List<CSVRecord> rows(String card, KernelKind kind) {
    return KernelTables.rows(KernelTables.MEMORY).stream()
        .filter(row -> row.get("card").equals(card) && row.get("unit").equals("GB/s"))
        .filter(CHOICES.getOrDefault(kind, row -> false))
        .toList();
  }

  private static EfficiencyRecord.Memory memory(KernelKind kind, List<CSVRecord> chosen) {
    double[] rates =
        chosen.stream().mapToDouble(row -> Double.parseDouble(row.get("value"))).toArray();
    double median = Errors.median(rates);
    double[] errors = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      errors[i] = Math.log(rates[i] / median);
    }
    return new EfficiencyRecord.Memory(
        kind.id(),
        median * GIGA,
        Errors.robustSigma(errors, LEAST_SPREAD),
        rates.length,
        "Published",
        String.join("; ", chosen.stream().map(row -> row.get("source")).distinct().toList()));
  }
}

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

  /** Every kind, at a share of the H100 SXM's bandwidth. */
  static List<EfficiencyRecord.Memory> of(double share, String cardNote) {
    List<CSVRecord> rows = KernelTables.rows(KernelTables.MEMORY);
    List<EfficiencyRecord.Memory> result = new ArrayList<>();
    for (KernelKind kind : KernelKind.values()) {
      List<CSVRecord> chosen =
          rows.stream()
              .filter(row -> row.get("card").equals(CARD) && row.get("unit").equals("GB/s"))
              .filter(CHOICES.getOrDefault(kind, row -> false))
              .toList();
      double[] rates =
          chosen.stream().mapToDouble(row -> Double.parseDouble(row.get("value"))).toArray();
      double median = Errors.median(rates);
      double[] errors = new double[rates.length];
      for (int i = 0; i < rates.length; i++) {
        errors[i] = Math.log(rates[i] / median);
      }
      String sources =
          String.join("; ", chosen.stream().map(row -> row.get("source")).distinct().toList());
      result.add(
          new EfficiencyRecord.Memory(
              kind.id(),
              median * GIGA * share,
              Errors.robustSigma(errors, LEAST_SPREAD),
              rates.length,
              sources + cardNote));
    }
    return result;
  }
}

package io.ditgauge.estimator.validation;

import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.roofline.Efficiency;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Efficiencies by the names that publications give cards. */
final class Cards {
  /** An H100, H200 or H800 without a form factor is taken as SXM, as most published rows are. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("H100", "h100-sxm"),
          Map.entry("H100 SXM", "h100-sxm"),
          Map.entry("H100 SXM5", "h100-sxm"),
          Map.entry("H800", "h800-sxm"),
          Map.entry("H800 SXM", "h800-sxm"),
          Map.entry("H200", "h200-sxm"),
          Map.entry("H200 SXM", "h200-sxm"),
          Map.entry("H100 PCIe", "h100-pcie"),
          Map.entry("H100 NVL", "h100-nvl"),
          Map.entry("H200 NVL", "h200-nvl"),
          Map.entry("A100", "a100-sxm"),
          Map.entry("A100 SXM", "a100-sxm"),
          Map.entry("A800", "a100-sxm"),
          Map.entry("B200", "b200"),
          Map.entry("A100-SXM4-80GB", "a100-sxm"),
          Map.entry("A100 SXM4 80GB", "a100-sxm"),
          Map.entry("L40S", "l40s"),
          Map.entry("L20", "l20"),
          Map.entry("H20", "h20"));

  private static final Map<String, Efficiency> KNOWN = new ConcurrentHashMap<>();

  private Cards() {}

  static Optional<Efficiency> of(String card) {
    String name = NAMES.get(card);
    return name == null
        ? Optional.empty()
        : Optional.of(KNOWN.computeIfAbsent(name, PublishedEfficiencies::of));
  }
}

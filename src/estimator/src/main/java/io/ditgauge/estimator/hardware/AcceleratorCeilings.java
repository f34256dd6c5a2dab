package io.ditgauge.estimator.hardware;

import io.ditgauge.estimator.run.Accelerator;
import io.ditgauge.model.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Theoretical peaks of a machine's GPUs.
 *
 * <p>A driver's name stands for one data sheet or for none: {@code NVIDIA H100 PCIe} and {@code
 * NVIDIA H100 80GB HBM3} differ by a quarter, so a name that the table lacks has no peak and none
 * is borrowed.
 */
public final class AcceleratorCeilings {
  private static final String TABLE = "/io/ditgauge/estimator/hardware/driver_names.csv";

  private AcceleratorCeilings() {}

  /** The peaks of the GPUs, whose order is that of their device numbers. */
  public static List<AcceleratorCeiling> of(List<Accelerator> accelerators) {
    List<AcceleratorCeiling> result = new ArrayList<>();
    for (int i = 0; i < accelerators.size(); i++) {
      String device = String.format(Locale.ROOT, "cuda:%d", i);
      sheet(accelerators.get(i).name()).ifPresent(sheet -> add(result, device, sheet));
    }
    return List.copyOf(result);
  }

  /** The data sheet of the card that a driver calls by exactly that name. */
  public static Optional<DataSheet> sheet(String driverName) {
    return Tables.rows(TABLE).stream()
        .filter(row -> row.get("driver_name").equals(driverName))
        .findFirst()
        .map(row -> Accelerators.of(row.get("name")));
  }

  private static void add(List<AcceleratorCeiling> result, String device, DataSheet sheet) {
    for (DType dtype : DType.values()) {
      peak(sheet, dtype)
          .ifPresent(
              rate ->
                  result.add(
                      new AcceleratorCeiling(
                          device, dtype.id(), rate, sheet.name(), sheet.source())));
    }
  }

  private static Optional<Double> peak(DataSheet sheet, DType dtype) {
    return switch (dtype) {
      case F32 -> sheet.fp32FlopsPerSecond();
      case TF32 -> sheet.tf32FlopsPerSecond();
      case F16 -> sheet.f16FlopsPerSecond();
      case BF16 -> sheet.bf16FlopsPerSecond();
      case F64, F8 -> Optional.empty(); // the table has neither
    };
  }
}

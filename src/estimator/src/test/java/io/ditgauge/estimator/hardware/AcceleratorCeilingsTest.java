package io.ditgauge.estimator.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.run.Accelerator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peaks of GPUs by the names that drivers give. */
class AcceleratorCeilingsTest {
  /** Dense bfloat16, from the data sheets. */
  @ParameterizedTest
  @CsvSource({
    "NVIDIA H100 80GB HBM3, 989.4e12",
    "NVIDIA H100 PCIe, 756.4e12",
    "NVIDIA H100 NVL, 835.5e12",
    "NVIDIA A100-SXM4-80GB, 312e12",
    "NVIDIA L40S, 362e12"
  })
  void oneNameOneCard(String driverName, double expected) {
    AcceleratorCeiling ceiling =
        AcceleratorCeilings.of(List.of(new Accelerator(driverName))).stream()
            .filter(it -> it.dtype().equals("bf16"))
            .findFirst()
            .orElseThrow();
    assertEquals(expected, ceiling.flopsPerSecond());
    assertEquals("cuda:0", ceiling.device());
  }

  @ParameterizedTest
  @ValueSource(strings = {"NVIDIA H100", "nvidia h100 pcie", "NVIDIA H100 80GB", "unknown GPU"})
  void noPeakIsBorrowedForAnotherName(String driverName) {
    assertEquals(Optional.empty(), AcceleratorCeilings.sheet(driverName));
    assertEquals(List.of(), AcceleratorCeilings.of(List.of(new Accelerator(driverName))));
  }

  @Test
  void devicesAreNumberedInTheOrderOfTheList() {
    List<Accelerator> two = List.of(new Accelerator("unknown GPU"), new Accelerator("NVIDIA L40S"));
    assertEquals(
        List.of("cuda:1"),
        AcceleratorCeilings.of(two).stream().map(AcceleratorCeiling::device).distinct().toList());
  }

  /** The table speaks of cards that there are data sheets of. */
  @Test
  void everyNameOfTheTableHasItsSheet() {
    Tables.rows("/io/ditgauge/estimator/hardware/driver_names.csv")
        .forEach(
            row -> {
              String name = row.get("driver_name");
              assertTrue(AcceleratorCeilings.sheet(name).isPresent(), name);
            });
  }
}

package io.ditgauge.benchmarks.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.estimator.run.GpuState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What nvidia-smi prints, read. */
class NvidiaSmiTest {
  @Test
  void readsClocksPowerAndTemperatureInBaseUnits() {
    String text =
        "NVIDIA H100 80GB HBM3, 570.86.15, 9.0, 81559, 1980, 2619, 700.00, 612.45, 61, 0x0000000000000004\n";
    GpuState state = NvidiaSmi.parse(text).get(0);
    assertEquals("NVIDIA H100 80GB HBM3", state.name());
    assertEquals(Optional.of("570.86.15"), state.driver());
    assertEquals(Optional.of("9.0"), state.computeCapability());
    assertEquals(Optional.of(81559.0 * 1048576), state.memoryBytes());
    assertEquals(Optional.of(1.98e9), state.coreHertz());
    assertEquals(Optional.of(2.619e9), state.memoryHertz());
    assertEquals(Optional.of(700.0), state.powerLimitWatts());
    assertEquals(Optional.of(612.45), state.powerWatts());
    assertEquals(Optional.of(61.0), state.temperatureCelsius());
    assertEquals(List.of("power cap"), state.slowdowns());
  }

  @Test
  void whatACardDoesNotTellIsAbsent() {
    String text =
        "NVIDIA GeForce RTX 4090, 535.54, 8.9, 24564, [N/A], 10501, [Not Supported], [N/A], 40, [N/A]\n";
    GpuState state = NvidiaSmi.parse(text).get(0);
    assertEquals(Optional.empty(), state.coreHertz());
    assertEquals(Optional.empty(), state.powerLimitWatts());
    assertEquals(List.of(), state.slowdowns());
  }

  @Test
  void everyReasonThatHoldsTheClockDownIsNamedAndIdlenessIsNone() {
    String line = "A, 1.0, 8.0, 1, 1, 1, 1, 1, 1, ";
    assertEquals(List.of(), NvidiaSmi.parse(line + "0x0000000000000001").get(0).slowdowns());
    assertEquals(
        List.of("power cap", "thermal", "power brake", "hardware"),
        NvidiaSmi.parse(line + "0x00000000000000EC").get(0).slowdowns());
  }

  @Test
  void aMessageInsteadOfStatesIsNoState() {
    assertEquals(
        List.of(),
        NvidiaSmi.parse(
            "NVIDIA-SMI has failed because it couldn't communicate with the driver.\n"));
  }

  @Test
  void withoutTheProgramOrWithAFailureThereIsNone() {
    assertEquals(List.of(), NvidiaSmi.states(List.of("no-such-program-here")));
    assertEquals(
        List.of(), NvidiaSmi.states(List.of("sh", "-c", "echo A,1,8.0,1,1,1,1,1,1,0x0; exit 9")));
    assertEquals(1, NvidiaSmi.states(List.of("sh", "-c", "echo A,1,8.0,1,1,1,1,1,1,0x0")).size());
  }
}

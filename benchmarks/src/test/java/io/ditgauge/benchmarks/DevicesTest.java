package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ditgauge.benchmarks.machine.NvidiaSmi;
import io.ditgauge.estimator.run.Accelerator;
import io.ditgauge.estimator.run.Cpu;
import io.ditgauge.estimator.run.GpuState;
import io.ditgauge.estimator.run.Jvm;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.Os;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A device must be there before anything is measured. */
class DevicesTest {
  private static Machine machine(String... gpus) {
    return new Machine(
        "m-000000000001",
        new Cpu("CPU", "Vendor", 6, 1, 1, List.of(), 2, 2, 0, 2e9, 3e9),
        1L << 34,
        List.of(gpus).stream().map(Accelerator::new).toList(),
        new Os("Linux", "6.1", "amd64"),
        new Jvm("Vendor", "VM", "17"));
  }

  @Test
  void theCpuIsAlwaysThere() {
    assertDoesNotThrow(() -> Devices.require(Set.of("cpu"), machine()));
  }

  @Test
  void aGpuIsThereIfTheDriverListsIt() {
    assertDoesNotThrow(() -> Devices.require(Set.of("cpu", "cuda:1"), machine("A", "B")));
  }

  @Test
  void aGpuThatIsNotThereIsNamedWithWhatThereIsAndTheCure() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Devices.require(Set.of("cuda:1"), machine("A")))
            .getMessage();
    assertEquals(
        "device cuda:1 is not there: the NVIDIA driver lists 1 GPUs on this machine; use"
            + " -Djmh.p.device=cpu, or run on a GPU machine with its driver installed",
        message);
  }

  private static GpuState gpu(String name, String capability) {
    return NvidiaSmi.parse(name + ", 570.86, " + capability + ", 1, 1, 1, 1, 1, 1, 0x0").get(0);
  }

  @Test
  void nd4jIsRefusedOnACardThatItsCudaPredates() {
    List<GpuState> gpus = List.of(gpu("NVIDIA A100-SXM4-80GB", "8.0"), gpu("NVIDIA H200", "9.0"));
    assertDoesNotThrow(() -> Devices.requireNd4j(Set.of("cpu", "cuda:0"), gpus));
    assertDoesNotThrow(() -> Devices.requireNd4j(Set.of("cuda:0"), List.of()));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Devices.requireNd4j(Set.of("cuda:1"), gpus))
            .getMessage();
    assertEquals(
        "ND4J's CUDA 11.6 predates NVIDIA H200 (compute capability 9.0, it knows those below 9);"
            + " use -Djmh.p.backend=djl,torchscript",
        message);
  }
}

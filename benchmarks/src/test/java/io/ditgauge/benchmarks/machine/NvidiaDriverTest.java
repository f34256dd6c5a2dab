package io.ditgauge.benchmarks.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GPUs as the NVIDIA driver lists them. */
class NvidiaDriverTest {
  @TempDir private Path folder;

  private void gpu(String address, String information) throws IOException {
    Path gpu = Files.createDirectories(folder.resolve(address));
    Files.writeString(gpu.resolve("information"), information);
  }

  @Test
  void namesTheGpusInTheOrderOfTheirAddresses() throws IOException {
    gpu("0000:b1:00.0", "Model: \t\t NVIDIA A100-SXM4-40GB\nIRQ:   \t\t 42\n");
    gpu("0000:07:00.0", "Model: \t\t NVIDIA H100 80GB HBM3\nGPU UUID: \t GPU-1234\n");
    assertEquals(
        List.of("NVIDIA H100 80GB HBM3", "NVIDIA A100-SXM4-40GB"), NvidiaDriver.gpuNames(folder));
  }

  @Test
  void aGpuThatSaysNothingStillCounts() throws IOException {
    gpu("0000:07:00.0", "IRQ: 42\n");
    Files.createDirectories(folder.resolve("0000:08:00.0"));
    assertEquals(List.of("unknown GPU", "unknown GPU"), NvidiaDriver.gpuNames(folder));
  }

  @Test
  void withoutDriverThereIsNone() throws IOException {
    assertEquals(List.of(), NvidiaDriver.gpuNames(folder.resolve("absent")));
    assertEquals(List.of(), NvidiaDriver.gpuNames(folder));
  }
}

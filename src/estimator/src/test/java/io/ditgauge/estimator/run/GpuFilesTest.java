package io.ditgauge.estimator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of a run's GPUs, written and read. */
class GpuFilesTest {
  @TempDir private Path folder;

  private static GpuState state(String... slowdowns) {
    return new GpuState(
        "NVIDIA H100 80GB HBM3",
        Optional.of("570.86.15"),
        Optional.of("9.0"),
        Optional.of(8.5e10),
        Optional.of(1.98e9),
        Optional.empty(),
        Optional.of(700.0),
        Optional.of(650.0),
        Optional.of(61.0),
        List.of(slowdowns));
  }

  private static GpuRecord record() {
    return GpuRecord.of("r1")
        .with(new GpuSample("gemm|a", 1, "before", state("thermal")))
        .with(new GpuSample("gemm|a", 1, "after", state("power cap", "thermal")))
        .with(new GpuSample("gemm|b", 1, "after", state("power cap")))
        .with(new GpuSample("gemm|c", 1, "after", state()));
  }

  @Test
  void whatIsWrittenIsRead() {
    GpuFiles.write(folder, record());
    assertEquals(Optional.of(record()), GpuFiles.read(folder));
  }

  @Test
  void withoutTheFileNoGpuWasMeasured() {
    assertEquals(Optional.empty(), GpuFiles.read(folder));
  }

  @Test
  void aClockThatWasHeldDownAfterAForkIsAWarning() {
    assertEquals(
        List.of(
            "the GPU's clock was held down (power cap) after gemm|a, gemm|b",
            "the GPU's clock was held down (thermal) after gemm|a"),
        record().warnings());
  }

  @Test
  void aFieldThatTheFormatDoesNotHaveIsRefused() throws IOException {
    GpuFiles.write(folder, record());
    Path file = folder.resolve(GpuFiles.GPUS_JSON);
    Files.writeString(file, Files.readString(file).replace("coreHertz", "clock"));
    String message =
        assertThrows(FileFormatException.class, () -> GpuFiles.read(folder)).getMessage();
    assertTrue(message.contains("clock") && message.contains("gpus.json"), message);
  }

  @Test
  void aSampleIsBeforeOrAfter() {
    assertThrows(IllegalArgumentException.class, () -> new GpuSample("k", 1, "during", state()));
  }
}

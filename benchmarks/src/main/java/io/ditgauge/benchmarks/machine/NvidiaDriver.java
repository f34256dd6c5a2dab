package io.ditgauge.benchmarks.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the NVIDIA driver says of its GPUs, without loading any CUDA library. */
public final class NvidiaDriver {
  private static final Path GPUS = Path.of("/proc/driver/nvidia/gpus");

  private NvidiaDriver() {}

  /** Names of the GPUs in the order of their bus addresses; empty without a driver. */
  public static List<String> gpuNames() {
    return gpuNames(GPUS);
  }

  static List<String> gpuNames(Path folder) {
    List<Path> gpus = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(gpus::add);
      } catch (IOException e) {
        return List.of();
      }
    }
    gpus.sort(null);
    return gpus.stream().map(NvidiaDriver::name).toList();
  }

  private static String name(Path gpu) {
    try {
      return Files.readAllLines(gpu.resolve("information")).stream()
          .filter(line -> line.startsWith("Model:"))
          .map(line -> line.substring("Model:".length()).strip())
          .findFirst()
          .orElse("unknown GPU");
    } catch (IOException e) {
      return "unknown GPU";
    }
  }
}

package io.ditgauge.estimator.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and writes the file of a run's GPUs. */
public final class GpuFiles {
  /** Name of the file. */
  public static final String GPUS_JSON = "gpus.json";

  private static final FileFormat FORMAT =
      new FileFormat(
          GpuRecord.FORMAT,
          GpuRecord.VERSION,
          "/io/ditgauge/estimator/schema/gpus-1.schema.json",
          "measure again, or remove the file: rates do not depend on it");

  private GpuFiles() {}

  /**
   * The GPUs of the run in that folder; empty if no GPU was measured.
   *
   * @throws FileFormatException if the file is unreadable or breaks a rule of the format
   */
  public static Optional<GpuRecord> read(Path runFolder) {
    Path file = runFolder.resolve(GPUS_JSON);
    return Files.exists(file)
        ? Optional.of(JsonFiles.read(file, FORMAT, GpuRecord.class, GpuFiles::check))
        : Optional.empty();
  }

  /**
   * Writes the file as a whole or not at all.
   *
   * @throws java.io.UncheckedIOException if it cannot be written; an old file is intact then
   */
  public static void write(Path runFolder, GpuRecord gpus) {
    JsonFiles.write(runFolder.resolve(GPUS_JSON), FORMAT, gpus, GpuFiles::check);
  }

  /** The constructors check what a record must hold; the file has no rule beyond. */
  private static void check(GpuRecord gpus) {
    gpus.samples().forEach(sample -> Values.text("key", sample.key()));
  }
}

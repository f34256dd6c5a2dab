package io.ditgauge.estimator.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** Reads and writes the two files of a run. */
public final class RunFiles {
  /** Name of the file that describes a run. */
  public static final String RUN_JSON = "run.json";

  /** Name of the file with the results in the format of JMH. */
  public static final String JMH_JSON = "jmh.json";

  private static final FileFormat FORMAT =
      new FileFormat(
          RunRecord.FORMAT,
          RunRecord.VERSION,
          "/io/ditgauge/estimator/schema/run-1.schema.json",
          "measure again, or take the file from a run made by this version");

  private RunFiles() {}

  /**
   * The run that a {@code run.json} describes.
   *
   * @throws FileFormatException if the file is missing, unreadable, or breaks a rule of the format
   */
  public static RunRecord read(Path runJson) {
    return JsonFiles.read(runJson, FORMAT, RunRecord.class, RunChecks::check);
  }

  /**
   * Writes a {@code run.json} as a whole or not at all.
   *
   * @throws FileFormatException if the run breaks a rule of the format; nothing is written then
   * @throws java.io.UncheckedIOException if it cannot be written; an old file is intact then
   */
  public static void write(Path runJson, RunRecord run) {
    JsonFiles.write(runJson, FORMAT, run, RunChecks::check);
  }

  /**
   * The checked results of a {@code jmh.json}: average time in seconds per operation, each raw
   * value finite and greater than zero.
   *
   * @throws FileFormatException if the file is missing, unreadable, or breaks a rule
   */
  public static JsonNode readJmh(Path jmhJson) {
    JsonNode tree = JsonFiles.readTree(jmhJson);
    JmhResult.parse(tree, jmhJson.toString());
    return tree;
  }
}

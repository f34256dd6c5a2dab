package io.ditgauge.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a command line did.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Ran(int code, String out, String err) {
  private static final String GOLDEN =
      "src/estimator/src/test/resources/io/ditgauge/estimator/golden";

  /** Runs the command line in this JVM. */
  static Ran ditgauge(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Cli.run(args, out, err);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Root of the repository. */
  static Path root() {
    return Path.of(System.getProperty("ditgauge.root", "../.."));
  }

  /** The run that the estimator's tests keep. */
  static Path goldenRun() {
    return root().resolve(GOLDEN).resolve("run");
  }

  /** The calibration of that run that the estimator's tests keep. */
  static Path goldenCalibration() {
    return root().resolve(GOLDEN).resolve("calibration-fitted.json");
  }
}

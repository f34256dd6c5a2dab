package io.ditgauge.estimator.heldout;

import io.ditgauge.estimator.run.FileFormat;
import io.ditgauge.estimator.run.JsonFiles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Reads and writes the file of a held-out suite. */
public final class HeldOutFiles {
  /** Name of the file, beside the calibration. */
  public static final String HELDOUT_JSON = "heldout.json";

  private static final FileFormat FORMAT =
      new FileFormat(
          HeldOutRecord.FORMAT,
          HeldOutRecord.VERSION,
          "/io/ditgauge/estimator/schema/heldout-1.schema.json",
          "measure the suite again");

  private HeldOutFiles() {}

  /**
   * The suite in that file.
   *
   * @throws io.ditgauge.estimator.run.FileFormatException if the file is missing, unreadable, or
   *     breaks a rule of the format
   */
  public static HeldOutRecord read(Path file) {
    return JsonFiles.read(file, FORMAT, HeldOutRecord.class, HeldOutFiles::check);
  }

  /**
   * Writes the file as a whole or not at all.
   *
   * @throws java.io.UncheckedIOException if it cannot be written; an old file is intact then
   */
  public static void write(Path file, HeldOutRecord suite) {
    JsonFiles.write(file, FORMAT, suite, HeldOutFiles::check);
  }

  private static void check(HeldOutRecord suite) {
    Set<String> keys = new HashSet<>();
    for (HeldOutCase it : suite.cases()) {
      if (!keys.add(it.key())) {
        throw new IllegalArgumentException("a case stands twice in the suite: " + it.key());
      }
      Set<Integer> rounds = new HashSet<>();
      for (HeldOutRound round : it.rounds()) {
        if (!rounds.add(round.round()) || round.round() > suite.rounds()) {
          throw new IllegalArgumentException(
              "each round counts once and is planned: round="
                  + round.round()
                  + " of "
                  + suite.rounds()
                  + " ("
                  + it.key()
                  + ")");
        }
      }
    }
  }
}

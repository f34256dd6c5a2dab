package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.Goldens;
import io.ditgauge.estimator.run.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files damaged at random are read or refused with one line; nothing else ever happens. */
class HostileFilesTest {
  private static final String[] TOKENS = {
    "0",
    "-1",
    "1e308",
    "1e999",
    "NaN",
    "null",
    "true",
    "\"\"",
    "{}",
    "[]",
    "[[",
    "}",
    "\"",
    ",",
    "\\",
    "9223372036854775808",
    "\u0000",
    "\u202e",
    "\"f32\"",
    "\"cuda:0\""
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "jmh.json", "calibration.json"})
  void readsOrRefusesADamagedFile(String name) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path golden = name.startsWith("cal") ? Goldens.folder() : Goldens.run();
    String text = Files.readString(golden.resolve(name));
    for (String other : new String[] {"run.json", "jmh.json"}) {
      Files.copy(Goldens.run().resolve(other), folder.resolve(other));
    }
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      Goldens.write(folder, name, damaged(text, random));
      try {
        if (name.startsWith("cal")) {
          CalibrationFiles.read(folder.resolve(name));
        } else {
          CalibrationFiles.calibrateRun(folder);
        }
      } catch (FileFormatException e) {
        refused++;
        assertFalse(e.getMessage().contains("\n"), "seed " + seed + ": " + e.getMessage());
        assertTrue(e.getMessage().length() < 3000, "seed " + seed + ": " + e.getMessage());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", damage " + i + ": " + e, e);
      }
    }
    assertTrue(refused > 100, "seed " + seed + ": only " + refused + " refused");
  }

  /** Replaces a token of the text by another, or cuts a piece out. */
  private static String damaged(String text, Random random) {
    int start = random.nextInt(text.length());
    if (random.nextInt(4) == 0) {
      return text.substring(0, start) + text.substring(Math.min(text.length(), start + 40));
    }
    int from = text.indexOf(": ", start) + 2;
    int to = text.indexOf('\n', from);
    if (from < 2 || to < 0) {
      return text.substring(0, start);
    }
    String comma = text.charAt(to - 1) == ',' ? "," : "";
    return text.substring(0, from)
        + TOKENS[random.nextInt(TOKENS.length)]
        + comma
        + text.substring(to);
  }
}

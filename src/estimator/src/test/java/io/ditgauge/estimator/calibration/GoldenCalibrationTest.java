package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.estimator.Goldens;
import io.ditgauge.estimator.run.JsonFiles;
import io.ditgauge.estimator.run.RunFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals run to calibration byte for byte; update with {@code -Dditgauge.golden.update=true}. */
class GoldenCalibrationTest {
  private static final Path GOLDEN = Goldens.folder().resolve("calibration.json");
  private static final Path RUN = Goldens.run().resolve(RunFiles.RUN_JSON);

  @TempDir Path folder;

  @BeforeAll
  static void updateTheGoldenFilesIfAsked() {
    if (Boolean.getBoolean("ditgauge.golden.update")) {
      RunFiles.write(RUN, RunFiles.read(RUN));
      CalibrationFiles.write(GOLDEN, CalibrationFiles.calibrateRun(Goldens.run()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "ar"})
  void makesTheSameCalibrationUnderEachLocale(String tag) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      Path fresh = folder.resolve("calibration.json");
      CalibrationFiles.write(fresh, CalibrationFiles.calibrateRun(Goldens.run()));
      assertEquals(
          Files.readString(GOLDEN),
          Files.readString(fresh),
          () ->
              GOLDEN
                  + " no longer follows from its run (locale '"
                  + tag
                  + "'). If the change is meant, run the tests of src/estimator with"
                  + " -Dditgauge.golden.update=true and review the difference");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "ar"})
  void writesWhatItReadByteForByte(String tag) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      Path run = folder.resolve("run.json");
      RunFiles.write(run, RunFiles.read(RUN));
      assertEquals(Files.readString(RUN), Files.readString(run));
      Path calibration = folder.resolve("calibration.json");
      CalibrationFiles.write(calibration, CalibrationFiles.read(GOLDEN));
      assertEquals(Files.readString(GOLDEN), Files.readString(calibration));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void writesDoublesInTheirShortestFormOnEachJavaVersion() {
    for (String shortest : new String[] {"2.0E23", "8.41E21", "0.0353", "3.29E9"}) {
      byte[] bytes = JsonFiles.bytes(Double.parseDouble(shortest));
      assertEquals(shortest + "\n", new String(bytes, StandardCharsets.UTF_8));
    }
  }
}

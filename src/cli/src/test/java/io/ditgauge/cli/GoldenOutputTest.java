package io.ditgauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals run to calibration to printed estimate, under locales with other digits and commas. */
class GoldenOutputTest {
  private static final Path FOLDER =
      Ran.root().resolve("src/cli/src/test/resources/io/ditgauge/cli/golden");

  private final Locale before = Locale.getDefault();
  private Path calibration = Path.of("");

  @TempDir Path temporary;

  @BeforeEach
  void namesTheCalibration() {
    calibration = temporary.resolve("calibration.json");
  }

  @AfterEach
  void restoresTheLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "ar-EG-u-nu-arab"})
  void runToCalibrationToEstimateIsTheSameUnderEveryLocale(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    String run = Ran.goldenRun().toString();
    String file = calibration.toString();
    assertEquals(0, Ran.ditgauge("calibrate", run, "-o", file).code());
    assertEquals(Files.readString(Ran.goldenCalibration()), Files.readString(calibration));
    assertEquals(Files.readString(Ran.goldenCalibration()), printed("calibrate", run));
    matches("utilization.txt", printed("utilization", file));
    matches("utilization.txt", printed("calibrate", run, "--format", "text"));
    matches("utilization.csv", printed("utilization", file, "--format", "csv"));
    matches("utilization.json", printed("utilization", file, "--format", "json"));
    matches("estimate.txt", printed("estimate", file));
    matches("estimate-summary.txt", printed("estimate", file, "--summary"));
    matches("compare.txt", printed("compare", file, file));
    matches("compare.csv", printed("compare", file, file, "--format", "csv"));
    matches("compare.json", printed("compare", file, file, "--format", "json"));
    matches("estimate.txt", printed("estimate", "--calibration", file));
    matches("estimate.csv", printed("estimate", file, "--format", "csv"));
    matches("estimate.json", printed("estimate", file, "--format", "json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "ar-EG-u-nu-arab"})
  void estimateWithoutAFileAndFlopsAreTheSameUnderEveryLocale(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    matches("estimate-article.txt", printed("estimate"));
    matches("flops.txt", printed("flops", "DiT-XL/2", "--image", "512x512"));
    matches("flops.json", printed("flops", "DiT-XL/2", "--image", "512x512", "--format", "json"));
    matches("flops.csv", printed("flops", "DiT-XL/2", "--image", "512", "--format", "csv"));
    matches(
        "flops-paper.md",
        printed("flops", "DiT-S/8", "--detail", "--convention", "paper", "--format", "markdown"));
  }

  private static String printed(String... args) {
    Ran ran = Ran.ditgauge(args);
    assertEquals(0, ran.code(), ran.err());
    return ran.out();
  }

  private static void matches(String name, String actual) throws IOException {
    Path golden = FOLDER.resolve(name);
    // A checkout may have rewritten the line ends of a text file.
    String comparable = actual.replace("\r\n", "\n");
    if (Boolean.getBoolean("ditgauge.golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(golden, comparable);
    }
    assertTrue(Files.exists(golden), golden + " is missing; make it with -Dditgauge.golden.update");
    assertEquals(
        Files.readString(golden),
        comparable,
        () -> golden + " differs; if that is meant, run with -Dditgauge.golden.update=true");
  }
}

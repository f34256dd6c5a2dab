package io.ditgauge.estimator.measured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.Goldens;
import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.run.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals calibration to fits byte for byte; update with {@code -Dditgauge.golden.update=true}. */
class GoldenFitsTest {
  private static final Path GOLDEN = Goldens.folder().resolve("calibration-fitted.json");
  private static final Path PLAIN = Goldens.folder().resolve("calibration.json");

  @TempDir Path folder;

  @BeforeAll
  static void updateTheGoldenFileIfAsked() {
    if (Boolean.getBoolean("ditgauge.golden.update")) {
      CalibrationFiles.write(GOLDEN, Fits.fitted(CalibrationFiles.read(PLAIN)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "ar"})
  void makesTheSameFitsUnderEachLocale(String tag) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      Path fresh = folder.resolve("calibration.json");
      CalibrationFiles.write(fresh, Fits.fitted(CalibrationFiles.read(PLAIN)));
      assertEquals(
          Files.readString(GOLDEN),
          Files.readString(fresh),
          () ->
              GOLDEN
                  + " no longer follows from "
                  + PLAIN
                  + ". If the change is meant, run the tests of src/estimator with"
                  + " -Dditgauge.golden.update=true and review the difference");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aFileWithoutFitsPredictsAsOneWithThem() {
    Calibration old = CalibrationFiles.read(PLAIN);
    Calibration fitted = CalibrationFiles.read(GOLDEN);
    assertTrue(old.fits().isEmpty());
    assertEquals(fitted.fits(), Fits.fitted(fitted).fits());
    for (ClassFit fit : fitted.fits()) {
      String backend = fit.of().backend();
      String dtype = fit.of().dtype();
      var op = old.rates().get(old.rates().size() - 1).op().toOp();
      assertEquals(
          MeasuredPredictor.of(fitted, backend, dtype, "cpu").predict(op),
          MeasuredPredictor.of(old, backend, dtype, "cpu").predict(op));
    }
  }

  @Test
  void aFitWithoutItsPointsIsRefused() {
    Calibration fitted = CalibrationFiles.read(GOLDEN);
    ClassFit fit = fitted.fits().get(0);
    ClassFit other =
        new ClassFit(
            fit.of(), fit.coefficients(), fit.heldOut(), fit.covered(), List.of("gemm|none"));
    Path file = folder.resolve("calibration.json");
    String message =
        assertThrows(
                FileFormatException.class,
                () -> CalibrationFiles.write(file, fitted.withFits(List.of(other))))
            .getMessage();
    assertTrue(message.contains("a point must be a rate: 'gemm|none' ($.fits[0].points)"), message);
  }
}

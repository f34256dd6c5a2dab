package io.ditgauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What commands print, for tests of the server beside it. */
public final class ServedPredictions {
  private ServedPredictions() {}

  /** The JSON of a prediction. */
  public static String predict(String... args) {
    return json("predict", args);
  }

  /** The JSON of a scenario. */
  public static String estimate(String... args) {
    return json("estimate", args);
  }

  /** A calibration to predict with. */
  public static Path calibration() {
    return Ran.goldenCalibration();
  }

  private static String json(String command, String... args) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(args));
    all.addAll(List.of("--format", "json"));
    Ran ran = Ran.ditgauge(all.toArray(new String[0]));
    assertEquals(0, ran.code(), ran.err());
    return ran.out();
  }
}

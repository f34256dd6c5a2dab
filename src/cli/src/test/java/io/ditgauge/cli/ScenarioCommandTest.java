package io.ditgauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Expected numbers are the article's. */
class ScenarioCommandTest {
  private static void assertRow(String text, String figure, String value) {
    assertTrue(
        text.lines()
            .anyMatch(it -> it.startsWith(figure + " ") && it.matches(".* " + value + "( .*|$)")),
        figure + " " + value + " in\n" + text);
  }

  private static String estimate(String... args) {
    Ran ran = Ran.ditgauge(args);
    assertEquals(0, ran.code(), ran.err());
    return ran.out();
  }

  @Test
  void estimatesTheArticle() {
    String text = estimate("estimate", "article.yaml");
    assertRow(text, "training.months.low", "4211");
    assertRow(text, "training.months.high", "10528");
    assertRow(text, "serving.minutesPerGpuHour", "5.03");
    assertRow(text, "breakEven.minutes.compute.low", "1.525e7");
    assertRow(text, "breakEven.minutes.compute.high", "3.812e7");
    assertRow(text, "fleet.average", "124583");
    assertRow(text, "fleet.averagePrinted", "89167");
  }

  @Test
  void estimatesTheCorrectedArticle() {
    String text = estimate("estimate", "article-corrected.yaml");
    assertRow(text, "training.months.low", "8423");
    assertRow(text, "training.months.high", "21057");
    assertRow(text, "serving.minutesPerGpuHour", "2.51");
    assertRow(text, "breakEven.minutes.compute.low", "1.525e7");
    assertRow(text, "fleet.average", "249167");
    assertRow(text, "fleet.peak", "1993333");
  }

  @Test
  void changesAValue() {
    String text =
        estimate(
            "estimate", "article.yaml", "--set", "training.utilization=0.5", "--format", "csv");
    assertTrue(text.contains("set on the command line"), text);
    assertRow(
        estimate("estimate", "article.yaml", "--set", "training.utilization=0.5"),
        "training.months.low",
        "8423");
  }

  @Test
  void explainsAFigureDownToItsSources() {
    String text = estimate("explain", "training.months.low");
    assertTrue(text.startsWith("training.months.low = 4211 GPU-month"), text);
    assertTrue(text.contains("= training.gpuHours.low / 24 / month.days"), text);
    assertTrue(text.contains("scaling.training = 1e21 MAC"), text);
    assertTrue(text.contains("factorialfunds.com"), text);
    assertTrue(text.contains("hardware.peak = 9.894e14 FLOP/s"), text);
  }

  /**
   * Cost = GPU time x price x samples: its logarithm's variance is the sum of its factors', and the
   * samples, known to a factor of ten, hold most of it.
   */
  @Test
  void takesTheVarianceOfEachFigureApart() {
    String name = "hunyuan-video-720p.yaml";
    String sobol = estimate("estimate", name, "--sensitivity", "sobol", "--format", "csv");
    String[] first =
        sobol
            .lines()
            .filter(it -> it.startsWith("training.usd,"))
            .findFirst()
            .orElseThrow()
            .split(",", -1);
    assertEquals("training.samples", first[1]);
    assertTrue(Double.parseDouble(first[6]) > 0.7, sobol);
    assertTrue(Double.parseDouble(first[7]) >= Double.parseDouble(first[6]), sobol);
    String tornado = estimate("estimate", name, "--sensitivity", "tornado", "--format", "csv");
    assertEquals(
        "figure,input,inputLow,inputHigh,figureLow,figureHigh",
        tornado.lines().findFirst().orElseThrow());
    assertEquals(sobol.lines().count(), tornado.lines().count());
    String text = estimate("estimate", name, "--sensitivity", "sobol");
    assertTrue(text.contains("What makes training.usd uncertain"), text);
    assertTrue(text.contains("total %"), text);
    String json = estimate("estimate", name, "--format", "json");
    assertTrue(json.contains("\"firstOrder\""), json);
    assertTrue(json.contains("\"figureHigh\""), json);
    assertEquals(2, Ran.ditgauge("estimate", name, "--sensitivity", "guess").code());
    assertEquals(2, Ran.ditgauge("estimate", "--sensitivity", "sobol").code());
  }

  @Test
  void putsACalibrationInThePlaceOfAssumptions() {
    String file = Ran.goldenCalibration().toString();
    Ran images = Ran.ditgauge("estimate", "dit-xl-2-images.yaml", "--calibration", file);
    assertEquals(0, images.code(), images.err());
    assertTrue(images.err().contains("times are those of the machine"), images.err());
    assertTrue(images.out().contains("measured, run "), images.out());
    String article = estimate("explain", "training.months.low", "--calibration", file);
    assertTrue(article.contains("transferred from"), article);
    assertEquals(
        1,
        Ran.ditgauge("estimate", "article.yaml", "--calibration", file, "--backend", "x").code());
  }

  @Test
  void namesTheNearestFigure() {
    Ran ran = Ran.ditgauge("explain", "training.month.low");
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("training.months.low"), ran.err());
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertEquals(2, Ran.ditgauge("estimate", "--set", "training.gpus=8").code());
    assertEquals(1, Ran.ditgauge("estimate", "article.yaml", "--set", "training.gpus").code());
    assertEquals(1, Ran.ditgauge("estimate", "no-such.yaml").code());
    assertEquals(2, Ran.ditgauge("estimate", "article.yaml", "--summary").code());
  }
}

package io.ditgauge.cli;

import static io.ditgauge.cli.Ran.ditgauge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  private static final long LARGEST = 3_000_000;

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restores() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  private static Ran ok(String... args) {
    Ran ran = ditgauge(args);
    assertEquals(0, ran.code(), ran.err());
    return ran;
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  private Map<String, String> made(String name, String format, String locale, String zone)
      throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    Path out = folder.resolve(name);
    ok(
        "report",
        Ran.goldenCalibration().toString(),
        "validate",
        "audit",
        "predict:FLUX.1-dev",
        "predict:HunyuanVideo@h200-sxm",
        "hunyuan-video-720p.yaml",
        "--format",
        format,
        "-o",
        out.toString());
    return files(out);
  }

  @Test
  void everyPageIsTheSameUnderEveryLocaleAndTimeZone() throws IOException {
    Map<String, String> html = made("a", "html", "und", "UTC");
    assertEquals(7, html.size(), html.keySet().toString());
    assertEquals(html, made("b", "html", "de-DE", "Pacific/Kiritimati"));
    assertEquals(html, made("c", "html", "ar-EG-u-nu-arab", "America/St_Johns"));
    html.forEach((name, text) -> assertTrue(text.length() < LARGEST, name));
    Map<String, String> markdown = made("d", "markdown", "und", "UTC");
    assertEquals(markdown, made("e", "markdown", "ar-EG-u-nu-arab", "Pacific/Kiritimati"));
    assertEquals(6, markdown.keySet().stream().filter(it -> it.endsWith(".md")).count());
    for (Map.Entry<String, String> file : markdown.entrySet()) {
      if (file.getKey().endsWith(".svg")) {
        assertTrue(
            markdown.values().stream().anyMatch(it -> it.contains("(" + file.getKey() + ")")),
            file.getKey() + " is shown by no page");
      }
    }
  }

  @Test
  void aRunsFolderMakesThePageOfItsCalibration() throws IOException {
    Path run = folder.resolve("run");
    Path calibration = folder.resolve("calibration");
    Ran ran = ok("report", Ran.goldenRun().toString(), "-o", run.toString());
    assertTrue(ran.out().contains("wrote " + run.resolve("index.html")), ran.out());
    ok("report", Ran.goldenCalibration().toString(), "-o", calibration.toString());
    assertEquals(files(run), files(calibration));
    String index = files(run).get("index.html");
    assertTrue(index.contains("href=\"measurement-20261125t013000z-0a1b2c3.html\""), index);
  }

  @Test
  void modelsThatWereHeldOutAreShownWhereTheyLieBesideTheCalibration() throws IOException {
    Path calibration = folder.resolve("calibration.json");
    Files.copy(Ran.goldenCalibration(), calibration);
    String heldOut =
        """
        {"format": "ditgauge-heldout", "version": 1, "run": "20261125T013000Z-0a1b2c3",
         "machineId": "m-1", "machine": "AMD EPYC", "commit": "0a1b2c3", "rounds": 1,
         "startedAt": "2026-11-25T02:00:00Z",
         "cases": [
           {"model": "DiT-L/2", "image": 512, "batch": 1, "backend": "torchscript",
            "dtype": "f32", "predictedSeconds": 1.2, "lowSeconds": 1.1, "highSeconds": 1.3,
            "extrapolated": false,
            "rounds": [{"round": 1, "seconds": 1.25, "calls": 3, "drift": 1.0}]}]}
        """;
    Files.writeString(folder.resolve("heldout.json"), heldOut);
    String text = ok("report", calibration.toString(), "--format", "markdown").out();
    assertTrue(text.contains("Of 1 forward pass that no rate was fitted to"), text);
    // ln 1.25/1.2 = 0.0408.
    assertTrue(text.contains("| torchscript f32 | 1 | 0.041 | 0.041 |"), text);
    Files.writeString(folder.resolve("heldout.json"), heldOut.replace("-0a1b2c3\"", "-1234567\""));
    failure(1, "run=20261125T013000Z-1234567", "report", calibration.toString(), "-o", "unused");
  }

  @Test
  void markdownForAReviewGoesToStandardOutput() {
    String golden = Ran.goldenCalibration().toString();
    String text = ok("report", golden, "--format", "markdown").out();
    assertTrue(text.startsWith("# Utilization on AMD EPYC, 2 cores\n"), text);
    assertTrue(text.contains("| mlp | nd4j | f32 | 2x256x1152, F=4608 | 66.052 | 164.6 |"), text);
    assertTrue(text.contains("comes closest to the best matrix product of the machine"), text);
    assertFalse(text.contains(".svg"), text);
  }

  @Test
  void pagesTellWhatTheCommandsTell() throws IOException {
    Path out = folder.resolve("out");
    ok("report", "predict:FLUX.1-dev", "validate", "-o", out.toString());
    JsonNode predicted =
        new ObjectMapper().readTree(ok("predict", "FLUX.1-dev", "--format", "json").out());
    String page = files(out).get("prediction-flux-1-dev-h100-sxm.html");
    String seconds =
        new java.math.BigDecimal(predicted.get("seconds").asDouble())
            .round(new java.math.MathContext(4, java.math.RoundingMode.HALF_UP))
            .toPlainString();
    assertTrue(page.contains("<dt>time</dt><dd>" + seconds + " s</dd>"), seconds);
    JsonNode rows = new ObjectMapper().readTree(ok("validate", "--format", "json").out());
    long scored = 0;
    long near = 0;
    for (JsonNode row : rows.get("rows")) {
      if (!row.get("scored").asText().equals("no") && row.has("ratio")) {
        scored++;
        double ratio = row.get("ratio").asDouble();
        near += ratio <= 1.1 && ratio >= 1 / 1.1 ? 1 : 0;
      }
    }
    String validation = files(out).get("validation.html");
    assertTrue(validation.contains("Of " + scored + " scored times, " + near + " ("), validation);
  }

  @Test
  void aHostileCalibrationShowsAsText() throws IOException {
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(Ran.goldenCalibration().toFile());
    ((ObjectNode) json.get("machine").get("cpu"))
        .put("name", "<script>alert(1)</script>\u202e" + "x".repeat(900));
    ((ArrayNode) json.get("warnings")).add("<img src=x onerror=alert(1)>");
    Path file = folder.resolve("hostile.json");
    new ObjectMapper().writeValue(file.toFile(), json);
    ok("report", file.toString(), "-o", folder.resolve("out").toString());
    for (Map.Entry<String, String> page : files(folder.resolve("out")).entrySet()) {
      assertFalse(page.getValue().contains("<script>alert"), page.getKey());
      assertFalse(page.getValue().contains("<img"), page.getKey());
      assertFalse(page.getValue().contains("\u202e"), page.getKey());
      assertTrue(page.getValue().contains("&lt;script&gt;alert(1)"), page.getKey());
    }
  }

  @Test
  void everyChartHasATwinOfPixels() throws IOException {
    Path out = folder.resolve("out");
    ok(
        "report",
        Ran.goldenCalibration().toString(),
        "article.yaml",
        "--format=markdown",
        "--png",
        "-o",
        out.toString());
    int pictures = 0;
    for (String name : names(out)) {
      if (name.endsWith(".svg")) {
        java.awt.image.BufferedImage image =
            javax.imageio.ImageIO.read(out.resolve(name.replace(".svg", ".png")).toFile());
        assertEquals(2 * 760, image.getWidth(), name);
        assertTrue(colors(image) > 8, name + " is empty");
        pictures++;
      }
    }
    assertTrue(pictures > 5, "pictures=" + pictures);
    failure(2, "--png needs a folder", "report", "article.yaml", "--format=markdown", "--png");
  }

  private static java.util.List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  private static long colors(java.awt.image.BufferedImage image) {
    return java.util.stream.IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .distinct()
        .count();
  }

  @Test
  void wrongUseSaysWhatToGive() throws IOException {
    String golden = Ran.goldenCalibration().toString();
    failure(2, "HTML needs a folder: give -o DIR", "report", golden);
    failure(
        2, "unknown format 'pdf'; use one of html, markdown", "report", golden, "--format", "pdf");
    failure(2, "two inputs make the page", "report", golden, golden, "-o", folder.toString());
    failure(2, "Missing required parameter: 'INPUT", "report");
    failure(1, "no such file or folder", "report", "missing.json", "-o", folder.toString());
    failure(1, "did you mean", "report", "predict:FLUX", "-o", folder.toString());
    failure(1, "makes no images or videos", "report", "predict:T5-XXL", "-o", folder.toString());
    failure(1, "h100-sxm", "report", "predict:FLUX.1-dev@abacus", "-o", folder.toString());
    failure(1, "no such file", "report", folder.toString(), "-o", folder.toString());
    Path file = Files.writeString(folder.resolve("file"), "kept");
    failure(1, "this is a file; give a folder", "report", golden, "-o", file.toString());
    assertEquals(Map.of("file", "kept"), files(folder));
  }

  private static void failure(int code, String expected, String... args) {
    Ran ran = ditgauge(args);
    assertEquals(code, ran.code(), ran.err());
    assertTrue(ran.err().contains(expected), ran.err());
    assertEquals("", ran.out());
  }
}

package io.ditgauge.cli;

import static io.ditgauge.cli.Ran.ditgauge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  @TempDir Path folder;

  @Test
  void printsVersionAndHelp() {
    Ran version = ditgauge("--version");
    assertEquals(0, version.code());
    assertTrue(version.out().matches("ditgauge \\d+\\.\\d+\\.\\d+\\S*\n"), version.out());
    Ran help = ditgauge("--help");
    assertEquals(0, help.code());
    for (String command : List.of("flops", "calibrate", "utilization", "compare", "estimate")) {
      assertTrue(help.out().contains("  " + command + " "), help.out());
      Ran own = ditgauge(command, "--help");
      assertEquals(0, own.code());
      assertTrue(own.out().contains("--format"), own.out());
    }
  }

  @Test
  void givesTheFieldsOfFlops() throws IOException {
    Ran ran = ditgauge("flops", "DiT-XL/2", "--image", "512x512", "--format", "json");
    JsonNode json = new ObjectMapper().readTree(ran.out());
    for (String field : List.of("macs", "flops", "tokens", "parameters")) {
      assertTrue(json.get(field).isIntegralNumber(), field);
    }
    assertEquals("", ran.err());
  }

  @Test
  void comparesACalibrationWithItself() {
    String golden = Ran.goldenCalibration().toString();
    Ran same = ditgauge("compare", golden, golden);
    assertTrue(same.out().contains("ratio") && same.out().contains("1.00"), same.out());
    assertEquals(0, same.code(), same.out());
    assertEquals(2, ditgauge("compare", golden).code());
    assertEquals(1, ditgauge("compare", golden, golden + ".missing").code());
  }

  @Test
  void aSlowerOpIsARegressionWithACodeOfItsOwn() throws IOException {
    String golden = Ran.goldenCalibration().toString();
    Path slower = file("slower.json", slower(calibration()));
    Ran ran = ditgauge("compare", golden, slower.toString());
    assertEquals(3, ran.code(), ran.err());
    assertTrue(ran.out().contains("SLOWER"), ran.out());
    assertEquals(0, ditgauge("compare", slower.toString(), golden).code());
    assertEquals(0, ditgauge("compare", golden, slower.toString(), "--max-slower", "99").code());
  }

  /** Copies, whose rates nothing else rests on, that take ten times as long. */
  private static String slower(String calibration) throws IOException {
    ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(calibration);
    tree.remove("fits");
    for (JsonNode rate : tree.get("rates")) {
      if (rate.get("label").asText().equals("patchify")) {
        ObjectNode fields = (ObjectNode) rate;
        for (String name : List.of("seconds", "secondsLow", "secondsHigh")) {
          fields.put(name, 10 * rate.get(name).asDouble());
        }
        for (String name :
            List.of(
                "flopsPerSecond",
                "flopsPerSecondLow",
                "flopsPerSecondHigh",
                "bytesPerSecond",
                "ofTheoretical",
                "ofMachineCeiling",
                "ofBackendCeiling")) {
          if (rate.has(name)) {
            fields.put(name, rate.get(name).asDouble() / 10);
          }
        }
      }
    }
    return tree.toString();
  }

  @Test
  void aPublishedCardStandsBesideACalibrationOfAnotherMachineWithoutAVerdict() {
    Ran ran = ditgauge("compare", "h100-sxm", Ran.goldenCalibration().toString());
    assertEquals(1, ran.code(), ran.err());
    assertTrue(ran.out().contains("h100-sxm (published)"), ran.out());
    assertTrue(ran.out().contains("was not measured on a h100-sxm"), ran.out());
  }

  @Test
  void countsTheBatch() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    long one =
        mapper
            .readTree(ditgauge("flops", "DiT-S/8", "--format", "json").out())
            .get("macs")
            .asLong();
    long four =
        mapper
            .readTree(ditgauge("flops", "DiT-S/8", "--batch", "4", "--format", "json").out())
            .get("macs")
            .asLong();
    assertEquals(4 * one, four);
  }

  @Test
  void wrongUsageExitsWithTwoAndSaysWhy() {
    usage("no command given; use one of flops, calibrate, utilization, compare, estimate");
    usage("did you mean DiT-XL/2", "flops", "dit-xl/2");
    usage("unknown format 'xml'; use one of text, json, csv", "estimate", "--format", "xml");
    usage("takes square images only", "flops", "DiT-XL/2", "--image", "512x256");
    usage("--image must be WIDTHxHEIGHT or SIDE", "flops", "DiT-XL/2", "--image", "big");
    usage("height=100; the nearest are 96 and 112", "flops", "DiT-XL/2", "--image", "100");
    usage("batch=0", "flops", "DiT-XL/2", "--batch", "0");
    usage("'many' is not a long", "flops", "DiT-XL/2", "--batch", "many");
    usage("must be between 1 and 2^40", "flops", "DiT-XL/2", "--batch", "1099511627776");
    usage("Missing required parameter: 'MODEL'", "flops");
    usage("Unknown option: '--nonsense'", "estimate", "--nonsense");
    usage("FILE or --calibration, not both", "estimate", "a.json", "--calibration", "b.json");
  }

  private static void usage(String expected, String... args) {
    Ran ran = ditgauge(args);
    assertEquals(2, ran.code(), ran.err());
    assertEquals("", ran.out());
    oneMessage(ran, expected);
  }

  @Test
  void badFilesExitWithOneAndSayWhy() throws IOException {
    failure("no such file", "utilization", folder.resolve("missing.json").toString());
    failure("this is a folder", "utilization", folder.toString());
    failure("no such file", "calibrate", folder.toString());
    failure("empty", "utilization", file("empty.json", "").toString());
    failure("valid JSON", "estimate", file("truncated.json", truncated()).toString());
    failure("format must be", "estimate", file("other.json", "{\"a\": 1}").toString());
    failure(
        "version 99 is not supported",
        "estimate",
        file("new.json", calibration().replace("\"version\": 1,", "\"version\": 99,")).toString());
    failure(
        "no-block.json: the calibration has no rate of a DiT block",
        "estimate",
        file("no-block.json", withoutBlocks(calibration())).toString());
  }

  @Test
  void neverWritesHalfACalibration() throws IOException {
    Path old = file("old.json", "old");
    Ran ran = ditgauge("calibrate", folder.resolve("missing").toString(), "-o", old.toString());
    assertEquals(1, ran.code());
    assertEquals("old", Files.readString(old));
    failure(
        "nowhere",
        "calibrate",
        Ran.goldenRun().toString(),
        "-o",
        folder.resolve("nowhere/file/calibration.json").toString());
  }

  private static void failure(String expected, String... args) {
    Ran ran = ditgauge(args);
    assertEquals(1, ran.code(), ran.err());
    assertEquals("", ran.out());
    oneMessage(ran, expected);
  }

  private static void oneMessage(Ran ran, String expected) {
    assertTrue(ran.err().startsWith("ditgauge: "), ran.err());
    assertTrue(ran.err().contains(expected), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertFalse(ran.err().contains("internal error"), ran.err());
  }

  @Test
  void showsControlCharactersOfArgumentsAndFilesEscaped() throws IOException {
    String evil = "\u001b]0;title\u0007\u009b31m";
    Path hostile =
        file("hostile.json", calibration().replace("\"name\": \"AMD EPYC\"", cpuName(evil)));
    for (Ran ran :
        List.of(
            ditgauge("flops", "DiT" + evil),
            ditgauge("estimate", "--format", evil),
            ditgauge(evil),
            ditgauge("utilization", folder.resolve("no\n" + evil).toString()),
            ditgauge("utilization", hostile.toString()),
            ditgauge("utilization", hostile.toString(), "--format", "csv"),
            ditgauge("utilization", hostile.toString(), "--format", "json"),
            ditgauge("estimate", hostile.toString()),
            ditgauge("estimate", hostile.toString(), "--format", "json"))) {
      String all = (ran.out() + ran.err()).replace("\r\n", "").replace("\n", "");
      assertTrue(all.codePoints().noneMatch(Character::isISOControl), all);
      assertFalse(all.contains("internal error"), all);
    }
  }

  private static String cpuName(String evil) throws IOException {
    return "\"name\": " + new ObjectMapper().writeValueAsString(evil);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "csv"})
  void warnsAboutAProvisionalCalibrationInEveryFormat(String format) throws IOException {
    String flash = provisional(calibration());
    Ran ran = ditgauge("estimate", file("flash.json", flash).toString(), "--format", format);
    assertEquals(0, ran.code(), ran.err());
    String where = format.equals("text") ? ran.out() : ran.err();
    assertTrue(where.contains("warning: provisional"), where);
  }

  @Test
  void aReaderThatLeavesGetsNoMessageAndAFullDiskDoes() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(1, Cli.run(new String[] {"estimate"}, failing("Broken pipe"), err));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    assertEquals(1, Cli.run(new String[] {"estimate"}, failing("No space left on device"), err));
    assertEquals(
        "ditgauge: cannot write the output: No space left on device\n",
        err.toString(StandardCharsets.UTF_8));
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String calibration() {
    return ditgauge("calibrate", Ran.goldenRun().toString()).out();
  }

  private static String truncated() {
    String whole = calibration();
    return whole.substring(0, whole.length() / 2);
  }

  private static String withoutBlocks(String calibration) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode tree = (ObjectNode) mapper.readTree(calibration);
    tree.remove("fits");
    for (Iterator<JsonNode> rates = tree.get("rates").elements(); rates.hasNext(); ) {
      if (rates.next().get("label").asText().equals("block")) {
        rates.remove();
      }
    }
    return tree.toString();
  }

  /** Takes the intervals away, as a run of single forks has none. */
  private static String provisional(String calibration) throws IOException {
    JsonNode tree = new ObjectMapper().readTree(calibration);
    ((ObjectNode) tree).put("provisional", true);
    for (JsonNode rate : tree.get("rates")) {
      ObjectNode fields = (ObjectNode) rate;
      fields.put("forks", 1);
      fields.remove(
          List.of(
              "secondsLow",
              "secondsHigh",
              "medianSeconds",
              "flopsPerSecondLow",
              "flopsPerSecondHigh"));
    }
    for (String kind : List.of("gemm", "copy")) {
      for (JsonNode ceiling : tree.get("ceilings").get(kind)) {
        ((ObjectNode) ceiling).remove(List.of("low", "high"));
      }
    }
    return tree.toString();
  }
}

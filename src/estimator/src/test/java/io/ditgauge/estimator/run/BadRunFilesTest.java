package io.ditgauge.estimator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.estimator.Goldens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadRunFilesTest {
  @TempDir Path folder;

  private void assertRefused(Path file, String... parts) {
    String message =
        assertThrows(FileFormatException.class, () -> RunFiles.read(file)).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
    assertFalse(message.contains("\n"), message);
    assertFalse(message.contains("`"), message);
    assertFalse(message.contains("ditgauge.estimator."), message);
    assertTrue(message.length() < 2000, message);
    for (String part : parts) {
      assertTrue(message.contains(part), "expected '" + part + "' in: " + message);
    }
  }

  private void assertTextRefused(String text, String... parts) {
    assertRefused(Goldens.write(folder, "run.json", text), parts);
  }

  private void assertSpoiledRefused(Consumer<ObjectNode> spoil, String... parts) {
    ObjectNode run = Goldens.runJson();
    spoil.accept(run);
    assertRefused(Goldens.write(folder, "run.json", run), parts);
  }

  private static ObjectNode cpu(ObjectNode run) {
    return (ObjectNode) run.get("machine").get("cpu");
  }

  private static ObjectNode combination(ObjectNode run, int index) {
    return (ObjectNode) run.get("combinations").get(index);
  }

  private static String golden() throws IOException {
    return Files.readString(Goldens.run().resolve("run.json"));
  }

  @Test
  void readsTheGoldenRun() {
    RunRecord run = RunFiles.read(Goldens.run().resolve("run.json"));
    assertEquals("20261125T013000Z-0a1b2c3", run.id());
    assertEquals(10, run.combinations().size());
  }

  @Test
  void refusesAMissingFileAFolderAndADevice() {
    assertRefused(folder.resolve("none.json"), "no such file");
    assertRefused(folder, "this is a folder; name the JSON file itself");
    if (Files.exists(Path.of("/dev/zero"))) {
      assertRefused(Path.of("/dev/zero"), "not a regular file");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t"})
  void refusesAnEmptyFile(String text) {
    assertTextRefused(text, "empty", "make it again");
  }

  @Test
  void refusesATruncatedFileAtEachPlace() throws IOException {
    String text = golden();
    for (int length = 1; length < text.length() - 2; length += 97) {
      assertTextRefused(text.substring(0, length), "not valid JSON");
    }
  }

  @Test
  void refusesTextAfterTheValue() throws IOException {
    assertTextRefused(golden() + "{}", "not valid JSON");
  }

  @Test
  void refusesDeepNesting() {
    assertTextRefused("[".repeat(1000), "nesting depth");
    assertTextRefused("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000), "nesting depth");
  }

  @Test
  void refusesAHugeFile() throws IOException {
    byte[] hundredMegabytes = new byte[100_000_000];
    java.util.Arrays.fill(hundredMegabytes, (byte) '1');
    Path file = Files.write(folder.resolve("run.json"), hundredMegabytes);
    assertRefused(file, "larger than 67108864 bytes");
  }

  @Test
  void refusesALongNumberTextOrName() {
    assertTextRefused("{\"version\":" + "1".repeat(10_000_000) + "}", "not valid JSON", "length");
    assertTextRefused("{\"id\":\"" + "x".repeat(10_000_000) + "\"}", "not valid JSON", "length");
    assertTextRefused("{\"" + "x".repeat(10_000_000) + "\":1}", "not valid JSON", "length");
    assertTextRefused("[" + "1,".repeat(3_000_000) + "1]", "not valid JSON", "oken");
  }

  @Test
  void refusesDuplicateNames() throws IOException {
    String text = golden().replace("\"dirty\"", "\"effort\": \"long\",\n  \"dirty\"");
    assertTextRefused(text, "uplicate field 'effort'", "line ");
  }

  @Test
  void refusesBytesThatAreNotUtf8() throws IOException {
    byte[] bytes = golden().replace("AMD EPYC", "AMD \u00e9").getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(Files.write(folder.resolve("run.json"), bytes), "not valid UTF-8");
  }

  @Test
  void refusesAnotherFormatAndNamesBoth() {
    assertSpoiledRefused(
        run -> run.put("format", "ditgauge-calibration"),
        "format must be 'ditgauge-run', found \"ditgauge-calibration\"",
        "$.format");
    assertSpoiledRefused(run -> run.remove("format"), "found nothing");
    assertTextRefused("[]", "the top is not an object");
    assertTextRefused("17", "the top is not an object");
  }

  @Test
  void refusesAnotherVersionAndNamesTheSupportedOne() {
    assertSpoiledRefused(
        run -> run.put("version", 2), "ditgauge-run version 2 is not supported", "supported: 1");
    assertSpoiledRefused(run -> run.put("version", "1"), "version \"1\" is not supported");
  }

  @Test
  void refusesUnknownMissingAndWronglyTypedFields() {
    assertSpoiledRefused(run -> run.put("colour", "red"), "$", "colour");
    assertSpoiledRefused(run -> cpu(run).put("colour", "red"), "$.machine.cpu", "colour");
    assertSpoiledRefused(run -> cpu(run).remove("flags"), "$.machine.cpu", "flags");
    assertSpoiledRefused(run -> run.put("dirty", "no"), "$.dirty", "boolean", "\"no\"");
    assertSpoiledRefused(run -> run.putNull("commit"), "$.commit", "null");
    assertSpoiledRefused(run -> cpu(run).put("cores", "2"), "$.machine.cpu.cores");
    assertSpoiledRefused(run -> cpu(run).put("cores", 2.5), "$.machine.cpu.cores", "2.5");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -3e9, 1e15, 1e-9})
  void refusesAnAbsurdClock(double hertz) {
    assertSpoiledRefused(
        run -> cpu(run).put("measuredHertz", hertz),
        "$.machine.cpu.measuredHertz",
        "found " + hertz);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999"})
  void refusesNumbersThatAreNotFinite(String number) throws IOException {
    assertTextRefused(golden().replace("3.67E9", number), "a number must be finite");
    assertTextRefused(golden().replace("3.67E9", "\"" + number + "\""), "measuredHertz");
  }

  @Test
  void refusesNegativeZeroAndOverflowingCounts() {
    assertSpoiledRefused(run -> cpu(run).put("cores", 0), "$.machine.cpu.cores", "found 0");
    assertSpoiledRefused(run -> combination(run, 0).put("forks", -1), "$.combinations[0].forks");
    assertSpoiledRefused(
        run -> combination(run, 0).put("plannedForks", 0), "$.combinations[0].plannedForks");
    assertSpoiledRefused(
        run ->
            ((ObjectNode) run.get("machine"))
                .put("memoryBytes", new java.math.BigInteger("9".repeat(40))),
        "$.machine.memoryBytes");
    assertSpoiledRefused(
        run ->
            ((ObjectNode) combination(run, 0).get("op").get("dimensions")).put("m", Long.MAX_VALUE),
        "$.combinations[0]");
  }

  @Test
  void refusesWorkThatIsNotThatOfTheOp() {
    assertSpoiledRefused(
        run -> ((ObjectNode) combination(run, 0).get("work")).put("macs", 1),
        "the declared work must be that of the op",
        "macs=1,",
        "$.combinations[0].work");
  }

  @Test
  void refusesUnknownOpsDtypesDevicesAndBackends() {
    assertSpoiledRefused(
        run -> ((ObjectNode) combination(run, 0).get("op")).put("type", "conv"),
        "$.combinations[0]");
    assertParamRefused("dtype", "int8", "unknown dtype 'int8'");
    assertParamRefused("device", "tpu", "unknown device 'tpu'");
    assertParamRefused("device", "cuda:0", "measured on cuda:0 of a machine with 0 accelerators");
    assertParamRefused("backend", "numpy", "backend=numpy");
  }

  private void assertParamRefused(String name, String value, String part) {
    assertSpoiledRefused(
        run -> {
          ObjectNode combination = combination(run, 0);
          String key = combination.get("key").textValue();
          String old = combination.get("params").get(name).textValue();
          combination.put("key", key.replace(name + "=" + old, name + "=" + value));
          ((ObjectNode) combination.get("params")).put(name, value);
        },
        part,
        "$.combinations[0].params." + name);
  }

  @Test
  void refusesKeysThatDoNotFollowOrRepeat() {
    assertSpoiledRefused(
        run -> combination(run, 0).put("key", "gemm"),
        "the key must follow",
        "$.combinations[0].key");
    assertSpoiledRefused(
        run -> ((ArrayNode) run.get("combinations")).add(combination(run, 0).deepCopy()),
        "appears twice",
        "$.combinations[10].key");
    assertSpoiledRefused(
        run -> ((ArrayNode) run.get("backends")).add(run.get("backends").get(0).deepCopy()),
        "backend 'nd4j' appears twice");
  }

  @Test
  void refusesAMeasuredCombinationThatLacksForksAndASkipWithoutReason() {
    assertSpoiledRefused(
        run -> combination(run, 0).put("forks", 2), "has all its forks", "forks=2");
    assertSpoiledRefused(
        run -> combination(run, 0).put("forks", 4), "must not exceed plannedForks");
    assertSpoiledRefused(run -> combination(run, 5).put("reason", " "), "needs a reason");
  }

  @Test
  void refusesTimesThatAreNotUtcOrRunBackwards() {
    assertSpoiledRefused(run -> run.put("startedAt", "25.11.2026"), "$.startedAt");
    assertSpoiledRefused(run -> run.put("startedAt", "2026-13-45T01:30:00Z"), "UTC in ISO 8601");
    assertSpoiledRefused(
        run -> run.put("finishedAt", "2026-11-25T01:29:59Z"), "ends before it starts");
  }

  @Test
  void saysTheSameUnderALocaleWithOtherDigits() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertSpoiledRefused(
          run -> cpu(run).put("cores", 100_001),
          "must have a maximum value of 100000",
          "found 100001");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void writesNothingThatItWouldNotRead() throws IOException {
    RunRecord good = RunFiles.read(Goldens.run().resolve("run.json"));
    RunRecord bad =
        new RunRecord(
            good.format(),
            good.version(),
            good.id(),
            good.machine(),
            "not a commit",
            good.dirty(),
            good.backends(),
            good.effort(),
            good.arguments(),
            good.startedAt(),
            good.finishedAt(),
            good.combinations());
    Path file = Goldens.write(folder, "run.json", "old");
    String message =
        assertThrows(FileFormatException.class, () -> RunFiles.write(file, bad)).getMessage();
    assertTrue(message.contains("not written: $.commit"), message);
    assertEquals("old", Files.readString(file));
  }
}

package io.ditgauge.cli;

import static io.ditgauge.cli.Ran.ditgauge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FlopsCommandTest {
  private static final String FLUX =
      """
      {"_class_name": "FluxTransformer2DModel", "num_layers": 2, "num_single_layers": 3,
       "num_attention_heads": 4, "attention_head_dim": 16, "guidance_embeds": true}
      """;

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private static JsonNode json(String... args) throws IOException {
    String[] all = Stream.concat(Stream.of("flops"), Arrays.stream(args)).toArray(String[]::new);
    String[] more =
        Stream.concat(Arrays.stream(all), Stream.of("--format", "json")).toArray(String[]::new);
    Ran ran = ditgauge(more);
    assertEquals(0, ran.code(), ran.err());
    return new ObjectMapper().readTree(ran.out());
  }

  /** Shared cases: 118.6 GMAC = 237.2 GFLOP, and 23.724 TFLOP for 50 steps with guidance. */
  @Test
  void countsThePapersLargestModel() throws IOException {
    JsonNode json = json("DiT-XL/2", "--steps", "50");
    assertEquals(118.6e9, json.get("macs").doubleValue(), 0.01 * 118.6e9);
    assertEquals(237.2e9, json.get("flops").doubleValue(), 0.01 * 237.2e9);
    assertEquals(23.724e12, json.get("output").get("flops").doubleValue(), 0.001 * 23.724e12);
    assertEquals(2, json.get("output").get("passes").intValue());
    assertEquals(674834720, json.get("parameters").longValue());
  }

  /**
   * 74.38 TFLOP a step at 1024 pixels: linear 59.49, attention 14.87 (ToCa; diffusers/benchmarks).
   */
  @Test
  void countsFluxByNameByFileByFolderAndByDescriptionAlike() throws IOException {
    JsonNode byName = json("FLUX.1-dev");
    assertEquals(74.38e12, byName.get("flops").doubleValue(), 0.003 * 74.38e12);
    String config = "{\"_class_name\": \"FluxTransformer2DModel\", \"guidance_embeds\": true}";
    String path = file("flux/config.json", config);
    file("pipeline/transformer/config.json", config);
    file("pipeline/model_index.json", "{\"transformer\": [\"diffusers\", \"x\"]}");
    String yaml = file("flux.yaml", "_class_name: FluxTransformer2DModel\nguidance_embeds: true\n");
    for (List<String> how :
        List.of(
            List.of(path),
            List.of(folder.resolve("flux").toString()),
            List.of(folder.resolve("pipeline").toString()),
            List.of("--describe", yaml))) {
      JsonNode json = json(how.toArray(String[]::new));
      for (String field : List.of("forward", "tokens", "textTokens", "parameters", "ops")) {
        assertEquals(byName.get(field), json.get(field), how + " " + field);
      }
      assertTrue(json.get("assumed").toString().contains("num_layers=19"), how.toString());
    }
  }

  /** AI-Hypercomputer/maxtext pull request 644: batch 12 of 2048 tokens, 1053.4 TFLOP a step. */
  @Test
  void showsATrainingStepOfALanguageModel() throws IOException {
    String[] args = {"Llama-2-7B", "--tokens", "2048", "--batch", "12", "--training"};
    JsonNode training = json(args).get("training");
    assertEquals(1053.4e12, training.get("modelFlops").doubleValue(), 0.001 * 1053.4e12);
    assertEquals(
        3 * training.get("forward").get("flops").longValue(),
        training.get("everythingKept").get("flops").longValue());
    assertEquals(
        4 * training.get("forward").get("flops").longValue(),
        training.get("forwardComputedAgain").get("flops").longValue());
    for (String format : List.of("text", "csv", "markdown")) {
      Ran ran = ditgauge("flops", "DiT-S/8", "--training", "--format", format);
      assertTrue(ran.out().contains("gradients of weights"), ran.out());
    }
  }

  @Test
  void settingsChangeTheCount() throws IOException {
    long tokens = json("FLUX.1-dev").get("tokens").longValue();
    JsonNode wide =
        json("FLUX.1-dev", "--image", "2048x1024", "--text-tokens", "256", "--batch", "3");
    assertEquals(2 * tokens, wide.get("tokens").longValue());
    assertEquals(256, wide.get("textTokens").longValue());
    assertEquals(3, wide.get("request").get("batch").longValue());
    Ran clip = ditgauge("flops", "HunyuanVideo", "--frames", "9", "--fps", "3", "--format", "json");
    JsonNode output = new ObjectMapper().readTree(clip.out()).get("output");
    assertEquals(3.0, output.get("seconds").doubleValue());
    assertEquals(
        output.get("flops").doubleValue() / 3, output.get("flopsPerSecondOfVideo").doubleValue());
  }

  @Test
  void listsEveryPresetInEveryFormat() throws IOException {
    JsonNode list = json("--list").get("presets");
    assertEquals(Presets.all().size(), list.size());
    for (String format : List.of("text", "csv", "json", "markdown")) {
      String out = ditgauge("flops", "--list", "--format", format).out();
      for (Preset preset : Presets.all()) {
        assertTrue(
            out.contains(preset.name().replace("_", format.equals("markdown") ? "\\_" : "_")),
            format);
        assertTrue(out.contains(Long.toString(preset.network().parameters())), preset.name());
      }
    }
  }

  @Test
  void countsEveryPresetInEveryFormat() {
    for (Preset preset : Presets.all()) {
      for (String format : List.of("text", "csv", "json", "markdown")) {
        Ran ran = ditgauge("flops", preset.name(), "--detail", "--format", format);
        assertEquals(0, ran.code(), ran.err());
        assertEquals("", ran.err());
      }
    }
  }

  @Test
  void unknownKeysAreListedAndNotFatal() throws IOException {
    String path = file("c.json", FLUX.replace("{", "{\"colour\": 1, \"_internal\": 2, "));
    Ran text = ditgauge("flops", path);
    assertEquals(0, text.code(), text.err());
    assertTrue(
        text.out().contains("warning: unknown keys, which change no count here: colour\n"),
        text.out());
    Ran csv = ditgauge("flops", path, "--format", "csv");
    assertTrue(csv.err().contains("warning: unknown keys"), csv.err());
    assertEquals("[\"colour\"]", json(path).get("unknownKeys").toString());
  }

  @Test
  void badConfigurationsFailWithTheirPlaceAndTheRule() throws IOException {
    failure(
        "num_layers must be a whole number between 0 and 2^40: num_layers=\"2\"",
        "c.json",
        FLUX.replace("\"num_layers\": 2", "\"num_layers\": \"2\""));
    failure("num_layers=-1", "c.json", FLUX.replace("\"num_layers\": 2", "\"num_layers\": -1"));
    failure("num_layers=2.5", "c.json", FLUX.replace("\"num_layers\": 2", "\"num_layers\": 2.5"));
    failure(
        "num_layers must be at least 1",
        "c.json",
        FLUX.replace("\"num_layers\": 2", "\"num_layers\": 0"));
    failure(
        "a count must stay below 2^63",
        "c.json",
        FLUX.replace("_dim\": 16", "_dim\": 10000000000"));
    failure("head width", "c.json", FLUX.replace("_dim\": 16", "_dim\": 15"));
    failure("Duplicate field 'num_layers'", "c.json", FLUX.replace("{", "{\"num_layers\": 2, "));
    failure(
        "unknown class 'FluxTransformer3DModel'; the nearest known are FluxTransformer2DModel",
        "c.json",
        FLUX.replace("2D", "3D"));
    failure("--describe FILE with the keys", "c.json", FLUX.replace("2D", "3D"));
    failure("no _class_name", "c.json", "{}");
    failure("must be a JSON object", "c.json", "[1]");
    failure("the file is empty", "c.json", "");
    failure("not valid JSON", "c.json", "{\"a\": ");
    failure("not valid JSON", "c.json", FLUX + FLUX);
    failure("nesting depth", "c.json", "[".repeat(100_000));
    failure("nesting depth", "c.json", "{\"a\":".repeat(100_000));
  }

  private void failure(String expected, String name, String text) throws IOException {
    fails(expected, 1, "flops", file(name, text));
  }

  private static void fails(String expected, int code, String... args) {
    Ran ran = ditgauge(args);
    assertEquals(code, ran.code(), ran.err() + ran.out());
    assertEquals("", ran.out());
    assertTrue(ran.err().startsWith("ditgauge: ") && ran.err().contains(expected), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertFalse(ran.err().contains("internal error"), ran.err());
  }

  @Test
  void badFilesAndFoldersFail() throws IOException {
    Path binary = Files.write(folder.resolve("binary.json"), garbage());
    fails("cannot be read as UTF-8 text", 1, "flops", binary.toString());
    Path empty = Files.createDirectories(folder.resolve("empty"));
    fails("holds neither model_index.json", 1, "flops", empty.toString());
    fails("this is a folder", 1, "flops", "--describe", empty.toString());
    fails("no such file", 1, "flops", "--describe", empty.resolve("x").toString());
    fails("anchors and aliases", 1, "flops", "--describe", file("a.yaml", "a: &x 1\nb: *x\n"));
    fails("not valid YAML", 1, "flops", "--describe", binaryText());
  }

  private String binaryText() throws IOException {
    return file("b.yaml", "\0\1");
  }

  private static byte[] garbage() {
    byte[] bytes = new byte[1000];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  @Timeout(20)
  void aFileOfAHundredMegabytesIsRefusedUnread() throws IOException {
    Path weights = folder.resolve("config.json");
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.setLength(100L << 20);
    }
    fails("must not exceed 4194304 bytes: 104857600", 1, "flops", weights.toString());
    fails("must not exceed 4194304 bytes", 1, "flops", folder.toString());
    fails("must not exceed 65536 bytes", 1, "flops", "--describe", weights.toString());
  }

  @Test
  void wrongUsageFailsWithTwo() throws IOException {
    fails("'MODEL'; --list shows", 2, "flops");
    fails("give one of MODEL, --describe and --list", 2, "flops", "DiT-S/8", "--list");
    fails("did you mean FLUX.1-dev", 2, "flops", "flux-dev");
    fails("width=100; the nearest are 96 and 112", 2, "flops", "FLUX.1-dev", "--image", "100x96");
    fails("the nearest are 16", 2, "flops", "FLUX.1-dev", "--image", "8x16");
    fails("has no tokens: tokens=5; it has width", 2, "flops", "FLUX.1-dev", "--tokens", "5");
    fails("framesPerSecond must be above 0", 2, "flops", "FLUX.1-dev", "--fps", "NaN");
    fails(
        "unknown convention 'tera'; use one of flop, paper",
        2,
        "flops",
        "DiT-S/8",
        "--convention",
        "tera");
    fails("use one of text, json, csv, markdown", 2, "flops", "DiT-S/8", "--format", "xml");
    fails("makes images", 2, "flops", "FLUX.1-dev", "--frames", "9");
    fails("frames=8; the nearest are 5 and 9", 2, "flops", "HunyuanVideo", "--frames", "8");
    fails("steps=0", 2, "flops", "DiT-S/8", "--steps", "0");
    fails("frames=-1", 2, "flops", "DiT-S/8", "--frames", "-1");
    fails("2^63", 2, "flops", "FLUX.1-dev", "--image", "16000000000x16");
  }
}

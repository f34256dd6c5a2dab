package io.ditgauge.estimator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ditgauge.estimator.source.Assumed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ScenariosTest {
  static final List<String> SHIPPED = Scenarios.SHIPPED;

  private static String refused(String yaml) {
    RuntimeException e =
        assertThrows(
            RuntimeException.class,
            () -> ScenarioResult.of(Scenarios.parse("mine.yaml", yaml, Map.of())));
    assertTrue(e.getMessage().contains("mine.yaml"), e.getMessage());
    return e.getMessage();
  }

  private static String refusedChange(String path, String value) {
    return refusedChange("article.yaml", path, value);
  }

  private static String refusedChange(String name, String path, String value) {
    return refused(Path.of(name), Map.of(path, value));
  }

  private static String refused(Path file, Map<String, String> changes) {
    return assertThrows(
            RuntimeException.class, () -> ScenarioResult.of(Scenarios.read(file, changes)))
        .getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.utilization | 1.2 | at most 1",
        "training.utilization | 0 | above 0",
        "demand.streams.tiktok.share | 1.01 | at most 1",
        "demand.streams.tiktok.perDay | -5 | not negative",
        "demand.peak | 0.5 | at least 1",
        "scaling.size | -30 | greater than 0",
        "training.utilization | {normal: [0.5, 0.99], assumed: x} | at most 1",
        "scaling.size | {uniform: [3, 2], assumed: x} | low=3",
        "scaling.size | {triangular: [1, 5, 2], assumed: x} | mode=5",
        "scaling.size | {lognormal: [0, 2], assumed: x} | greater than zero",
        "training.utilization | {beta: [-1, 2], assumed: x} | alpha",
        "scaling.size | {discrete: [[1, -1]], assumed: x} | weight",
        "scaling.size | {value: 2} | required",
        "scaling.size | {value: 2, uniform: [1, 2], assumed: x} | 2 are valid",
        "scaling.size | {value: 2, source: nobody} | nobody",
        "scaling.size | {value: many, assumed: x} | number",
        "scaling.size | {valeu: 2, assumed: x} | did you mean value",
        "scaling.size | .nan | not valid",
        "scaling.size | .inf | not valid",
        "scaling.size | {uniform: [2, 2], assumed: x} | low < high",
        "scaling.size | {uniform: [1], assumed: x} | at least 2",
        "scaling.size | {uniform: [1, two], assumed: x} | number",
        "scaling.size | {lognormal: [3, 2], assumed: x} | low=3",
        "scaling.size | {normal: [1, 1], assumed: x} | low=1",
        "training.utilization | {beta: [0, 2], assumed: x} | alpha",
        "training.utilization | {beta: [2, -2], assumed: x} | beta",
        "scaling.size | {discrete: [], assumed: x} | at least 1",
        "scaling.size | {discrete: [[1]], assumed: x} | at least 2",
        "scaling.size | {discrete: [[-1, 1], [2, 1]], assumed: x} | greater than 0",
        "scaling.size | {value: 2, assumed: x, source: article} | 2 are valid",
        "scaling.size | {value: 2, assumed: ''} | at least 1",
        "scaling.size | {value: 2, assumed: x, sauce: y} | did you mean source",
        "hardware.peak | {value: 989.4, unit: TFLOP/s, assumed: x} | must be FLOP/s: unit=TFLOP/s",
        "serving.clipSeconds | {value: 1, unit: min, assumed: x} | must be s: unit=min"
      })
  void refusesImpossibleNumbers(String path, String value, String rule) {
    String message = refusedChange(path, value);
    assertTrue(message.contains(rule), message);
    assertTrue(message.contains(path), message);
  }

  @Test
  void namesTheNearestKey() {
    String message = refused("title: x\ntraining:\n  utilisation: {value: 1, assumed: x}\n");
    assertTrue(message.contains("training.utilisation"), message);
    assertTrue(message.contains("training.utilization"), message);
    assertTrue(refusedChange("hardware.crad", "x").contains("hardware.card"));
  }

  @Test
  void refusesYamlThatExpandsOrMakesObjects() {
    assertTrue(refused("title: &a x\nmodel: *a\n").contains("aliases"));
    String tagged = refused("title: !!javax.script.ScriptEngineManager x\n");
    assertTrue(tagged.contains("tag"), tagged);
    assertTrue(refused("title: x\ntitle: y\n").contains("Duplicate"));
    assertTrue(refused("[".repeat(100)).contains("nesting"));
    assertTrue(refused("- 1\n").contains("keys"));
    assertTrue(refused("").contains("empty"));
  }

  /** Nine lists of ten aliases each stand for a thousand million strings. */
  @Test
  void refusesABombOfAliases() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append((before + ", ").repeat(9)).append(before).append("]\n");
    }
    assertTrue(refused(bomb.toString()).contains("aliases"));
    assertTrue(refused("title: x\nmodel: !!map {preset: x}\n").contains("tag"));
    assertTrue(refused("title: x\nmodel: !<tag:x,2000:y> {preset: x}\n").contains("tag"));
  }

  @Test
  void refusesSourcesThatCannotBeFollowed() {
    String source = "title: x\nsources:\n  paper: {title: a, url: b, %s}\n";
    assertTrue(refused(source.formatted("dat: '2024'")).contains("did you mean date"));
    assertTrue(refused(source.formatted("date: yesterday")).contains("date"));
    assertTrue(refused("title: x\nsources:\n  paper: {title: a}\n").contains("url"));
  }

  /** Who reads a shipped scenario can open what it cites and knows of when it is. */
  @ParameterizedTest
  @FieldSource("SHIPPED")
  void shippedSourcesHaveAddressesAndDates(String name) {
    Scenario it = Scenarios.read(Path.of(name), Map.of());
    int cited = 0;
    for (Map.Entry<String, Scenario.Known> number : it.numbers().entrySet()) {
      String text = number.getValue().source().describe();
      if (!(number.getValue().source() instanceof Assumed)) {
        assertTrue(text.matches(".*\\(https://[^ ]+, 20\\d\\d(-\\d\\d){1,2}\\)"), text);
        cited++;
      }
    }
    assertTrue(cited >= 7, name + " cites " + cited);
  }

  @Test
  void readsAUnitThatMatches() {
    String value = "{value: 989.4e12, unit: FLOP/s, assumed: x}";
    Scenario it = Scenarios.read(Path.of("article.yaml"), Map.of("hardware.peak", value));
    assertEquals(989.4e12, it.numbers().get("hardware.peak").known().median(), 0);
  }

  /** The refusal names the need and the fewest cards; those hold the model, half of them do not. */
  @Test
  void theCardsThatARefusalNamesHoldTheModel() {
    String name = "wan-14b-720p.yaml";
    String message =
        refused(Path.of(name), Map.of("hardware.card", "l40s", "hardware.attention", "fa2"));
    assertTrue(message.matches("(?s).*needs \\d+ GB \\(weights \\d+\\).* has 48 GB.*"), message);
    String parallel = message.substring(message.indexOf("hardware.parallel=") + 18);
    assertTrue(parallel.matches("tensor=\\d+"), parallel);
    int cards = Integer.parseInt(parallel.substring("tensor=".length()));
    double fits = memory(name, cards);
    assertTrue(fits <= 0.9 * 48e9, fits + " on " + cards);
    assertTrue(memory(name, cards / 2) > 0.9 * 48e9, "half of " + cards + " would do");
  }

  private static double memory(String name, int cards) {
    Map<String, String> on = Map.of("hardware.parallel", "tensor=" + cards);
    return ScenarioResult.of(Scenarios.read(Path.of(name), on)).value("memory.card");
  }

  @Test
  void refusesAModelThatDoesNotFit() {
    String name = "sora-20b-full-attention.yaml";
    String message =
        refused(Path.of(name), Map.of("hardware.card", "l40s", "hardware.attention", "fa2"));
    assertTrue(message.contains("does not fit"), message);
    assertTrue(message.contains("hardware.parallel=tensor="), message);
    String kernel = refusedChange(name, "hardware.card", "l40s");
    assertTrue(kernel.contains("attention=fa3; use one of cudnn, fa2, naive, sage"), kernel);
  }

  @Test
  void refusesUnknownCardsModelsAndKernels() {
    String name = "hunyuan-video-720p.yaml";
    assertTrue(refusedChange(name, "hardware.card", "h100-smx").contains("h100-sxm"));
    assertTrue(refusedChange(name, "model.preset", "HunyuanVide").contains("HunyuanVideo"));
    assertTrue(refusedChange(name, "hardware.execution", "magic").contains("magic"));
    assertTrue(refusedChange(name, "model.frames", "0").contains("frames"));
    assertTrue(refusedChange(name, "model.frames", "1.5").contains("frames"));
  }

  @Test
  void saysWhatAScenarioLacks() {
    assertTrue(refused("title: x\n").contains("model.preset"));
    assertTrue(refusedChange("model.preset", "DiT-XL/2").contains("both"));
    String unfinished = "title: x\nscaling:\n  step: {value: 1, assumed: x}\n";
    assertTrue(refused(unfinished).contains("scaling.flopPerMac"), refused(unfinished));
  }

  @Test
  void readsAFileBeforeAShippedScenario(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("article.yaml");
    Files.writeString(file, "title: mine\nmodel:\n  preset: DiT-XL/2\n");
    assertEquals("mine", Scenarios.read(file, Map.of()).title());
  }

  /** Each number of the table of entries is one of the schema and the other way round. */
  @Test
  void theSchemaHasTheEntriesAndNoMore() throws IOException {
    JsonNode properties;
    try (InputStream in =
        ScenariosTest.class.getResourceAsStream(
            "/io/ditgauge/estimator/schema/scenario-1.schema.json")) {
      properties = new ObjectMapper().readTree(in).path("properties");
    }
    int numbers = 0;
    for (Entry entry : Entry.ALL) {
      JsonNode at = properties;
      for (String key : entry.path().split("\\.", -1)) {
        at = key.equals("*") ? at.path("additionalProperties") : at.path(key);
        at = at.has("properties") ? at.path("properties") : at;
      }
      assertEquals("#/$defs/number", at.path("$ref").asText(), entry.path());
      numbers++;
    }
    assertEquals(numbers, properties.findValuesAsText("$ref").size());
  }

  @ParameterizedTest
  @CsvSource({
    "hunyuan-video-720p.yaml, serving.steps, 10",
    "article.yaml, power.gpuWatts, 700",
    "article.yaml, hardware.attention, fa3"
  })
  void refusesWhatNothingUses(String name, String path, String value) {
    String message = refusedChange(name, path, value);
    assertTrue(message.contains(path + ": nothing"), message);
  }
}

package io.ditgauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.scenario.Scenarios;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.report.ScenarioReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals what the shipped scenarios print, and that every figure of them ends in sources. */
class ScenarioGoldenTest {
  static final List<String> SHIPPED = Scenarios.SHIPPED;

  private static final Path FOLDER =
      Ran.root().resolve("src/cli/src/test/resources/io/ditgauge/cli/golden/scenario");

  private static final List<Locale> LOCALES =
      List.of(
          Locale.ROOT, Locale.forLanguageTag("de-DE"), Locale.forLanguageTag("ar-EG-u-nu-arab"));

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoresTheLocale() {
    Locale.setDefault(before);
  }

  private static String printed(String... args) {
    Ran ran = Ran.ditgauge(args);
    assertEquals(0, ran.code(), ran.err());
    return ran.out();
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void printsTheSameUnderEveryLocale(String name) throws IOException {
    for (Locale locale : LOCALES) {
      Locale.setDefault(locale);
      matches(name.replace(".yaml", ".txt"), printed("estimate", name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"article.yaml", "dit-xl-2-images.yaml"})
  void writesTheSameDataUnderEveryLocale(String name) {
    Set<String> all = new HashSet<>();
    for (Locale locale : LOCALES) {
      Locale.setDefault(locale);
      all.add(
          printed("estimate", name, "--format", "json")
              + printed("estimate", name, "--format", "csv")
              + printed("estimate", name, "--sensitivity", "sobol", "--format", "csv"));
    }
    assertEquals(1, all.size());
    String one = all.iterator().next();
    assertFalse(one.contains("NaN") || one.contains("Infinity"));
  }

  private static void matches(String name, String actual) throws IOException {
    Path golden = FOLDER.resolve(name);
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

  /**
   * Walks the printed tree of every figure: a line with a value is followed by its formula and its
   * inputs, one step deeper, or by its source; nothing else is a leaf.
   */
  @ParameterizedTest
  @FieldSource("SHIPPED")
  void everyFigureEndsInSourcesOnly(String name) {
    ScenarioResult result = ScenarioResult.of(Scenarios.read(Path.of(name), Map.of()));
    for (Figure figure : result.figures()) {
      Set<String> leaves = new HashSet<>();
      leaves(result, figure.id(), new HashSet<>(), leaves);
      assertFalse(leaves.isEmpty(), figure.id());
      String text = ScenarioReport.explain(result, figure.id());
      for (String leaf : leaves) {
        String source = result.sheet().figure(leaf).source().describe();
        assertTrue(text.contains(leaf + " = "), figure.id() + " without " + leaf);
        assertTrue(text.contains("  " + source), figure.id() + " without the source of " + leaf);
      }
      assertEquals(leaves.size(), sources(text), figure.id() + "\n" + text);
    }
  }

  private static void leaves(
      ScenarioResult result, String id, Set<String> seen, Set<String> leaves) {
    if (!seen.add(id)) {
      return;
    }
    if (result.sheet().figure(id).source() instanceof Derived derived) {
      assertFalse(derived.inputs().isEmpty(), id);
      derived.inputs().forEach(input -> leaves(result, input, seen, leaves));
    } else {
      leaves.add(id);
    }
  }

  private static long sources(String text) {
    return text.lines()
        .filter(it -> it.matches(" *(assumed|published|data sheet|measured|transferred).*: .*"))
        .count();
  }
}

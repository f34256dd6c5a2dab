package io.ditgauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {
  private static final Path FOLDER =
      Ran.root().resolve("src/cli/src/test/resources/io/ditgauge/cli/golden");

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoresTheLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "ar-EG-u-nu-arab"})
  void printsTheSameUnderEveryLocale(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    matches("audit.txt", "audit");
    matches("audit.json", "audit", "--format", "json");
    matches("audit.csv", "audit", "--format", "csv");
    matches("audit.md", "audit", "--format", "markdown");
    matches("audit-claims.txt", "audit", "F5", "F10");
  }

  private static void matches(String name, String... args) throws IOException {
    Ran ran = Ran.ditgauge(args);
    assertEquals(0, ran.code(), ran.err());
    assertEquals("", ran.err());
    String actual = ran.out().replace("\r\n", "\n");
    Path golden = FOLDER.resolve(name);
    if (Boolean.getBoolean("ditgauge.golden.update")) {
      Files.writeString(golden, actual);
    }
    assertEquals(
        Files.readString(golden),
        actual,
        () -> golden + " differs; if that is meant, run with -Dditgauge.golden.update=true");
  }

  @Test
  void givesEveryClaimAsJson() throws IOException {
    JsonNode json = new ObjectMapper().readTree(Ran.ditgauge("audit", "--format", "json").out());
    assertEquals(44, json.get("claims").size());
    for (JsonNode claim : json.get("claims")) {
      for (String field : new String[] {"id", "unit", "printed", "arithmetic", "substance"}) {
        assertTrue(claim.get(field).isTextual(), claim + " " + field);
      }
    }
    JsonNode peak = json.get("consequences").get(3).get("answers");
    assertEquals(720_000, peak.get("article").get("value").get("middle").asDouble());
    assertEquals(
        1.99333e6 / 720_000,
        peak.get("corrected").get("overArticle").get("middle").asDouble(),
        1e-5);
  }

  @Test
  void refusesUnknownClaimsAndFormats() {
    usage("there is no claim 'f5'; known are T1", "audit", "f5");
    usage("unknown format 'xml'; use one of text, json, csv, markdown", "audit", "--format", "xml");
  }

  private static void usage(String expected, String... args) {
    Ran ran = Ran.ditgauge(args);
    assertEquals(2, ran.code(), ran.err());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains(expected), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertFalse(ran.err().contains("internal error"), ran.err());
  }
}

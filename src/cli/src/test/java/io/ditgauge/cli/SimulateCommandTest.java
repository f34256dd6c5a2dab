package io.ditgauge.cli;

import static io.ditgauge.cli.Ran.ditgauge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {
  private static final List<String> FLEET =
      List.of("simulate", "--arrivals", "100000", "--servers", "100", "--service", "60");

  @Test
  void simulatesADayWhoseLoadFollows() throws IOException {
    JsonNode json = json("--peak-to-mean", "1.2");
    assertEquals(86_400, json.path("periodSeconds").asDouble());
    // 100000 x 60 s of 100 x 86400 s.
    assertEquals(6e6 / 8.64e6, json.path("load").asDouble(), 1e-12);
    assertEquals(1.2 * 6e6 / 8.64e6, json.path("peakLoad").asDouble(), 1e-12);
    assertEquals(1e5, json.path("arrivals").asDouble(), 5 * Math.sqrt(1e5));
    assertEquals(6e6 / 8.64e6, json.path("utilization").asDouble(), 0.02);
    assertTrue(json.path("waits").path("waiting").asDouble() < 0.05, json.toString());
    assertTrue(json.path("busiestMinute").path("arrivals").asLong() > 1.2 * 1e5 / 1440);
  }

  @Test
  void simulatesAsLongAsTheLoadTakes() throws IOException {
    JsonNode json = json("--load", "0.95", "--service-cv", "1");
    assertEquals(6e6 / 95, json.path("periodSeconds").asDouble(), 1e-6);
    assertEquals(0.95, json.path("load").asDouble(), 1e-12);
    assertTrue(json.path("waits").path("meanSeconds").asDouble() > 0.5);
  }

  @Test
  void saysTheLineWhereTheLoadIsTooHigh() {
    Ran peak = run("--peak-to-mean", "2");
    assertEquals(0, peak.code(), peak.err());
    assertTrue(peak.out().contains("At the peak more work arrives"), peak.out());
    Ran always = run("--load", "1.2", "--format", "csv");
    assertEquals(0, always.code(), always.err());
    assertTrue(always.err().contains("warning: More work arrives"), always.err());
    assertTrue(always.out().startsWith("figure,value,unit\r\n"), always.out());
  }

  @ParameterizedTest
  @CsvSource({"text", "json", "csv"})
  void printsTheSameEachTimeUnderEveryLocale(String format) {
    String[] more = {"--burst-sd", "0.2", "--service-cv", "0.05", "--format", format};
    String out = run(more).out();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Ran again = run(more);
      assertEquals(out, again.out());
      assertTrue(again.err().matches("(?s).*ditgauge: simulated in \\d+\\.\\d s\n"), again.err());
    } finally {
      Locale.setDefault(before);
    }
    assertTrue(!out.equals(run("--seed", "2", "--format", format).out()), out);
  }

  @ParameterizedTest
  @CsvSource({
    "--arrivals, -5, jobs must be finite and greater than zero",
    "--arrivals, NaN, Invalid value for option",
    "--servers, 0, servers must be at least 1",
    "--service, NaN, meanSeconds of a service must be finite",
    "--service-cv, -1, variation of a service must be finite",
    "--load, 0, load must be finite and greater than zero",
    "--peak-to-mean, 3, between 1 and 2",
    "--burst-sd, NaN, standard deviation of the bursts must be finite",
    "--burst-minutes, 0, correlation time of the bursts must be finite",
    "--load, 1e-9, at most a year"
  })
  void saysWhatIsWrong(String option, String value, String message) {
    List<String> args = new ArrayList<>(FLEET);
    int given = args.indexOf(option);
    if (given < 0) {
      args.addAll(List.of(option, value));
    } else {
      args.set(given + 1, value);
    }
    Ran ran = ditgauge(args.toArray(String[]::new));
    assertEquals(2, ran.code());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains(message), ran.err());
  }

  private static JsonNode json(String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of(more));
    args.addAll(List.of("--format", "json"));
    Ran ran = run(args.toArray(String[]::new));
    assertEquals(0, ran.code(), ran.err());
    return new ObjectMapper().readTree(ran.out());
  }

  private static Ran run(String... more) {
    List<String> args = new ArrayList<>(FLEET);
    args.addAll(List.of(more));
    return ditgauge(args.toArray(String[]::new));
  }
}

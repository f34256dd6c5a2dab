package io.ditgauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ditgauge.cli.serve.PlanServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Opens every page from the disk as a person would; run with {@code -Pbrowser}. */
@EnabledIfSystemProperty(
    named = "ditgauge.browser",
    matches = "true",
    disabledReason = "pages are opened in Debian's chromium with -Pbrowser")
class BrowserTest {
  private static final int TELEPHONE = 390;

  @TempDir static Path folder;

  private static Chromium browser;
  private static List<Path> pages;

  @BeforeAll
  static void makesThePages() throws Exception {
    assumeTrue(
        Chromium.program().isPresent(),
        "no chromium on the PATH: install Debian's package chromium to open the pages");
    Path out = folder.resolve("pages");
    Ran ran =
        Ran.ditgauge(
            "report",
            Ran.goldenCalibration().toString(),
            "validate",
            "audit",
            "predict:FLUX.1-dev",
            "predict:HunyuanVideo@h200-sxm",
            "hunyuan-video-720p.yaml",
            "article.yaml",
            "answers",
            "-o",
            out.toString());
    assertEquals(0, ran.code(), ran.err());
    try (Stream<Path> files = Files.list(out)) {
      pages = files.sorted().toList();
    }
    browser = Chromium.start(Chromium.program().orElseThrow(), folder.resolve("profile"));
  }

  @AfterAll
  static void closes() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void pagesComplainOfNothingAndAskForNothing() throws Exception {
    assertEquals(9, pages.size());
    for (Path page : pages) {
      String address = page.toUri().toString();
      browser.open(address);
      assertEquals(List.of(), browser.complaints(), address);
      assertEquals(List.of(address), browser.requests(), address);
    }
  }

  @Test
  void aPageThatComplainsAndAsksIsNoticed() throws Exception {
    Path page =
        Files.writeString(
            folder.resolve("bad.html"),
            "<script>console.error('no')</script><img src='file:///missing.png'>");
    browser.open(page.toUri().toString());
    assertTrue(browser.complaints().toString().contains("\"no\""), "an error is missed");
    assertEquals(2, browser.requests().size(), browser.requests().toString());
  }

  @Test
  void noPageIsWiderThanATelephone() throws Exception {
    browser.width(TELEPHONE);
    for (Path page : pages) {
      browser.open(page.toUri().toString());
      assertEquals(
          browser.value("document.documentElement.clientWidth").asInt(),
          browser.value("document.documentElement.scrollWidth").asInt(),
          page.toString());
      assertEquals(
          0,
          browser
              .value(
                  "[...document.querySelectorAll('.wide')].filter(it => it.offsetWidth > 0).length")
              .asInt(),
          page.toString());
    }
  }

  private static void open(String name) throws Exception {
    Path page =
        pages.stream()
            .filter(it -> it.getFileName().toString().startsWith(name))
            .findFirst()
            .orElseThrow();
    browser.width(1280);
    browser.open(page.toUri().toString());
  }

  @Test
  void aHeaderSortsItsTableDownAndUp() throws Exception {
    open("measurement");
    String column =
        "[...document.querySelector('#utilization tbody').rows].map(it => +it.cells[4].textContent)";
    String header = "document.querySelectorAll('#utilization th')[4]";
    browser.value(header + ".querySelector('button').click()");
    assertEquals("descending", browser.value(header + ".getAttribute('aria-sort')").asText());
    assertTrue(
        browser.value(column + ".every((it, i, all) => i === 0 || all[i - 1] >= it)").asBoolean());
    browser.value(header + ".querySelector('button').click()");
    assertEquals("ascending", browser.value(header + ".getAttribute('aria-sort')").asText());
    assertTrue(
        browser.value(column + ".every((it, i, all) => i === 0 || all[i - 1] <= it)").asBoolean());
    assertTrue(browser.value(column + ".length").asInt() > 3);
  }

  @Test
  void aFilterShowsTheRowsWithAllItsWords() throws Exception {
    open("validation");
    browser.value(
        "(() => { const it = document.querySelector('#rows input'); it.value = 'flux fa2';"
            + " it.dispatchEvent(new Event('input')); })()");
    String shown = "[...document.querySelectorAll('#rows tbody tr')].filter(it => !it.hidden)";
    int rows = browser.value(shown + ".length").asInt();
    assertTrue(rows > 0, "no row is left");
    assertTrue(
        browser
            .value(
                shown + ".every(it => /flux/i.test(it.textContent) && /fa2/i.test(it.textContent))")
            .asBoolean());
    assertTrue(
        browser
            .value("document.querySelector('#rows output').value")
            .asText()
            .startsWith(rows + " of "));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void aMarkTellsItsValuesWhenPointedAt() throws Exception {
    open("validation");
    browser.value(
        "document.querySelector('#scatter .wide .m[data-tip]')"
            + ".dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))");
    String tip = browser.value("document.querySelector('.tip').textContent").asText();
    assertTrue(tip.matches("row .*: predicted .* s, published .* s, ratio .*"), tip);
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void theServedPageMovesWithWhatIsChosenAndItsAddressToo() throws Exception {
    try (PlanServer server = PlanServer.start("127.0.0.1", 0)) {
      browser.open(server.address() + "?model=FLUX.1-dev&steps=10");
      String time = "document.querySelector('.facts dd').textContent";
      String before = browser.value(time).asText();
      browser.value(
          "(() => { const it = document.querySelector('[name=steps]'); it.value = 50;"
              + " it.dispatchEvent(new Event('input', {bubbles: true})); })()");
      browser.value(
          "new Promise(done => { const wait = () => location.search.includes('steps=50')"
              + " ? done() : setTimeout(wait, 20); wait(); })");
      double ratio =
          browser.value("parseFloat(" + time + ") / parseFloat('" + before + "')").asDouble();
      // Five times the steps; encoders and decoder stay.
      assertTrue(ratio > 4 && ratio < 5, before + " became " + browser.value(time).asText());
      assertTrue(
          browser.value("document.querySelectorAll('#result th button').length > 5").asBoolean());
      browser.value(
          "(() => { const it = document.querySelector('[name=width]'); it.value = 1000;"
              + " it.dispatchEvent(new Event('input', {bubbles: true})); })()");
      String alert =
          browser
              .value(
                  "new Promise(done => { const wait = () => { const it ="
                      + " document.querySelector('[role=alert]'); it ? done(it.textContent) :"
                      + " setTimeout(wait, 20); }; wait(); })")
              .asText();
      assertTrue(alert.contains("the nearest are 992 and 1008"), alert);
    }
  }

  @Test
  void aBadgeLeadsToTheFormulaAndTheFormulaToItsInputs() throws Exception {
    open("estimate-hunyuan");
    browser.value(
        "[...document.querySelectorAll('#results tr')].find(it =>"
            + " it.cells[0].textContent === 'serving.usd').querySelector('a').click()");
    assertEquals("#of-serving-usd", browser.value("location.hash").asText());
    String target = "document.querySelector(':target')";
    String text = browser.value(target + ".textContent").asText();
    assertTrue(text.contains("serving.gpuHours * prices.gpuHour"), text);
    browser.value(target + ".querySelector('a[href=\"#of-prices-gpuhour\"]').click()");
    String source = browser.value(target + ".textContent").asText();
    assertTrue(source.contains("prices.gpuHour = "), source);
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void buttonsAndFoldsAnswerToKeys() throws Exception {
    open("measurement");
    String header = "document.querySelectorAll('#utilization th')[4]";
    browser.value(header + ".querySelector('button').focus()");
    browser.press("Enter", "\r");
    assertEquals("descending", browser.value(header + ".getAttribute('aria-sort')").asText());
    browser.value("document.querySelector('details summary').focus()");
    browser.press("Enter", "\r");
    assertTrue(browser.value("document.querySelector('details').open").asBoolean());
    assertEquals(
        0,
        browser
            .value(
                "[...document.querySelectorAll('svg')].filter(it => it.getAttribute('role') !=="
                    + " 'img' || !it.querySelector('title') || !it.querySelector('desc')).length")
            .asInt());
    assertEquals(0, browser.value("document.querySelectorAll('th:not([scope])').length").asInt());
  }

  private static void type(String field, String value) throws Exception {
    browser.value(typing(field, value));
  }

  private static String typing(String field, String value) {
    return "(() => { const it = document.querySelector('[name=\""
        + field
        + "\"]'); it.value = '"
        + value
        + "'; it.dispatchEvent(new Event('input', {bubbles: true})); })()";
  }

  private static void waitUntil(String condition) throws Exception {
    browser.value(
        "new Promise(done => { const wait = () => "
            + condition
            + " ? done() : setTimeout(wait, 20); wait(); })");
  }

  @Test
  void theServedFleetGrowsWithTheDaysThatItIsBuiltFor() throws Exception {
    try (PlanServer server = PlanServer.start("127.0.0.1", 0)) {
      browser.open(server.address() + "scenario?scenario=dit-xl-2-images.yaml");
      String planned = "parseFloat(document.querySelector('#plan tbody tr').cells[2].textContent)";
      double before = browser.value(planned).asDouble();
      type("reserve.daySpread", "0.5");
      waitUntil("location.search.includes('reserve.daySpread=0.5')");
      double after = browser.value(planned).asDouble();
      // The 99% day of a lognormal of mean 1: 1.255 times the mean day at 0.1, 2.684 at 0.5.
      assertEquals(2.684 / 1.255, after / before, 0.05);
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void theServedScenarioMovesToWhatTheEstimateCommandSays() throws Exception {
    try (PlanServer server = PlanServer.start("127.0.0.1", 0)) {
      browser.open(server.address() + "scenario?scenario=dit-xl-2-images.yaml");
      type("model.steps", "100");
      waitUntil("location.search.includes('model.steps=100')");
      type("demand.streams.service.share", "0.25");
      waitUntil("location.search.includes('share=0.25')");
      JsonNode figures =
          new ObjectMapper()
              .readTree(
                  ServedPredictions.estimate(
                      "dit-xl-2-images.yaml",
                      "--set=model.steps=100",
                      "--set=demand.streams.service.share=0.25"))
              .get("figures");
      for (JsonNode figure : figures) {
        if (figure.get("figure").asText().equals("fleet.average")) {
          String expected =
              new java.math.BigDecimal(figure.get("value").asDouble())
                  .round(new java.math.MathContext(4, java.math.RoundingMode.HALF_UP))
                  .toPlainString();
          String shown =
              browser
                  .value(
                      "[...document.querySelectorAll('#answers tbody tr')].find(it =>"
                          + " it.cells[0].textContent === 'GPUs, average load').cells[2]"
                          + ".textContent")
                  .asText();
          assertEquals(expected, shown);
        }
      }
      browser.value("document.querySelector('#simulate').click()");
      waitUntil("document.querySelector('#simulated').value !== ''");
      String simulated = browser.value("document.querySelector('#simulated').value").asText();
      assertTrue(simulated.contains("hours of the peak"), simulated);
      assertEquals(List.of(), browser.complaints());
      browser.follow(typing("scenario", "article.yaml"));
      assertTrue(browser.value("location.search").asText().contains("scenario=article.yaml"));
      assertTrue(
          browser.value("document.querySelector('#result').textContent").asText().contains("Sora"));
    }
  }
}

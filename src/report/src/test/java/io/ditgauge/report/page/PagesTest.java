package io.ditgauge.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Ceilings;
import io.ditgauge.estimator.calibration.Note;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.heldout.HeldOutCase;
import io.ditgauge.estimator.heldout.HeldOutRecord;
import io.ditgauge.estimator.heldout.HeldOutRound;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.report.CalibrationFixture;
import io.ditgauge.report.UtilizationReport;
import io.ditgauge.report.chart.Charts;
import io.ditgauge.report.chart.Size;
import io.ditgauge.report.chart.XyChart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
  private static final String SCRIPT = "</td></style></script><script>alert('x')</script>";
  private static final String BACKWARDS = "\u202eevil\u200f";
  private static final String LONG = "n".repeat(10_000);

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void restores() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  private static Page page() {
    return MeasurementPage.of(CalibrationFixture.of("A CPU", true));
  }

  /** Every text of a calibration that a file may hold is hostile. */
  private static Page hostile() {
    Calibration it = CalibrationFixture.of(SCRIPT + BACKWARDS + LONG, true);
    List<Rate> rates = it.rates().stream().map(PagesTest::hostile).toList();
    return MeasurementPage.of(
        new Calibration(
            it.format(),
            it.version(),
            "../../" + SCRIPT + LONG,
            it.machine(),
            SCRIPT,
            true,
            SCRIPT,
            true,
            List.of(
                new BackendInfo(
                    SCRIPT + LONG, Map.of(SCRIPT, BACKWARDS), 1, Map.of(BACKWARDS, SCRIPT))),
            it.ceilings(),
            rates,
            List.of(SCRIPT, BACKWARDS, LONG),
            List.of(new Note(SCRIPT, LONG)),
            List.of(new Note(LONG, SCRIPT))));
  }

  private static Rate hostile(Rate it) {
    return new Rate(
        SCRIPT + it.key(),
        it.op(),
        SCRIPT + BACKWARDS + LONG,
        SCRIPT + LONG,
        it.dtype(),
        it.device(),
        it.params(),
        it.seconds(),
        it.secondsLow(),
        it.secondsHigh(),
        Optional.empty(),
        it.forks(),
        it.samples(),
        it.flops(),
        it.bytes(),
        it.flopsPerSecond(),
        it.flopsPerSecondLow(),
        it.flopsPerSecondHigh(),
        it.bytesPerSecond(),
        it.ofTheoretical(),
        it.ofMachineCeiling(),
        it.ofBackendCeiling(),
        it.bound());
  }

  @ParameterizedTest
  @CsvSource({"und, UTC", "de-DE, America/St_Johns", "ar-EG-u-nu-arab, Pacific/Kiritimati"})
  void theSameInputGivesTheSameBytes(String tag, String zoneName) {
    Locale.setDefault(Locale.ROOT);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    String html = HtmlPages.html(page());
    Map<String, String> markdown = MarkdownPages.files(page());
    Locale.setDefault(Locale.forLanguageTag(tag));
    TimeZone.setDefault(TimeZone.getTimeZone(zoneName));
    assertEquals(html, HtmlPages.html(page()));
    assertEquals(markdown, MarkdownPages.files(page()));
  }

  @Test
  void hostileTextShowsAsText() {
    String html = HtmlPages.html(hostile());
    assertFalse(html.contains("<script>alert"), html);
    assertTrue(html.contains("&lt;script&gt;alert("), html);
    assertFalse(html.contains("\u202e") || html.contains("\u200f"), html);
    assertTrue(html.contains("\\u202eevil\\u200f"), html);
    assertFalse(html.contains("n".repeat(2_001)), "a long name is cut");
    assertEquals(1, count(html, "<script>"), "only our own script");
    assertEquals(1, count(html, "<style>"), "only our own style");
    String index = HtmlPages.index(List.of(hostile()));
    assertEquals(0, count(index, "<script"));
    assertTrue(
        index.contains("href=\"" + hostile().slug() + ".html\"")
            && hostile().slug().matches("measurement-[a-z0-9-]{1,80}"),
        hostile().slug());
  }

  @Test
  void hostileTextIsEscapedInMarkdown() {
    for (Map.Entry<String, String> file : MarkdownPages.files(hostile()).entrySet()) {
      assertTrue(file.getKey().matches("[a-z0-9-]+\\.(md|svg)"), file.getKey());
      assertFalse(file.getValue().contains("<script>"), file.getKey());
      assertFalse(file.getValue().contains("\u202e"), file.getKey());
    }
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      count++;
    }
    return count;
  }

  @Test
  void thePolicyAllowsThePagesOwnStyleAndScriptAndNothingElse() throws Exception {
    String html = HtmlPages.html(page());
    String policy = group(html, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");
    String policyText = policy.replace("&#39;", "'").replace("&#43;", "+");
    assertTrue(policyText.startsWith("default-src 'none'; "), policyText);
    assertFalse(policyText.contains("unsafe"), policyText);
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    assertTrue(policyText.contains("style-src '" + hash(style)), policyText);
    String script = html.substring(html.indexOf("<script>") + 8, html.indexOf("</script>"));
    assertTrue(policyText.contains("script-src '" + hash(script)), policyText);
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  private static String group(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), pattern);
    return matcher.group(1);
  }

  @Test
  void asksTheNetworkForNothing() {
    String html = HtmlPages.html(page());
    String without = html.replace("http://www.w3.org/2000/svg", "");
    assertFalse(without.contains("http:") || without.contains("https:"), without);
    assertFalse(without.contains("url(") || without.contains("@import"), without);
    assertFalse(without.contains(" src="), without);
  }

  @Test
  void identifiersAreUniqueAndReferencesResolve() {
    String html = HtmlPages.html(page());
    Set<String> ids = new HashSet<>();
    Matcher id = Pattern.compile(" id=\"([^\"]*)\"").matcher(html);
    while (id.find()) {
      assertTrue(ids.add(id.group(1)), id.group(1));
    }
    Matcher reference = Pattern.compile("(?:aria-labelledby=\"|href=\"#)([^\"]*)\"").matcher(html);
    int references = 0;
    while (reference.find()) {
      for (String one : reference.group(1).split(" ", -1)) {
        assertTrue(ids.contains(one), one);
        references++;
      }
    }
    assertTrue(references > 10, () -> html);
  }

  @Test
  void everyChartHasATakeawayItsDataAndAFile() {
    Page page = page();
    List<Section> charts = page.sections().stream().filter(it -> it.figure().isPresent()).toList();
    assertEquals(2, charts.size());
    String html = HtmlPages.html(page);
    for (Section section : charts) {
      assertFalse(section.takeaways().isEmpty(), section.id());
      assertFalse(section.figure().orElseThrow().data().table().rows().isEmpty(), section.id());
    }
    assertEquals(charts.size(), count(html, "<figure>"));
    assertEquals(charts.size(), count(html, "<details>"));
    assertEquals(count(html, "<table>"), count(html, " download=\""));
  }

  @Test
  void theDownloadOfTheUtilizationTableIsItsCsv() {
    Calibration calibration = CalibrationFixture.of("A CPU", true);
    String html = HtmlPages.html(MeasurementPage.of(calibration));
    String data = group(html, "-rates.csv\" href=\"data:text/csv;charset=utf-8;base64,([^\"]*)\"");
    byte[] csv = Base64.getDecoder().decode(data.replace("&#43;", "+").replace("&#61;", "="));
    assertEquals(UtilizationReport.csv(calibration), new String(csv, StandardCharsets.UTF_8));
  }

  @Test
  void aMeasurementSaysWhatIsNearestAndFurthest() {
    String text = MarkdownPages.text(page());
    // The fixture's block runs at 100 of the machine's 200 GFLOP/s, where compute bounds it.
    assertTrue(text.contains("is furthest under the measured roof (50.0% of it)"), text);
    assertTrue(text.contains("1 skipped and 1 failed"), text);
    assertTrue(text.contains("Provisional: single forks have no interval"), text);
    assertFalse(text.contains(".svg"), "text alone has no charts");
  }

  private static HeldOutRecord heldOut(String run, HeldOutCase... cases) {
    return new HeldOutRecord(
        HeldOutRecord.FORMAT,
        HeldOutRecord.VERSION,
        run,
        "m-3f9a2b7c41d0",
        "A CPU",
        "abc1234",
        1,
        "2026-11-25T00:00:00Z",
        Optional.empty(),
        List.of(cases));
  }

  private static HeldOutCase whole(String backend, double predicted, double... measured) {
    return new HeldOutCase(
        "DiT-XL/2",
        256,
        1 + (long) (10 * predicted),
        backend,
        "f32",
        predicted,
        0.8 * predicted,
        1.2 * predicted,
        false,
        Arrays.stream(measured).mapToObj(it -> new HeldOutRound(1, 2 * it, 3, 2)).toList());
  }

  @Test
  void modelsThatWereHeldOutAreShownBesideTheDiagonal() {
    Calibration calibration = CalibrationFixture.of("A CPU", true);
    HeldOutRecord suite =
        heldOut(
            calibration.run(),
            whole("nd4j", 1.1, 1),
            whole("torchscript", 2, 2),
            whole("torchscript", 3, 4),
            whole("torchscript", 5));
    Page page = MeasurementPage.of(calibration, Optional.of(suite));
    Section section =
        page.sections().stream().filter(it -> it.id().equals("held-out")).findFirst().orElseThrow();
    // ln 1.1 = 0.0953, 0 and ln 4/3 = 0.288; 4 s lie beyond 1.2 x 3 s.
    String typical = section.takeaways().get(0);
    assertTrue(typical.contains("Of 3 forward passes"), typical);
    assertTrue(typical.contains("half are within 0.0953 of the measured time"), typical);
    assertTrue(typical.contains("nine in ten within 0.288"), typical);
    assertTrue(typical.contains("holds 66.7% of them"), typical);
    String furthest = section.takeaways().get(1);
    assertTrue(furthest.contains("predicted 3.00 s, measured 4.00 s"), furthest);
    XyChart chart = (XyChart) section.figure().orElseThrow().chart();
    assertEquals(
        List.of("nd4j f32", "torchscript f32"),
        chart.series().stream().map(XyChart.Series::name).toList());
    assertEquals(new XyChart.Point(4, 3), chart.series().get(1).marks().get(1).at());
    assertEquals(
        List.of(new XyChart.Point(1, 1), new XyChart.Point(4, 4)), chart.lines().get(0).points());
    assertTrue(HtmlPages.html(page).contains("id=\"held-out\""));
    assertTrue(MarkdownPages.text(page).contains("| torchscript f32 | 2 |"));
  }

  @Test
  void modelsThatWereHeldOutMustBeOfTheRunAndMeasured() {
    Calibration calibration = CalibrationFixture.of("A CPU", true);
    Page without = MeasurementPage.of(calibration);
    assertEquals(
        without,
        MeasurementPage.of(
            calibration, Optional.of(heldOut(calibration.run(), whole("nd4j", 1.1)))));
    Page one =
        MeasurementPage.of(
            calibration, Optional.of(heldOut(calibration.run(), whole("nd4j", 1.1, 1))));
    Section section =
        one.sections().stream().filter(it -> it.id().equals("held-out")).findFirst().orElseThrow();
    String svg = Charts.element(section.figure().orElseThrow().chart(), Size.WIDE, "one");
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> MeasurementPage.of(calibration, Optional.of(heldOut("another", whole("a", 1)))));
    assertTrue(e.getMessage().contains("run=another"), e.getMessage());
  }

  @Test
  void aRunThatMeasuredNothingHasAPageWithoutCharts() {
    Calibration it = CalibrationFixture.of("A CPU", false);
    Page page =
        MeasurementPage.of(
            new Calibration(
                it.format(),
                it.version(),
                it.run(),
                it.machine(),
                it.commit(),
                false,
                it.effort(),
                false,
                List.of(),
                new Ceilings(List.of(), List.of(), List.of(), Optional.empty()),
                List.of(),
                List.of(),
                List.of(),
                it.failed()));
    String html = HtmlPages.html(page);
    assertEquals(0, count(html, "<figure>"));
    assertTrue(html.contains("0 rates were measured."), html);
    assertTrue(html.contains("the fork was killed"), html);
  }

  @Test
  void aPageNeedsSlugsAndSectionsOfTheirOwn() {
    Section section = Section.of("a", "A", List.of());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Page("../a", "t", List.of(), List.of(), List.of(section)));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Page("a", "t", List.of(), List.of(), List.of(section, section)));
    assertTrue(e.getMessage().contains("sections=[a, a]"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Section.of("A b", "A", List.of()));
    assertEquals("a-b-c", Slugs.of("/A b\u202e//C."));
    assertEquals("unnamed", Slugs.of("..."));
    assertTrue(Slugs.isSlug(Slugs.of("x-".repeat(500))));
  }
}

package io.ditgauge.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.run.FileFormatException;
import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.scenario.Scenarios;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioPageTest {
  private static final String SCRIPT = "</td></style></script><script>alert(1)</script>";

  private static Page page(String name) {
    return ScenarioPage.of(
        name.replace(".yaml", ""), ScenarioResult.of(Scenarios.read(Path.of(name), Map.of())));
  }

  @Test
  void theArticlesFourChartsAreRedoneFromItsScenario() {
    Page page = page("article.yaml");
    assertEquals(
        List.of("break-even-1", "break-even-2", "outputs", "platforms", "day"),
        page.sections().stream().filter(it -> it.figure().isPresent()).map(Section::id).toList());
    String html = HtmlPages.html(page);
    // The article prints 7.6e6 images, 15.3e6 and 38.1e6 minutes.
    assertTrue(html.contains("training after 7.625e6 images."), html);
    assertTrue(
        html.contains("after 1.525e7 video minutes (low data) and 3.812e7 video minutes (high"),
        html);
    // 17e6 x 50% / 120, and eight times as many at the peak.
    assertTrue(html.contains("tiktok needs 70830 GPUs at the average load and 566700"), html);
  }

  @Test
  void anUncertainScenarioShowsWhatMakesItSo() {
    Page page = page("hunyuan-video-720p.yaml");
    assertEquals(
        List.of(
            "break-even-1",
            "outputs",
            "platforms",
            "spread",
            "day",
            "why-training-usd",
            "why-serving-usdperminute",
            "why-breakeven-minutes-usd",
            "why-fleet-average"),
        page.sections().stream().filter(it -> it.figure().isPresent()).map(Section::id).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"article.yaml", "hunyuan-video-720p.yaml", "dit-xl-2-images.yaml"})
  void everyChartHasATakeawayUnitsAndItsDataAndEveryBadgeLeadsToAnOrigin(String name) {
    Page page = page(name);
    for (Section section : page.sections()) {
      assertFalse(section.takeaways().isEmpty(), section.id());
      section
          .figure()
          .ifPresent(figure -> assertFalse(figure.data().table().rows().isEmpty(), section.id()));
    }
    String html = HtmlPages.html(page);
    Set<String> ids = new HashSet<>();
    Matcher id = Pattern.compile(" id=\"([^\"]*)\"").matcher(html);
    while (id.find()) {
      assertTrue(ids.add(id.group(1)), id.group(1));
    }
    Matcher reference = Pattern.compile("<a class=\"badge\" href=\"#([^\"]*)\"").matcher(html);
    int badges = 0;
    while (reference.find()) {
      assertTrue(ids.contains(reference.group(1)), reference.group(1));
      badges++;
    }
    // Every figure of the scenario has a badge in the results or the inputs.
    assertTrue(
        badges >= ScenarioResult.of(Scenarios.read(Path.of(name), Map.of())).figures().size());
  }

  private static String hostile(String url) {
    return """
        title: "TITLE"
        sources:
          bad: {title: "TITLE", url: "URL", date: 2024-03}
        scaling:
          training: {value: 1.0e+21, source: bad}
          step: {value: 524.6e+9, source: bad}
          flopPerMac: {value: 1, assumed: "TITLE"}
          size: {value: 30, assumed: "TITLE"}
          framesPerSecond: {value: 24, assumed: "TITLE"}
          compression: {value: 8, assumed: "TITLE"}
          videoShare: {value: 0.5, assumed: "TITLE"}
        training:
          utilization: {value: 1, assumed: "TITLE"}
          data:
            low: {value: 4, assumed: "TITLE"}
        serving:
          clipSeconds: {value: 60, assumed: "TITLE"}
          steps: {value: 250, assumed: "TITLE"}
          utilization: {value: 1, assumed: "TITLE"}
        """
        .replace("TITLE", SCRIPT + "\\u202e\\u200f" + "n".repeat(60))
        .replace("URL", url);
  }

  @Test
  void aHostileScenarioShowsAsText() {
    Page page =
        ScenarioPage.of(
            "../../" + SCRIPT,
            ScenarioResult.of(
                Scenarios.parse("bad.yaml", hostile("javascript:alert(1)"), Map.of())));
    String html = HtmlPages.html(page);
    assertFalse(html.contains("<script>alert"), html);
    assertTrue(html.contains("&lt;script&gt;alert(1)"), html);
    assertFalse(html.contains("\u202e") || html.contains("\u200f"), html);
    assertFalse(html.contains("href=\"javascript"), html);
    String longer = hostile("u").replace("title: \"", "title: \"" + "n".repeat(10_000));
    FileFormatException refused =
        assertThrows(
            FileFormatException.class, () -> Scenarios.parse("long.yaml", longer, Map.of()));
    assertTrue(refused.getMessage().length() < 1000, "a long text is not repeated");
    assertTrue(page.slug().matches("estimate-[a-z0-9-]+"), page.slug());
    MarkdownPages.files(page)
        .forEach(
            (file, text) -> {
              assertTrue(file.matches("[a-z0-9-]+\\.(md|svg)"), file);
              assertFalse(text.contains("<script>"), file);
            });
  }

  @Test
  void aSourceOnTheWebIsLinked() {
    String html =
        HtmlPages.html(
            ScenarioPage.of(
                "good",
                ScenarioResult.of(
                    Scenarios.parse("good.yaml", hostile("https://example.org/a?b=c"), Map.of()))));
    assertTrue(
        html.contains("<a href=\"https://example.org/a?b&#61;c\"")
            || html.contains("<a href=\"https://example.org/a?b=c\""),
        html);
  }

  @Test
  void scenariosSideBySideAnswerTheArticlesQuestions() {
    Map<String, ScenarioResult> results = new java.util.LinkedHashMap<>();
    for (String name : List.of("article", "hunyuan-video-720p", "dit-xl-2-images")) {
      results.put(name, ScenarioResult.of(Scenarios.read(Path.of(name + ".yaml"), Map.of())));
    }
    String text = MarkdownPages.text(AnswersPage.of(results));
    // The article prints 5 minutes; images have no minutes.
    assertTrue(text.contains("to 5.029 (article)."), text);
    assertTrue(text.contains("From 0.2"), text);
    assertFalse(text.contains("dit-xl-2-images"), text);
    List<Section> sections = AnswersPage.of(results).sections();
    assertEquals(
        List.of("minutes", "break-even", "fleet"), sections.stream().map(Section::id).toList());
    assertEquals(4, sections.get(1).figure().orElseThrow().data().table().rows().size() + 1);
  }
}

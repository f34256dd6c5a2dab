package io.ditgauge.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.report.chart.XyChart.Band;
import io.ditgauge.report.chart.XyChart.Line;
import io.ditgauge.report.chart.XyChart.Mark;
import io.ditgauge.report.chart.XyChart.Point;
import io.ditgauge.report.chart.XyChart.Series;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartsTest {
  private static final String HOSTILE = "</title><script>alert(1)</script>\u202e\"'&";

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoresTheLocale() {
    Locale.setDefault(before);
  }

  private static XyChart xy(String name) {
    return new XyChart(
        name,
        name,
        Axis.logarithmic("size, GFLOP"),
        Axis.logarithmic("rate, GFLOP/s"),
        List.of(
            new Band(
                name,
                List.of(new Point(0.01, 2), new Point(1000, 3000)),
                List.of(new Point(0.01, 1), new Point(1000, 1500)))),
        List.of(new Line(name, List.of(new Point(1, 10), new Point(100, 1000)), true)),
        List.of(new Series(name, List.of(new Mark(new Point(10, 100.5), name, name)), true)));
  }

  private static BarChart bars(String name, boolean stacked) {
    return new BarChart(
        name,
        name,
        Axis.fromZero("seconds"),
        List.of("first", name),
        List.of(
            new BarChart.Bar("a", List.of(1.0, 2.0), "3 s"),
            new BarChart.Bar(name, List.of(0.0, 6.0), "6 s")),
        stacked);
  }

  private static RangeChart ranges(String name) {
    return new RangeChart(
        name,
        name,
        new Axis("cost, USD", false, OptionalDouble.empty(), OptionalDouble.empty()),
        OptionalDouble.of(5),
        List.of(
            new RangeChart.Range("a", 2, 10, name), new RangeChart.Range(name, 5, 5, "no range")));
  }

  private static List<Chart> all(String name) {
    return List.of(xy(name), bars(name, true), bars(name, false), ranges(name));
  }

  private static Document parsed(String svg) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    } catch (Exception e) {
      throw new AssertionError(e.getMessage() + " in " + svg, e);
    }
  }

  private static List<Element> elements(Document document, String tag, String style) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<Element> result = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Element element = (Element) nodes.item(i);
      if ((" " + element.getAttribute("class") + " ").contains(" " + style + " ")) {
        result.add(element);
      }
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "ar-EG-u-nu-arab"})
  void drawsTheSameUnderEveryLocale(String tag) {
    Locale.setDefault(Locale.ROOT);
    List<String> expected = all("chart").stream().map(Charts::file).toList();
    Locale.setDefault(Locale.forLanguageTag(tag));
    assertEquals(expected, all("chart").stream().map(Charts::file).toList());
  }

  @Test
  void hostileTextIsTextInWellFormedXml() {
    for (Chart chart : all(HOSTILE)) {
      String svg = Charts.file(chart);
      Document document = parsed(svg);
      assertEquals(0, document.getElementsByTagName("script").getLength(), svg);
      assertTrue(svg.contains("&lt;script&gt;"), svg);
      assertFalse(svg.contains("\u202e"), svg);
      assertTrue(svg.contains("\\u202e"), svg);
    }
  }

  @Test
  void longTextIsCut() {
    for (Chart chart : all("x".repeat(10_000))) {
      String svg = Charts.file(chart);
      assertTrue(svg.length() < 20_000, () -> Integer.toString(svg.length()));
      assertTrue(svg.contains("\u2026"));
    }
  }

  @Test
  void everyChartHasANameAndATextAlternative() {
    for (Chart chart : all("name")) {
      Element svg = parsed(Charts.element(chart, Size.NARROW, "c-1")).getDocumentElement();
      assertEquals("img", svg.getAttribute("role"));
      assertEquals("c-1-name c-1-text", svg.getAttribute("aria-labelledby"));
      assertEquals("name", svg.getElementsByTagName("title").item(0).getTextContent());
      assertEquals("name", svg.getElementsByTagName("desc").item(0).getTextContent());
    }
    assertThrows(
        IllegalArgumentException.class, () -> Charts.element(xy("a"), Size.WIDE, "\"><script>"));
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void partsOfAStackedBarFollowOneAnotherInProportion(Size size) {
    List<Element> parts = elements(parsed(Charts.element(bars("b", true), size, "c")), "rect", "m");
    assertEquals(3, parts.size());
    double first = Double.parseDouble(parts.get(0).getAttribute("width"));
    double second = Double.parseDouble(parts.get(1).getAttribute("width"));
    double other = Double.parseDouble(parts.get(2).getAttribute("width"));
    assertEquals(2 * first, second, 0.2);
    assertEquals(6 * first, other, 0.6);
    assertEquals(
        Double.parseDouble(parts.get(0).getAttribute("x")) + first,
        Double.parseDouble(parts.get(1).getAttribute("x")),
        0.11);
    assertEquals("a, first: 1.000 (seconds)", parts.get(0).getTextContent());
  }

  @Test
  void decadesAreEquallyLong() {
    AxisScale scale = AxisScale.of(Axis.logarithmic("x"), List.of(1.0, 1000.0), 0, 300);
    double one = scale.at(10) - scale.at(1);
    assertEquals(one, scale.at(1000) - scale.at(100), 1e-9);
    assertEquals(List.of(1.0, 10.0, 100.0, 1000.0), scale.ticks(60));
    AxisScale down = AxisScale.of(Axis.fromZero("y"), List.of(1.0, 20.0), 200, 0);
    assertEquals(200, down.at(0));
    assertTrue(down.at(20) >= 0);
    assertEquals(List.of(0.0, 5.0, 10.0, 15.0, 20.0), down.ticks(45));
  }

  @Test
  void shortLogarithmicAxesHaveTicksWithinADecade() {
    AxisScale scale = AxisScale.of(Axis.logarithmic("x"), List.of(0.6, 1.6), 0, 300);
    assertEquals(List.of(0.5, 0.7, 1.0, 1.5, 2.0), scale.ticks(40));
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Point(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> Axis.logarithmic(" "));
    assertThrows(IllegalArgumentException.class, () -> Axis.between("x", 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new BarChart.Bar("a", List.of(-1.0), ""));
    assertThrows(
        IllegalArgumentException.class, () -> new RangeChart.Range("a", 2, 1, "backwards"));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new BarChart(
                    "t",
                    "d",
                    Axis.fromZero("s"),
                    List.of("a", "b"),
                    List.of(new BarChart.Bar("one", List.of(1.0), "")),
                    true));
    assertTrue(e.getMessage().contains("one, values=1, parts=2"), e.getMessage());
  }

  @Test
  void aLabelIsWrittenOnceAndNotOverAMark() {
    XyChart chart =
        new XyChart(
            "t",
            "d",
            Axis.logarithmic("x"),
            Axis.logarithmic("y"),
            List.of(),
            List.of(),
            List.of(
                new Series(
                    "s",
                    List.of(
                        new Mark(new Point(10, 10), "label", "a"),
                        new Mark(new Point(10.5, 10), "", "b"),
                        new Mark(new Point(1, 1), "", "c"),
                        new Mark(new Point(100, 100), "", "d")),
                    false)));
    List<Element> names = elements(parsed(Charts.element(chart, Size.WIDE, "c")), "text", "name");
    assertEquals(1, names.size());
    // The second mark stands to the right of the first, so the label goes to the left.
    Element mark = elements(parsed(Charts.element(chart, Size.WIDE, "c")), "path", "m").get(1);
    double markAt = Double.parseDouble(mark.getAttribute("transform").split("[( ]", -1)[1]);
    assertTrue(Double.parseDouble(names.get(0).getAttribute("x")) < markAt);
  }
}

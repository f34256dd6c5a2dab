package io.ditgauge.report.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws charts as SVG. */
public final class Charts {
  private static final String STYLE = resource("chart.css");
  private static final String COLORS = resource("colors.css");

  private static final String PLAIN_FONT = ".chart { font-family: SansSerif; font-size: 12px; }";
  private static final Pattern COLOR = Pattern.compile("(--\\w+): (#\\w+);");

  private Charts() {}

  /**
   * The chart as an element of a page, which must have {@link #style()} once.
   *
   * @param id identifier within the page; letters, digits and hyphens
   */
  public static String element(Chart chart, Size size, String id) {
    if (!id.matches("[A-Za-z][A-Za-z0-9-]*")) {
      throw new IllegalArgumentException(
          "the identifier of a chart must be a letter, then letters, digits or hyphens: " + id);
    }
    return svg(chart, size, id, "").toString();
  }

  /** The chart as a file of its own, on a background of its own. */
  public static String file(Chart chart) {
    return svg(chart, Size.WIDE, "chart", COLORS + STYLE).append('\n').toString();
  }

  /** The same in the light colours and without what only browsers know, for {@link Pictures}. */
  static String plain(Chart chart) {
    return svg(chart, Size.WIDE, "chart", plainStyle()).toString();
  }

  /** The rules with the first, light, colours put in. */
  private static String plainStyle() {
    String style = STYLE.replace(".chart ", "").replaceFirst("(?m)^\\{ font: .*$", PLAIN_FONT);
    Matcher color = COLOR.matcher(COLORS.substring(0, COLORS.indexOf('\n')));
    while (color.find()) {
      style = style.replace("var(" + color.group(1) + ")", color.group(2));
    }
    return style;
  }

  /** Rules of charts within a page: colours for light and dark, then shapes. */
  public static String style() {
    return COLORS + STYLE;
  }

  private static StringBuilder svg(Chart chart, Size size, String id, String style) {
    Drawing drawing = draw(chart, size);
    String width = Svg.number(drawing.width());
    String height = Svg.number(drawing.height());
    Svg svg = new Svg();
    svg.open(
            "svg",
            "xmlns",
            "http://www.w3.org/2000/svg",
            "class",
            "chart",
            "viewBox",
            "0 0 " + width + " " + height,
            "width",
            width,
            "height",
            height,
            "role",
            "img",
            "aria-labelledby",
            id + "-name " + id + "-text")
        .line()
        .text("title", chart.title(), "id", id + "-name")
        .text("desc", chart.description(), "id", id + "-text")
        .line();
    StringBuilder result = new StringBuilder(svg.toString());
    if (!style.isEmpty()) {
      result.append("<style>\n").append(style).append("</style>\n");
      result.append(
          new Svg().empty("rect", "class", "ground", "width", width, "height", height).line());
    }
    return result.append(drawing.svg()).append("</svg>");
  }

  private static Drawing draw(Chart chart, Size size) {
    if (chart instanceof XyChart xy) {
      return XyDrawing.draw(xy, size);
    }
    return chart instanceof BarChart bars
        ? BarDrawing.draw(bars, size)
        : RangeDrawing.draw((RangeChart) chart, size);
  }

  private static String resource(String name) {
    try (InputStream in = Charts.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}

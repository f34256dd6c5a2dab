package io.ditgauge.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The names of series, in lines above a chart. */
final class Legend {
  private static final double SAMPLE = 26;
  private static final double GAP = 18;

  private record Entry(String name, BiConsumer<Svg, double[]> sample) {}

  private final List<Entry> entries = new ArrayList<>();

  /** A series by its mark. */
  void mark(String name, int index) {
    entries.add(new Entry(name, (svg, at) -> Marks.draw(svg, index, at[0] + 9, at[1])));
  }

  /** A part of bars. */
  void part(String name, int index) {
    entries.add(
        new Entry(
            name,
            (svg, at) ->
                svg.empty(
                    "rect",
                    "class",
                    "f" + Marks.color(index),
                    "x",
                    at[0] + 2,
                    "y",
                    at[1] - 6,
                    "width",
                    14.0,
                    "height",
                    12.0)));
  }

  /** A line. */
  void line(String name, boolean dashed) {
    entries.add(
        new Entry(
            name,
            (svg, at) ->
                svg.empty(
                    "path",
                    "class",
                    dashed ? "roof dash" : "roof",
                    "d",
                    "M" + Svg.number(at[0]) + " " + Svg.number(at[1]) + "h20")));
  }

  /** A band, by its place among bands. */
  void band(String name, int index) {
    entries.add(
        new Entry(
            name,
            (svg, at) ->
                svg.empty(
                    "rect",
                    "class",
                    "band b" + index,
                    "x",
                    at[0],
                    "y",
                    at[1] - 6,
                    "width",
                    18.0,
                    "height",
                    12.0)));
  }

  /** Draws the entries into lines of that width and returns the height that they took. */
  double draw(Svg svg, double width) {
    double x = 4;
    double y = 14;
    for (Entry entry : entries) {
      String name = Svg.fitted(entry.name(), width - SAMPLE - 8);
      double needed = SAMPLE + Svg.width(name);
      if (x > 4 && x + needed > width) {
        x = 4;
        y += Svg.LINE + 4;
      }
      entry.sample().accept(svg, new double[] {x, y});
      svg.text("text", name, "x", x + SAMPLE, "y", y + 4).line();
      x += needed + GAP;
    }
    return entries.isEmpty() ? 0 : y + Svg.LINE;
  }
}

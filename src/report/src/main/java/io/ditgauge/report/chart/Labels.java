package io.ditgauge.report.chart;

import java.util.ArrayList;
import java.util.List;

/** Puts labels beside marks where they cover nothing; leaves out those without room. */
final class Labels {
  private static final double HIGH = 12;
  private static final double AWAY = 8;

  /** A rectangle. */
  record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean holds(Box other) {
      return left <= other.left
          && top <= other.top
          && right >= other.right
          && bottom >= other.bottom;
    }
  }

  private final Box area;
  private final List<Box> taken = new ArrayList<>();
  private final List<Box> lines = new ArrayList<>();

  Labels(Box area) {
    this.area = area;
  }

  /** Keeps labels away from a mark. */
  void avoid(double x, double y) {
    taken.add(new Box(x - 5, y - 5, x + 5, y + 5));
  }

  /** Keeps labels away from a line, where there is room elsewhere. */
  void avoidLine(double[] from, double[] to) {
    int steps = 1 + (int) (Math.hypot(to[0] - from[0], to[1] - from[1]) / HIGH);
    for (int i = 0; i <= steps; i++) {
      double x = from[0] + (to[0] - from[0]) * i / steps;
      double y = from[1] + (to[1] - from[1]) * i / steps;
      lines.add(new Box(x - 1, y - 1, x + 1, y + 1));
    }
  }

  /** Writes the label to the right of a place, to the left, above or below. */
  void write(Svg svg, String label, double x, double y) {
    double width = Svg.width(label);
    double[][] places = {
      {x + AWAY, y - HIGH / 2},
      {x - AWAY - width, y - HIGH / 2},
      {x - width / 2, y - AWAY - HIGH},
      {x - width / 2, y + AWAY},
      {x + AWAY, y + AWAY / 2},
      {x - AWAY - width, y - AWAY / 2 - HIGH}
    };
    if (!written(svg, label, places, true)) {
      written(svg, label, places, false);
    }
  }

  private boolean written(Svg svg, String label, double[][] places, boolean besideLines) {
    double width = Svg.width(label);
    for (double[] place : places) {
      Box box = new Box(place[0], place[1], place[0] + width, place[1] + HIGH);
      if (area.holds(box)
          && taken.stream().noneMatch(box::meets)
          && !(besideLines && lines.stream().anyMatch(box::meets))) {
        taken.add(box);
        svg.text("text", label, "class", "name", "x", box.left(), "y", box.bottom() - 2).line();
        return true;
      }
    }
    return false;
  }
}

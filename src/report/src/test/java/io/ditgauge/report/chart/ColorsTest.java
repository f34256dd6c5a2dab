package io.ditgauge.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Contrast after WCAG 2.2: 4.5 for text (1.4.3, AA), 3 for graphics and controls (1.4.11). */
class ColorsTest {
  private static final Pattern COLOR = Pattern.compile("--([a-z0-9]+): #([0-9a-f]{6})");

  private static List<Map<String, Integer>> schemes() {
    List<Map<String, Integer>> result = new ArrayList<>();
    for (String rule : Charts.style().lines().filter(it -> it.contains("--ground:")).toList()) {
      Map<String, Integer> colors = new HashMap<>();
      Matcher matcher = COLOR.matcher(rule);
      while (matcher.find()) {
        colors.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
      }
      result.add(colors);
    }
    return result;
  }

  private static double luminance(int color) {
    return 0.2126 * linear(color >> 16 & 255)
        + 0.7152 * linear(color >> 8 & 255)
        + 0.0722 * linear(color & 255);
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static double contrast(int a, int b) {
    double lighter = Math.max(luminance(a), luminance(b));
    double darker = Math.min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
  }

  @Test
  void contrastIsAsWcagDefinesIt() {
    assertEquals(21, contrast(0x000000, 0xffffff), 1e-9);
    // The gray that is known as the lightest on white.
    assertEquals(4.54, contrast(0x767676, 0xffffff), 0.005);
  }

  @Test
  void textAndMarksStandOutInLightDarkAndPrint() {
    assertEquals(3, schemes().size());
    for (Map<String, Integer> colors : schemes()) {
      for (String ground : List.of("ground", "raised")) {
        for (String text : List.of("ink", "soft", "link")) {
          atLeast(4.5, colors, text, ground);
        }
      }
      for (String band : List.of("b0", "b1")) {
        atLeast(4.5, colors, "ink", band);
      }
      atLeast(3, colors, "edge", "ground");
      for (int i = 0; i < Marks.COLORS; i++) {
        atLeast(3, colors, "c" + i, "ground");
        atLeast(3, colors, "c" + i, "b1");
      }
    }
  }

  private static void atLeast(
      double least, Map<String, Integer> colors, String front, String back) {
    double contrast = contrast(colors.get(front), colors.get(back));
    assertTrue(contrast >= least, front + " on " + back + ": " + contrast + " in " + colors);
  }
}

package io.ditgauge.estimator.breakeven;

import io.ditgauge.estimator.sheet.Sheet;
import java.util.List;

/**
 * Outputs after which inference exceeds training, in compute, GPU-hours, cost and energy; each side
 * has its own utilization.
 */
public final class BreakEvenFigures {
  private BreakEvenFigures() {}

  /** Adds the figures for each guess of the training data. */
  public static void add(Sheet sheet, List<String> cases) {
    for (String of : cases) {
      String end = of.isEmpty() ? "" : "." + of;
      ratio(sheet, "compute", "training.flops" + end, "serving.flops", of);
      ratio(sheet, "gpuHours", "training.gpuHours" + end, "serving.gpuHours", of);
      ratio(sheet, "usd", "training.usd" + end, "serving.usd", of);
      ratio(sheet, "kwh", "training.kwh" + end, "serving.kwh", of);
    }
  }

  private static void ratio(Sheet sheet, String in, String training, String serving, String of) {
    if (!sheet.has(training) || !sheet.has(serving)) {
      return;
    }
    String end = of.isEmpty() ? "" : "." + of;
    String words = of.isEmpty() ? "" : ", " + of;
    String id = "breakEven." + in + end;
    sheet.derived(
        id, "outputs until break-even in " + in + words, "output", training + " / " + serving);
    if (sheet.has("serving.clipSeconds")) {
      sheet.derived(
          "breakEven.minutes." + in + end,
          "video minutes until break-even in " + in + words,
          "video minute",
          id + " * serving.clipSeconds / 60");
    }
  }
}

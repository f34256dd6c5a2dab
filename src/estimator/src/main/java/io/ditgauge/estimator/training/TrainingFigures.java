package io.ditgauge.estimator.training;

import io.ditgauge.estimator.sheet.Sheet;
import java.util.List;

/**
 * Training, for each guess of the data.
 *
 * <p>GPU time is compute / (utilization x peak). Months have 30 days, as the article's.
 */
public final class TrainingFigures {
  private TrainingFigures() {}

  /** Adds the figures; each case is named as {@code training.data.CASE}, or empty. */
  public static void add(Sheet sheet, List<String> cases) {
    for (String of : cases) {
      flops(sheet, of);
      time(sheet, of);
    }
  }

  private static void flops(Sheet sheet, String of) {
    String end = of.isEmpty() ? "" : "." + of;
    String data = of.isEmpty() ? "" : " * training.data." + of;
    String again = sheet.has("training.repeated") ? " * training.repeated" : "";
    String formula =
        sheet.has("scaling.training")
            ? "scaling.training * scaling.flopPerMac * scaling.size * scaling.frames"
                + " * scaling.videoShare"
            : "training.samples * model.training.flops";
    sheet.derived(
        "training.flops" + end, "training compute" + words(of), "FLOP", formula + data + again);
  }

  private static void time(Sheet sheet, String of) {
    String end = of.isEmpty() ? "" : "." + of;
    sheet.derived(
        "training.gpuHours" + end,
        "GPU-hours of training" + words(of),
        "GPU-hour",
        "training.flops" + end + " / (training.utilization * hardware.peak) / 3600");
    sheet.derived(
        "training.months" + end,
        "GPU-months of training" + words(of),
        "GPU-month",
        "training.gpuHours" + end + " / 24 / month.days");
    if (sheet.has("training.gpus")) {
      sheet.derived(
          "training.days" + end,
          "days of training on all GPUs" + words(of),
          "day",
          "training.gpuHours" + end + " / 24 / training.gpus");
    }
    if (sheet.has("prices.gpuHour")) {
      sheet.derived(
          "training.usd" + end,
          "cost of training" + words(of),
          "USD",
          "training.gpuHours" + end + " * prices.gpuHour");
    }
    if (sheet.has("power.perGpu")) {
      sheet.derived(
          "training.kwh" + end,
          "energy of training" + words(of),
          "kWh",
          "training.gpuHours" + end + " * power.perGpu / 1000");
      if (sheet.has("prices.kwh")) {
        sheet.derived(
            "training.electricity" + end,
            "electricity of training, which a rent contains" + words(of),
            "USD",
            "training.kwh" + end + " * prices.kwh");
      }
    }
  }

  private static String words(String of) {
    return of.isEmpty() ? "" : ", " + of;
  }
}

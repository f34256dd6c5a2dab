package io.ditgauge.estimator.serving;

import io.ditgauge.estimator.sheet.Sheet;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Compute, time, cost and energy of an output and of a minute of video.
 *
 * <p>Fewer steps, caching and guidance are shares of the denoiser's work that are left; they do not
 * touch text encoders and decoder.
 */
public final class ServingFigures {
  private static final int PLACES = 2;

  private ServingFigures() {}

  /** Adds the figures. */
  public static void add(Sheet sheet) {
    String left = left(sheet);
    if (sheet.has("scaling.step")) {
      scaled(sheet, left);
    } else {
      predicted(sheet, left);
    }
    money(sheet);
    if (sheet.has("serving.clipSeconds")) {
      minutes(sheet);
    }
  }

  private static String left(Sheet sheet) {
    StringBuilder left = new StringBuilder();
    for (String part : new String[] {"distillation", "caching", "guidance"}) {
      if (sheet.has("serving." + part)) {
        left.append(" * serving.").append(part);
      }
    }
    return left.toString();
  }

  private static void scaled(Sheet sheet, String left) {
    sheet.derived(
        "serving.step",
        "compute of a denoising step",
        "FLOP",
        "scaling.step * scaling.flopPerMac * scaling.size * scaling.frames");
    sheet.derived(
        "serving.flops", "compute of an output", "FLOP", "serving.step * serving.steps" + left);
    sheet.derived(
        "serving.seconds",
        "time of an output on one GPU",
        "s",
        "serving.flops / (serving.utilization * hardware.peak)");
    sheet.derived(
        "serving.gpuHours", "GPU-hours of an output", "GPU-hour", "serving.seconds / 3600");
  }

  private static void predicted(Sheet sheet, String left) {
    sheet.derived(
        "serving.flops",
        "compute of an output",
        "FLOP",
        "model.denoiser.flops" + left + " + model.encoders.flops + model.decoder.flops");
    boolean assumed = sheet.has("serving.utilization");
    String gpus = "hardware.gpus";
    sheet.derived(
        "serving.seconds",
        "time of an output",
        "s",
        assumed
            ? "serving.flops / (serving.utilization * hardware.peak * " + gpus + ")"
            : "(model.denoiser.seconds"
                + left
                + " + model.encoders.seconds + model.decoder.seconds) * model.error.board");
    sheet.derived(
        "serving.gpuHours",
        "GPU-hours of an output",
        "GPU-hour",
        "serving.seconds * " + gpus + " / 3600");
    if (!assumed) {
      sheet.derived(
          "serving.mfu",
          "share of the peak",
          "ratio",
          "serving.flops / (serving.seconds * " + gpus + " * hardware.peak)");
      sheet.derived(
          "serving.outside",
          "share of the time outside of the transformer",
          "ratio",
          "(model.encoders.seconds + model.decoder.seconds) * model.error.board / serving.seconds");
    }
  }

  private static void money(Sheet sheet) {
    sheet.derived(
        "serving.outputsPerGpuHour",
        "outputs in a GPU-hour",
        "output/hour",
        "1 / serving.gpuHours");
    if (sheet.has("prices.gpuHour")) {
      sheet.derived("serving.usd", "cost of an output", "USD", "serving.gpuHours * prices.gpuHour");
    }
    if (sheet.has("power.perGpu")) {
      sheet.derived(
          "serving.kwh", "energy of an output", "kWh", "serving.gpuHours * power.perGpu / 1000");
      if (sheet.has("prices.kwh")) {
        sheet.derived(
            "serving.electricity",
            "electricity of an output, which a rent contains",
            "USD",
            "serving.kwh * prices.kwh");
      }
    }
  }

  /** A minute of long clips costs more than one of short clips: each says which. */
  private static String minute(Sheet sheet) {
    BigDecimal seconds =
        BigDecimal.valueOf(sheet.figure("serving.clipSeconds").value())
            .setScale(PLACES, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return "a video minute in clips of " + seconds.toPlainString() + " s";
  }

  private static void minutes(Sheet sheet) {
    String minute = minute(sheet);
    sheet.derived(
        "serving.flopsPerMinute",
        "compute of " + minute,
        "FLOP/video minute",
        "serving.flops * 60 / serving.clipSeconds");
    sheet.derived(
        "serving.minutesPerGpuHour",
        "video minutes in a GPU-hour, " + minute.substring("a video minute ".length()),
        "video minute/hour",
        "serving.clipSeconds / 60 / serving.gpuHours");
    perMinute(sheet, "usd", "cost of " + minute, "USD/video minute");
    perMinute(sheet, "kwh", "energy of " + minute, "kWh/video minute");
    perMinute(sheet, "electricity", "electricity of " + minute, "USD/video minute");
  }

  private static void perMinute(Sheet sheet, String of, String words, String unit) {
    if (sheet.has("serving." + of)) {
      sheet.derived(
          "serving." + of + "PerMinute",
          words,
          unit,
          "serving." + of + " * 60 / serving.clipSeconds");
    }
  }
}

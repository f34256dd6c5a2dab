package io.ditgauge.estimator.serving;

import io.ditgauge.estimator.sheet.Sheet;
import java.util.List;

/** The model from which another is scaled, and models of text to compare with. */
public final class ReferenceFigures {
  private ReferenceFigures() {}

  /** Adds the figures; comparisons are named as {@code comparison.NAME}. */
  public static void reference(Sheet sheet) {
    if (!sheet.has("scaling.training")) {
      return;
    }
    sheet.derived(
        "scaling.frames",
        "latent frames of an output",
        "frame",
        "serving.clipSeconds * scaling.framesPerSecond / scaling.compression");
    sheet.derived(
        "reference.training",
        "training compute of the reference",
        "FLOP",
        "scaling.training * scaling.flopPerMac");
    sheet.derived(
        "reference.days",
        "days of its training on one GPU",
        "GPU-day",
        "reference.training / (training.utilization * hardware.peak) / 86400");
    sheet.derived(
        "reference.months",
        "GPU-months of its training",
        "GPU-month",
        "reference.days / month.days");
    sheet.derived(
        "reference.image",
        "compute of its image",
        "FLOP",
        "scaling.step * scaling.flopPerMac * serving.steps");
    sheet.derived(
        "reference.breakEven",
        "its images until break-even",
        "image",
        "reference.training / reference.image");
  }

  /** Adds 2 x parameters x tokens of each model, and what an output is worth of it. */
  public static void comparisons(Sheet sheet, List<String> names) {
    for (String name : names) {
      String id = "comparison." + name;
      sheet.derived(
          id + ".flops",
          "compute of a text, " + name,
          "FLOP",
          "2 * " + id + ".parameters * " + id + ".tokens");
      sheet.derived(
          id + ".ratio",
          "an output over a text, " + name,
          "ratio",
          "serving.flops / " + id + ".flops");
    }
  }
}

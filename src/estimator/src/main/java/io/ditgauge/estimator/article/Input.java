package io.ditgauge.estimator.article;

import io.ditgauge.estimator.hardware.Accelerators;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.source.Datasheet;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.source.Published;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.model.DitModel;
import io.ditgauge.model.DitPresets;
import java.util.List;

/** The numbers that the chain starts from, each with its source. */
record Input(Figure figure) {
  private static final String H100 = "H100 SXM5";

  static final Input PEAK =
      input("h100.peak", "H100 SXM5 dense bf16 peak", peak(), "FLOP/s", sheet());
  static final Input MONTH =
      input("month", "days in a month", 30, "day", assumed("as the article counts months"));

  static final Input TRAINING =
      input("dit.training", "training compute of DiT-XL/2", 1e21, "FLOP", article());
  static final Input STEP_PAPER =
      input("dit.step.paper", "forward pass at 512 pixels", 524.6e9, "MAC", paper());
  static final Input STEP_COUNTED =
      input("dit.step", "forward pass at 512 pixels", countedMacs(), "MAC", counted());
  static final Input BATCH =
      input("dit.batch", "images in a training step", 256, "image", article());
  static final Input STEPS = input("dit.steps", "training steps", 3e6, "step", article());
  static final Input PASSES =
      input("dit.passes", "forward and backward over forward", 3, "ratio", backward());
  static final Input SAMPLING =
      input(
          "sampling.steps",
          "denoising steps of an image or a video",
          250,
          "step",
          assumed("the article keeps DiT's 250 steps for video; 30 to 50 are usual today"));

  static final Input SIZE =
      input(
          "sora.size",
          "Sora's parameters over DiT-XL/2's",
          30,
          "ratio",
          assumed("the article guesses 20e9 parameters and rounds 29.6 to 30"));
  static final Input FRAMES =
      input(
          "sora.frames",
          "latent frames of a one-minute video",
          180,
          "frame",
          assumed(
              "1440 frames compressed 8x in time; compute is scaled by it linearly, while full"
                  + " space-time attention grows with its square"));
  static final Input STILLS =
      input(
          "sora.stills",
          "divisor of the frames, half of the data being stills",
          2,
          "ratio",
          assumed("the article takes half of the data to be stills and drops their compute"));
  static final Input DATA_LOW =
      input(
          "sora.data.low",
          "more data than DiT, low",
          4,
          "ratio",
          assumed("the article's low guess, cut from 10x"));
  static final Input DATA_HIGH =
      input(
          "sora.data.high",
          "more data than DiT, high",
          10,
          "ratio",
          assumed("the article's high guess, cut from 100x"));

  static final Input ROUNDED =
      input("video.rounded", "video in an H100-hour, rounded", 5, "minute", article());
  static final Input TIKTOK =
      input("tiktok.minutes", "uploaded to TikTok each day", 17e6, "minute", article());
  static final Input TIKTOK_SHARE =
      input(
          "tiktok.share",
          "generated share on TikTok",
          0.5,
          "ratio",
          assumed("the article's, without evidence"));
  static final Input YOUTUBE =
      input("youtube.minutes", "uploaded to YouTube each day", 43e6, "minute", article());
  static final Input YOUTUBE_SHARE =
      input(
          "youtube.share",
          "generated share on YouTube",
          0.15,
          "ratio",
          assumed("the article's, without evidence"));
  static final Input PEAK_LOAD =
      input(
          "fleet.peak",
          "peak over average load",
          2,
          "ratio",
          assumed("the article's, without evidence"));
  static final Input CANDIDATES =
      input(
          "fleet.candidates",
          "videos generated for each published one",
          2,
          "ratio",
          assumed("the article's, without evidence"));

  /** All of them, in the order of the chain. */
  static final List<Input> ALL =
      List.of(
          PEAK,
          MONTH,
          TRAINING,
          STEP_PAPER,
          STEP_COUNTED,
          BATCH,
          STEPS,
          PASSES,
          SAMPLING,
          SIZE,
          FRAMES,
          STILLS,
          DATA_LOW,
          DATA_HIGH,
          ROUNDED,
          TIKTOK,
          TIKTOK_SHARE,
          YOUTUBE,
          YOUTUBE_SHARE,
          PEAK_LOAD,
          CANDIDATES);

  private static Input input(String id, String label, double value, String unit, Source source) {
    return new Input(new Figure(id, label, value, unit, source));
  }

  private static Source article() {
    return new Published(
        "M. Plappert, Factorial Funds: Under The Hood, How OpenAI's Sora Model Works; quoted by the"
            + " article (in Chinese)",
        "https://www.factorialfunds.com/blog/under-the-hood-how-openai-s-sora-model-works",
        "2024-03");
  }

  private static Source paper() {
    return new Published(
        "Peebles and Xie, Scalable Diffusion Models with Transformers; its Gflops are MACs",
        "https://arxiv.org/abs/2212.09748",
        "2022-12");
  }

  private static double peak() {
    return Accelerators.of(H100).bf16FlopsPerSecond().orElseThrow();
  }

  private static Source sheet() {
    return new Datasheet(
        H100 + ", dense: " + Accelerators.of(H100).source(),
        "https://www.nvidia.com/en-us/data-center/h100/",
        "2022");
  }

  private static Source backward() {
    return assumed("the backward pass costs two forward passes, as the article's source counts");
  }

  private static Source counted() {
    return new Derived(
        "sum of the MACs of the model's ops",
        List.of("model DiT-XL/2", "image 512x512", "batch 1"));
  }

  private static Source assumed(String reason) {
    return new Assumed(reason);
  }

  private static double countedMacs() {
    DitModel model = DitPresets.of("DiT-XL/2");
    return model.forwardWork(1, 512).macs();
  }
}

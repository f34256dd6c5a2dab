package io.ditgauge.estimator.audit;

import io.ditgauge.estimator.article.ArticleChain;
import io.ditgauge.estimator.audit.Formula.Given;
import io.ditgauge.estimator.audit.Formula.Quoted;
import io.ditgauge.estimator.audit.Formula.Role;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.source.Published;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.model.DitModel;
import io.ditgauge.model.DitPresets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The inputs of the claims: those of the article's chain, with the units that a formula carries
 * along, and what only the audit needs.
 *
 * <p>A {@code step} is one pass of one image, or of one video, through the network.
 */
final class AuditInputs {
  private static final DitModel DIT = DitPresets.of("DiT-XL/2");
  private static final long TABLE_PIXELS = 256;
  private static final long STEP_PIXELS = 512;
  private static final Map<String, Figure> CHAIN =
      ArticleChain.estimate(Optional.empty()).inputs().stream()
          .collect(Collectors.toMap(Figure::id, Function.identity()));

  static final Given PEAK = chain("h100.peak", "FLOP/H100-s", Role.FACT);
  static final Given MONTH = chain("month", "day/month", Role.CONVENTION);
  static final Given DAY_SECONDS = convention("day", "seconds in a day", 86400, "s/day");
  static final Given HOUR_SECONDS = convention("hour", "seconds in an hour", 3600, "s/hour");
  static final Given DAY_HOURS = convention("day.hours", "hours in a day", 24, "hour/day");
  static final Given MINUTE_SECONDS =
      convention("minute", "seconds in a minute of video", 60, "s/video minute");
  static final Given DAY_MINUTES = convention("day.minutes", "minutes in a day", 1440, "min/day");
  static final Given HOUR_VIDEO =
      convention("hour.video", "minutes in an hour of video", 60, "video minute/video hour");

  static final Given BATCH = chain("dit.batch", "image/update", Role.FACT);
  static final Given UPDATES = chain("dit.steps", "update", Role.FACT);
  static final Given PASSES = chain("dit.passes", "step/image", Role.FACT);
  static final Given STEP_PAPER = chain("dit.step.paper", "MAC/step", Role.FACT);
  static final Quoted STEP = new Quoted(STEP_PAPER, "I1");
  static final Given STEP_COUNTED =
      given(
          figure(
              "dit.step",
              "forward pass at 512 pixels",
              (double) DIT.forwardWork(1, STEP_PIXELS).macs(),
              "MAC/step",
              counted("sum of the MACs of the ops", "image 512x512")),
          Role.FACT);
  static final Given PARAMETERS =
      given(
          figure(
              "dit.parameters",
              "28 layers, width 1152, 16 heads, patch 2",
              (double) DIT.parameters(),
              "parameter",
              counted("sum of the weights of the ops", "28 layers")),
          Role.FACT);
  static final Given POSITIONS =
      given(
          figure(
              "dit.positions",
              "fixed positional table, 256 tokens x 1152",
              (double) (DIT.tokens(TABLE_PIXELS) * DIT.width()),
              "parameter",
              counted("tokens x width", "image 256x256")),
          Role.FACT);
  static final Given DIT_SAMPLING =
      fact("dit.sampling", "denoising steps of an image", 250, "step/image", dit());

  static final Given VIDEO_SECONDS = convention("video.seconds", "length of the video", 60, "s");
  static final Given FRAME_RATE = convention("frame.rate", "frame rate", 24, "frame/s");
  static final Given COMPRESSION =
      assumed(
          "compression",
          "frames in a latent frame",
          8,
          "frame/latent frame",
          "the article takes DiT's compression of space for time; public video autoencoders"
              + " compress time 4x to 8x");
  static final Given IMAGE_FRAMES =
      convention("image.frames", "latent frames of an image", 1, "latent frame");
  static final Given DATA_LOW = chain("sora.data.low", "ratio", Role.ASSUMED);
  static final Given DATA_HIGH = chain("sora.data.high", "ratio", Role.ASSUMED);
  static final Given UTILIZATION =
      assumed("utilization.50", "realistic utilization", 0.5, "ratio", "the article's");

  static final Given IMAGENET =
      external(
          "imagenet.images",
          "images in the whole of ImageNet",
          14_197_122,
          "image",
          published(
              "ImageNet, an Image Database and Ontology",
              "https://historyofinformation.com/detail.php?entryid=4078",
              "2020"));
  static final Given IMAGENET_USED =
      external(
          "imagenet.train",
          "training images of its 1000 classes",
          1_281_167,
          "image",
          published(
              "Data set card of ILSVRC 2012",
              "https://huggingface.co/datasets/mlx-vision/imagenet-1k",
              "2024"));
  static final Given YOUTUBE_HOURS =
      external(
          "youtube.hours",
          "uploaded to YouTube each minute",
          500,
          "video hour/min",
          published("YouTube for press", "https://blog.youtube/press/", "2022"));
  static final Given TIKTOK_VIDEOS =
      external("tiktok.videos", "uploaded to TikTok each day", 34e6, "video/day", article());
  static final Given TIKTOK_SECONDS =
      external("tiktok.seconds", "mean length on TikTok", 30, "s/video", article());

  static final Given PER_TOKEN =
      fact(
          "per.token",
          "FLOP for each parameter and token",
          2,
          "FLOP/parameter-token",
          published(
              "Kaplan et al., Scaling Laws for Neural Language Models",
              "https://arxiv.org/abs/2001.08361",
              "2020-01"));
  static final Given LLAMA =
      fact(
          "llama.parameters",
          "parameters of Llama 2 70B",
          70e9,
          "parameter",
          published("Touvron et al., Llama 2", "https://arxiv.org/abs/2307.09288", "2023-07"));
  static final Given TOKENS =
      convention("document", "tokens in a document", 1000, "token/document");
  static final Given EXPERTS = assumed("gpt4.experts", "experts used by a token", 2);
  static final Given EXPERT =
      assumed(
          "gpt4.expert",
          "parameters of an expert of GPT-4",
          220e9,
          "parameter",
          "never confirmed by its maker");

  private AuditInputs() {}

  /** An input of the article's chain, with a fuller unit. */
  static Given chain(String id, String unit, Role role) {
    Figure figure = CHAIN.get(id);
    if (figure == null) {
      throw new IllegalStateException("the article's chain has no input " + id);
    }
    return given(figure(id, figure.label(), figure.value(), unit, figure.source()), role);
  }

  private static Given convention(String id, String label, double value, String unit) {
    Source source = new Assumed("part of the question, as the article puts it");
    return given(figure(id, label, value, unit, source), Role.CONVENTION);
  }

  private static Given fact(String id, String label, double value, String unit, Source source) {
    return given(figure(id, label, value, unit, source), Role.FACT);
  }

  private static Given external(String id, String label, double value, String unit, Source source) {
    return given(figure(id, label, value, unit, source), Role.EXTERNAL);
  }

  private static Given assumed(String id, String label, double value, String unit, String reason) {
    return given(figure(id, label, value, unit, new Assumed(reason)), Role.ASSUMED);
  }

  private static Given assumed(String id, String label, double value) {
    return assumed(id, label, value, "ratio", "never confirmed by its maker");
  }

  private static Given given(Figure figure, Role role) {
    return new Given(figure, role);
  }

  private static Figure figure(String id, String label, double value, String unit, Source source) {
    return new Figure(id, label, value, unit, source);
  }

  private static Source counted(String formula, String of) {
    return new Derived(formula, List.of("model " + DIT.name(), of));
  }

  private static Source published(String title, String url, String date) {
    return new Published(title, url, date);
  }

  private static Source dit() {
    return CHAIN.get("dit.step.paper").source();
  }

  private static Source article() {
    return CHAIN.get("dit.batch").source();
  }
}

package io.ditgauge.estimator.article;

/** The rows of the chain, in order; the ids T, I and F are those of the article's claims. */
enum ArticleRow {
  UTILIZATION("U", "assumption", "utilization of the H100's peak", "ratio"),
  FLOP_PER_MAC("M", "assumption", "FLOP counted for each multiply-accumulate", "FLOP/MAC"),

  DIT_FACTORS("T2", "training", "DiT-XL/2 training, from its factors (context)", "FLOP"),
  DIT_TRAINING("T2p", "training", "DiT-XL/2 training, from the article's 1e21", "FLOP"),
  DIT_MONTHS("T3", "training", "DiT-XL/2 training time", "H100-month"),
  DIT_DAYS("T4", "training", "DiT-XL/2 training time on one H100", "day"),
  SORA_LOW("T10", "training", "Sora training, low", "FLOP"),
  SORA_HIGH("T11", "training", "Sora training, high", "FLOP"),
  SORA_MONTHS_LOW("T12", "training", "Sora training time, low", "H100-month"),
  SORA_MONTHS_HIGH("T13", "training", "Sora training time, high", "H100-month"),

  DIT_STEP("I1", "inference", "DiT-XL/2 denoising step at 512 pixels", "FLOP"),
  DIT_IMAGE("I2", "inference", "DiT-XL/2 image of 512 pixels", "FLOP"),
  DIT_BREAK_EVEN("I3", "inference", "DiT-XL/2 break-even", "image"),
  SORA_STEP("I5", "inference", "Sora denoising step", "FLOP"),
  SORA_MINUTE("I6", "inference", "Sora video minute", "FLOP"),
  MINUTES_PER_HOUR("I7", "inference", "video in an H100-hour", "minute"),
  BREAK_EVEN_LOW("I8", "inference", "Sora break-even, low", "video minute"),
  BREAK_EVEN_HIGH("I9", "inference", "Sora break-even, high", "video minute"),

  MINUTES_PER_DAY("F1", "fleet", "video in an H100-day", "minute"),
  TIKTOK_GENERATED("F3", "fleet", "generated on TikTok each day", "minute"),
  YOUTUBE_GENERATED("F4", "fleet", "generated on YouTube each day", "minute"),
  GENERATED("F5", "fleet", "generated each day, both", "minute"),
  FLEET("F6", "fleet", "fleet at average load", "H100"),
  FLEET_PEAK("F10", "fleet", "fleet at peak load", "H100");

  private final String id;
  private final String section;
  private final String label;
  private final String unit;

  ArticleRow(String id, String section, String label, String unit) {
    this.id = id;
    this.section = section;
    this.label = label;
    this.unit = unit;
  }

  String id() {
    return id;
  }

  String section() {
    return section;
  }

  String label() {
    return label;
  }

  String unit() {
    return unit;
  }
}

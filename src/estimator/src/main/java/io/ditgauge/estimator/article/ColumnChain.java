package io.ditgauge.estimator.article;

import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One column of the chain: the article's formulas in order, under one utilization and one way to
 * count.
 *
 * <p>Formulas as published by Factorial Funds and quoted by the article; the hardware time is
 * compute / (utilization x peak). What the chain leaves out: memory and communication, the encoder
 * and the text model, and the growth of attention with the square of the tokens.
 */
final class ColumnChain {
  private static final double HOUR_SECONDS = 3600;
  private static final double DAY_HOURS = 24;
  private static final double DAY_SECONDS = DAY_HOURS * HOUR_SECONDS;

  private final String columnId;
  private final Assumptions assumptions;
  private final Map<ArticleRow, Figure> figures = new EnumMap<>(ArticleRow.class);

  /**
   * What a column assumes.
   *
   * @param utilization share of the H100's peak
   * @param flopPerMac 1 as the article reads its sources, 2 as the peak counts
   * @param step MACs of a forward pass
   * @param rounds whether video per hour at full utilization is rounded to 5 minutes before the
   *     fleet, as the article does
   */
  record Assumptions(Figure utilization, Figure flopPerMac, Input step, boolean rounds) {}

  private ColumnChain(String columnId, Assumptions assumptions) {
    this.columnId = columnId;
    this.assumptions = assumptions;
  }

  /** Computes the column. */
  static Map<ArticleRow, Figure> compute(String columnId, Assumptions assumptions) {
    ColumnChain chain = new ColumnChain(columnId, assumptions);
    chain.assumptions();
    chain.ditTraining();
    chain.soraTraining();
    chain.inference();
    chain.breakEven();
    chain.fleet();
    return Collections.unmodifiableMap(chain.figures);
  }

  private void assumptions() {
    Figure utilization = assumptions.utilization();
    put(ArticleRow.UTILIZATION, utilization.value(), "as taken by the column", utilization);
    Figure perMac = assumptions.flopPerMac();
    put(ArticleRow.FLOP_PER_MAC, perMac.value(), "as taken by the column", perMac);
  }

  private void ditTraining() {
    Figure perMac = figure(ArticleRow.FLOP_PER_MAC);
    put(
        ArticleRow.DIT_FACTORS,
        assumptions.step().figure().value()
            * perMac.value()
            * value(Input.BATCH)
            * value(Input.STEPS)
            * value(Input.PASSES),
        "forward pass x FLOP per MAC x batch x steps x passes",
        assumptions.step().figure(),
        perMac,
        Input.BATCH.figure(),
        Input.STEPS.figure(),
        Input.PASSES.figure());
    put(
        ArticleRow.DIT_TRAINING,
        value(Input.TRAINING) * perMac.value(),
        "training compute as printed x FLOP per MAC",
        Input.TRAINING.figure(),
        perMac);
    putMonths(ArticleRow.DIT_MONTHS, ArticleRow.DIT_TRAINING);
    put(
        ArticleRow.DIT_DAYS,
        value(ArticleRow.DIT_TRAINING) / sustained() / DAY_SECONDS,
        "compute / (utilization x peak x 86400 s)",
        figure(ArticleRow.DIT_TRAINING),
        utilization(),
        Input.PEAK.figure());
  }

  private void soraTraining() {
    putSora(ArticleRow.SORA_LOW, Input.DATA_LOW);
    putSora(ArticleRow.SORA_HIGH, Input.DATA_HIGH);
    putMonths(ArticleRow.SORA_MONTHS_LOW, ArticleRow.SORA_LOW);
    putMonths(ArticleRow.SORA_MONTHS_HIGH, ArticleRow.SORA_HIGH);
  }

  private void putSora(ArticleRow row, Input data) {
    put(
        row,
        value(ArticleRow.DIT_TRAINING)
            * value(Input.SIZE)
            * value(data)
            * value(Input.FRAMES)
            / value(Input.STILLS),
        "DiT training x size x data x frames / stills",
        figure(ArticleRow.DIT_TRAINING),
        Input.SIZE.figure(),
        data.figure(),
        Input.FRAMES.figure(),
        Input.STILLS.figure());
  }

  private void putMonths(ArticleRow row, ArticleRow compute) {
    put(
        row,
        value(compute) / sustained() / (value(Input.MONTH) * DAY_SECONDS),
        "compute / (utilization x peak x month x 86400 s)",
        figure(compute),
        utilization(),
        Input.PEAK.figure(),
        Input.MONTH.figure());
  }

  private void inference() {
    Figure step = assumptions.step().figure();
    Figure perMac = figure(ArticleRow.FLOP_PER_MAC);
    put(
        ArticleRow.DIT_STEP,
        step.value() * perMac.value(),
        "forward pass x FLOP per MAC",
        step,
        perMac);
    putSampled(ArticleRow.DIT_IMAGE, ArticleRow.DIT_STEP);
    put(
        ArticleRow.SORA_STEP,
        value(ArticleRow.DIT_STEP) * value(Input.SIZE) * value(Input.FRAMES),
        "DiT step x size x frames",
        figure(ArticleRow.DIT_STEP),
        Input.SIZE.figure(),
        Input.FRAMES.figure());
    putSampled(ArticleRow.SORA_MINUTE, ArticleRow.SORA_STEP);
    put(
        ArticleRow.MINUTES_PER_HOUR,
        sustained() * HOUR_SECONDS / value(ArticleRow.SORA_MINUTE),
        "utilization x peak x 3600 s / video minute",
        utilization(),
        Input.PEAK.figure(),
        figure(ArticleRow.SORA_MINUTE));
  }

  private void putSampled(ArticleRow row, ArticleRow step) {
    put(
        row,
        value(step) * value(Input.SAMPLING),
        "step x sampling steps",
        figure(step),
        Input.SAMPLING.figure());
  }

  private void breakEven() {
    putRatio(ArticleRow.DIT_BREAK_EVEN, ArticleRow.DIT_TRAINING, ArticleRow.DIT_IMAGE);
    putRatio(ArticleRow.BREAK_EVEN_LOW, ArticleRow.SORA_LOW, ArticleRow.SORA_MINUTE);
    putRatio(ArticleRow.BREAK_EVEN_HIGH, ArticleRow.SORA_HIGH, ArticleRow.SORA_MINUTE);
  }

  private void putRatio(ArticleRow row, ArticleRow training, ArticleRow output) {
    put(
        row,
        value(training) / value(output),
        "training compute / inference compute",
        figure(training),
        figure(output));
  }

  private void fleet() {
    putMinutesPerDay();
    putShare(ArticleRow.TIKTOK_GENERATED, Input.TIKTOK, Input.TIKTOK_SHARE);
    putShare(ArticleRow.YOUTUBE_GENERATED, Input.YOUTUBE, Input.YOUTUBE_SHARE);
    put(
        ArticleRow.GENERATED,
        value(ArticleRow.TIKTOK_GENERATED) + value(ArticleRow.YOUTUBE_GENERATED),
        "TikTok + YouTube",
        figure(ArticleRow.TIKTOK_GENERATED),
        figure(ArticleRow.YOUTUBE_GENERATED));
    put(
        ArticleRow.FLEET,
        value(ArticleRow.GENERATED) / value(ArticleRow.MINUTES_PER_DAY),
        "generated each day / video in an H100-day",
        figure(ArticleRow.GENERATED),
        figure(ArticleRow.MINUTES_PER_DAY));
    put(
        ArticleRow.FLEET_PEAK,
        value(ArticleRow.FLEET) * value(Input.PEAK_LOAD) * value(Input.CANDIDATES),
        "average fleet x peak load x candidates",
        figure(ArticleRow.FLEET),
        Input.PEAK_LOAD.figure(),
        Input.CANDIDATES.figure());
  }

  private void putMinutesPerDay() {
    if (assumptions.rounds()) {
      put(
          ArticleRow.MINUTES_PER_DAY,
          value(Input.ROUNDED) * utilization().value() * DAY_HOURS,
          "video in an H100-hour, rounded x utilization x 24 h",
          Input.ROUNDED.figure(),
          utilization());
      return;
    }
    put(
        ArticleRow.MINUTES_PER_DAY,
        value(ArticleRow.MINUTES_PER_HOUR) * DAY_HOURS,
        "video in an H100-hour x 24 h",
        figure(ArticleRow.MINUTES_PER_HOUR));
  }

  private void putShare(ArticleRow row, Input uploaded, Input share) {
    put(
        row,
        value(uploaded) * value(share),
        "uploaded x generated share",
        uploaded.figure(),
        share.figure());
  }

  private Figure utilization() {
    return figure(ArticleRow.UTILIZATION);
  }

  private double sustained() {
    return utilization().value() * value(Input.PEAK);
  }

  private static double value(Input input) {
    return input.figure().value();
  }

  private double value(ArticleRow row) {
    return figure(row).value();
  }

  private Figure figure(ArticleRow row) {
    Figure figure = figures.get(row);
    if (figure == null) {
      throw new IllegalStateException("the chain uses " + row + " before it is computed");
    }
    return figure;
  }

  private void put(ArticleRow row, double value, String formula, Figure... inputs) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new EstimateException(
          "a figure of the chain must be a positive finite number: "
              + row.label()
              + " ("
              + row.id()
              + ")="
              + value
              + ", column="
              + columnId
              + "; check the utilization, "
              + assumptions.utilization().value());
    }
    figures.put(
        row,
        new Figure(
            row.id() + "/" + columnId,
            row.label(),
            value,
            row.unit(),
            new Derived(formula, Arrays.stream(inputs).map(Figure::id).toList())));
  }
}

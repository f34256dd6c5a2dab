package io.ditgauge.estimator.article;

import io.ditgauge.estimator.article.ColumnChain.Assumptions;
import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.model.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes the article's chain under the article's utilization and under a measured one. */
public final class ArticleChain {
  private static final EstimateColumn ARTICLE_FULL =
      new EstimateColumn("article-100", "article, 100%");
  private static final EstimateColumn ARTICLE_HALF =
      new EstimateColumn("article-50", "article, 50%");
  private static final EstimateColumn CALIBRATED = new EstimateColumn("calibrated", "calibrated");
  private static final EstimateColumn CORRECTED =
      new EstimateColumn("calibrated-2", "calibrated, 2 FLOP per MAC");

  private static final Figure FULL =
      utilization("utilization.100", 1.0, "the article takes all of the peak");
  private static final Figure HALF =
      utilization("utilization.50", 0.5, "the article calls 50% more realistic");
  private static final Figure ONE =
      perMac("flop-per-mac.1", 1, "the article reads multiply-accumulates as FLOP");
  private static final Figure TWO =
      perMac("flop-per-mac.2", 2, "a multiply and an add, as the H100's peak counts");

  private final Map<EstimateColumn, Map<ArticleRow, Figure>> columns = new LinkedHashMap<>();
  private final List<Figure> inputs = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private ArticleChain() {}

  /**
   * The chain, with the calibration's columns if there is one.
   *
   * @throws EstimateException if the calibration lacks a block or a theoretical ceiling
   */
  public static Estimate estimate(Optional<Calibration> calibration) {
    ArticleChain chain = new ArticleChain();
    Optional<MeasuredUtilization> measured = calibration.map(MeasuredUtilization::of);
    chain.article();
    measured.ifPresent(chain::calibrated);
    Input.ALL.stream()
        .filter(input -> !input.equals(Input.STEP_COUNTED) || measured.isPresent())
        .map(Input::figure)
        .forEach(chain.inputs::add);
    return new Estimate(
        "Compute of a Sora-like model, after the article",
        List.copyOf(chain.columns.keySet()),
        chain.rows(),
        chain.inputs,
        chain.warnings,
        chain.notes);
  }

  private void article() {
    column(ARTICLE_FULL, new Assumptions(FULL, ONE, Input.STEP_PAPER, true));
    column(ARTICLE_HALF, new Assumptions(HALF, ONE, Input.STEP_PAPER, true));
    inputs.addAll(List.of(FULL, HALF, ONE));
    notes.add(
        "The article's compute counts multiply-accumulates; the H100's peak counts both operations"
            + " of one. Its hardware times are therefore half of what they should be at the same"
            + " utilization; break-even does not change, since both of its sides double.");
    notes.add(
        "T2: the article's 1e21 is an order of magnitude; its own factors give 1.21e21. The chain"
            + " keeps 1e21 (T2p).");
    notes.add(
        "F1: the article columns round video in an H100-hour to 5 minutes at full utilization, as"
            + " the article does.");
    notes.add(
        "F5: 8.5e6 + 6.45e6 = 14.95e6; the article prints 10.7e6, an arithmetic slip, and its 89000"
            + " and 720000 H100s follow from the slip.");
    notes.add(
        "F10: peak load x2 and candidates x2; the article's third x2 is the utilization of 50%, so"
            + " its number at peak belongs in the column of 50%.");
  }

  private void calibrated(MeasuredUtilization measured) {
    Figure utilization = measured.figure();
    column(CALIBRATED, new Assumptions(utilization, ONE, Input.STEP_COUNTED, false));
    column(CORRECTED, new Assumptions(utilization, TWO, Input.STEP_COUNTED, false));
    inputs.add(utilization);
    inputs.addAll(measured.interval());
    inputs.add(TWO);
    warn(measured);
    notes.add(
        "calibrated: the utilization is the forward pass of one DiT block ("
            + measured.rate().key()
            + ") against the theoretical ceiling; it is applied to training too, whose backward"
            + " pass it did not measure.");
    notes.add(
        "calibrated, 2 FLOP per MAC is the column to read: there the utilization, the peak and the"
            + " compute count alike.");
    if (!measured.rate().dtype().equals(DType.BF16.id())) {
      notes.add(
          "The utilization is of "
              + measured.rate().dtype()
              + " and the H100's peak is of bf16: there was no bf16 block to take.");
    }
    notes.add(transfer(measured));
  }

  private static String transfer(MeasuredUtilization measured) {
    return "Transferred: the utilization was measured on "
        + measured.hardware()
        + " (machine "
        + measured.calibration().machine().id()
        + ") and multiplies the peak of an H100"
        + (measured.onCpu()
            ? ". A CPU's utilization shows how the mechanism works; it does not predict an H100."
            : "; it predicts an H100 only as far as the two behave alike.");
  }

  /** Warns of what touches the rate that is used; of the rest only how much there is. */
  private void warn(MeasuredUtilization measured) {
    Calibration calibration = measured.calibration();
    if (calibration.provisional()) {
      warnings.add(
          "provisional: the calibration comes from single forks (effort "
              + calibration.effort()
              + ") and has no intervals; measure with effort quick or more before quoting it");
    }
    List<String> touching =
        calibration.warnings().stream()
            .filter(warning -> warning.contains(measured.rate().key()))
            .toList();
    warnings.addAll(touching);
    int others = calibration.warnings().size() - touching.size();
    if (others > 0) {
      notes.add(
          "The calibration warns of "
              + others
              + (others == 1 ? " thing" : " things")
              + " that the estimate does not use; its utilization table lists them.");
    }
  }

  private void column(EstimateColumn column, Assumptions assumptions) {
    columns.put(column, ColumnChain.compute(column.id(), assumptions));
  }

  private List<EstimateRow> rows() {
    List<EstimateRow> rows = new ArrayList<>();
    for (ArticleRow row : ArticleRow.values()) {
      List<Figure> figures = columns.values().stream().map(column -> column.get(row)).toList();
      rows.add(new EstimateRow(row.id(), row.section(), row.label(), row.unit(), figures));
    }
    return rows;
  }

  private static Figure utilization(String id, double value, String reason) {
    return new Figure(id, "utilization of the H100's peak", value, "ratio", new Assumed(reason));
  }

  private static Figure perMac(String id, double value, String reason) {
    return new Figure(
        id, "FLOP counted for each multiply-accumulate", value, "FLOP/MAC", new Assumed(reason));
  }
}

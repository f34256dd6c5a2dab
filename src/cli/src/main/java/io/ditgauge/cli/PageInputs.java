package io.ditgauge.cli;

import io.ditgauge.estimator.audit.Audit;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.figures.AblationFigures;
import io.ditgauge.estimator.figures.AttentionShare;
import io.ditgauge.estimator.heldout.HeldOutFiles;
import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.scenario.Scenarios;
import io.ditgauge.estimator.validation.TimingRow;
import io.ditgauge.estimator.validation.Validator;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.count.Subjects;
import io.ditgauge.report.PredictionReport;
import io.ditgauge.report.page.AnswersPage;
import io.ditgauge.report.page.AuditPage;
import io.ditgauge.report.page.MeasurementPage;
import io.ditgauge.report.page.Page;
import io.ditgauge.report.page.PredictionPage;
import io.ditgauge.report.page.ScenarioPage;
import io.ditgauge.report.page.ValidationPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the page of an input that the command line names. */
final class PageInputs {
  private static final String PREDICT = "predict:";
  private static final String CARD = "h100-sxm";

  /** Models that attention's share of another is shown beside. */
  private static final List<String> COMPARED =
      List.of("DiT-XL/2", "FLUX.1-dev", "Wan2.1-T2V-14B", "HunyuanVideo");

  private PageInputs() {}

  /**
   * The page of an input.
   *
   * @throws IllegalArgumentException where there is nothing of that name
   */
  static Page page(String input) {
    if (input.equals("validate")) {
      List<TimingRow> rows = Validator.shippedRows();
      return ValidationPage.of(new Validator().validate(rows), AblationFigures.of(rows));
    }
    if (input.equals("audit")) {
      return AuditPage.of(Audit.ofArticle());
    }
    if (input.equals("answers")) {
      Map<String, ScenarioResult> results = new LinkedHashMap<>();
      for (String name : Scenarios.SHIPPED) {
        results.put(
            name.replace(".yaml", ""), ScenarioResult.of(Scenarios.read(Path.of(name), Map.of())));
      }
      return AnswersPage.of(results);
    }
    if (input.startsWith(PREDICT)) {
      return prediction(input.substring(PREDICT.length()));
    }
    Path path = Path.of(input);
    if (ScenarioOptions.isScenario(path)) {
      return ScenarioPage.of(
          String.valueOf(path.getFileName()).replaceFirst("\\.ya?ml$", ""),
          ScenarioResult.of(Scenarios.read(path, Map.of())));
    }
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          input
              + ": no such file or folder; give a run's folder, a calibration file, a scenario"
              + " (.yaml), predict:MODEL, validate, audit or answers");
    }
    boolean run = Files.isDirectory(path);
    Path heldOut =
        run
            ? path.resolve(HeldOutFiles.HELDOUT_JSON)
            : path.resolveSibling(HeldOutFiles.HELDOUT_JSON);
    return MeasurementPage.of(
        run ? CalibrationFiles.calibrateRun(path) : CalibrationFiles.read(path),
        Files.exists(heldOut) ? Optional.of(HeldOutFiles.read(heldOut)) : Optional.empty());
  }

  private static Page prediction(String modelAndCard) {
    int at = modelAndCard.lastIndexOf('@');
    String name = at < 0 ? modelAndCard : modelAndCard.substring(0, at);
    String card = at < 0 ? CARD : modelAndCard.substring(at + 1);
    Model model = model(name);
    Efficiency efficiency = PublishedEfficiencies.of(card);
    Options options =
        new Options(efficiency.attention().usual(), Execution.COMPILED, Parallelism.NONE, true);
    List<AttentionShare> shares = new ArrayList<>(List.of(AttentionShare.of(model)));
    COMPARED.stream()
        .filter(other -> !other.equals(name))
        .forEach(other -> shares.add(AttentionShare.of(model(other))));
    return PredictionPage.of(
        new PredictionReport(
            model.name(),
            model.defaults(),
            options,
            new Predictor(efficiency).predict(model, model.defaults(), options)),
        shares);
  }

  private static Model model(String name) {
    return Subjects.of(name)
        .model()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " makes no images or videos; give a model that does"));
  }
}

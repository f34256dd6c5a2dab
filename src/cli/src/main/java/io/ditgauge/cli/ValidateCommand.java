package io.ditgauge.cli;

import io.ditgauge.estimator.validation.Ablation;
import io.ditgauge.estimator.validation.RowResult;
import io.ditgauge.estimator.validation.TimingRow;
import io.ditgauge.estimator.validation.ValidationSummary;
import io.ditgauge.estimator.validation.Validator;
import io.ditgauge.report.AblationReport;
import io.ditgauge.report.ValidationReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ditgauge validate}: predicted against published times. */
@Command(
    name = "validate",
    description =
        "Predict published times of whole models and compare. Exit code 3 when a limit is exceeded.")
final class ValidateCommand implements Callable<Integer> {
  static final int EXCEEDED = 3;

  private final Output output;

  @Mixin HelpOption help;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE.csv",
      description = "Rows in the columns of the shipped table (default: the shipped table).")
  Path file;

  @Option(
      names = "--max-median",
      paramLabel = "GROUP=LIMIT",
      description = "Largest median of |ln predicted/published| of a scored group, as sxm=0.06.")
  Map<String, Double> maxMedian = Map.of();

  @Option(
      names = "--max-p90",
      paramLabel = "GROUP=LIMIT",
      description = "Largest 90th percentile of a scored group.")
  Map<String, Double> maxP90 = Map.of();

  @Option(
      names = "--ablation",
      description = "Show what each part of a prediction is worth, instead of the rows.")
  boolean ablation;

  @Mixin FormatOption format;

  ValidateCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    List<TimingRow> rows = file == null ? Validator.shippedRows() : Validator.rows(file);
    if (ablation) {
      return ablate(rows);
    }
    List<RowResult> results = new Validator().validate(rows);
    ValidationSummary summary = ValidationSummary.of(results);
    ValidationReport report = new ValidationReport(results, summary);
    output.print(
        switch (format.value) {
          case TEXT -> report.text();
          case JSON -> report.json();
          case CSV -> report.csv();
        });
    Map<String, ValidationSummary.Group> groups = summary.groups().get("scored");
    boolean exceeded = false;
    for (Map.Entry<String, Double> limit : maxMedian.entrySet()) {
      exceeded |= exceeds(groups, limit, "median");
    }
    for (Map.Entry<String, Double> limit : maxP90.entrySet()) {
      exceeded |= exceeds(groups, limit, "90th percentile");
    }
    return exceeded ? EXCEEDED : Cli.OK;
  }

  private int ablate(List<TimingRow> rows) {
    Map<String, ValidationSummary> summaries = new LinkedHashMap<>();
    for (Ablation it : Ablation.all()) {
      summaries.put(it.name(), ValidationSummary.of(new Validator(it).validate(rows)));
    }
    output.print(
        switch (format.value) {
          case TEXT -> AblationReport.text(summaries);
          case JSON -> AblationReport.json(summaries);
          case CSV -> AblationReport.csv(summaries);
        });
    return Cli.OK;
  }

  private boolean exceeds(
      Map<String, ValidationSummary.Group> groups, Map.Entry<String, Double> limit, String what) {
    ValidationSummary.Group group = groups.get(limit.getKey());
    if (group == null) {
      throw new IllegalArgumentException(
          "no scored rows in group '" + limit.getKey() + "'; there are " + groups.keySet());
    }
    double value = what.equals("median") ? group.median() : group.p90();
    if (value > limit.getValue()) {
      output.warn(
          "the " + what + " of " + limit.getKey() + " is " + value + ", above " + limit.getValue());
      return true;
    }
    return false;
  }
}

package io.ditgauge.benchmarks;

import io.ditgauge.benchmarks.run.RunFolder;
import io.ditgauge.estimator.article.ArticleChain;
import io.ditgauge.estimator.article.EstimateException;
import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.measured.Fits;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Status;
import io.ditgauge.report.EstimateReport;
import io.ditgauge.report.UtilizationReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The end of a run: calibration, utilization table, estimate. */
final class Conclusion {
  private Conclusion() {}

  /**
   * Calibrates the run, writes the calibration beside it, and prints both tables.
   *
   * @return whether every combination that can run was measured
   */
  static boolean print(RunFolder folder, RunRecord run, PrintStream out) {
    List<Combination> failed =
        run.combinations().stream().filter(c -> c.status() == Status.FAILED).toList();
    if (run.combinations().stream().anyMatch(c -> c.status() == Status.MEASURED)) {
      Calibration calibration = Fits.fitted(CalibrationFiles.calibrateRun(folder.path()));
      Path file = folder.path().resolve(RunFolder.CALIBRATION_JSON);
      CalibrationFiles.write(file, calibration);
      out.println();
      out.println(UtilizationReport.text(calibration));
      estimate(calibration, out);
      out.println();
      out.println("run, results and calibration: " + folder.path());
    } else {
      out.println("nothing was measured; the reasons are in " + folder.path() + ":");
      run.combinations().stream()
          .filter(c -> c.status() == Status.SKIPPED)
          .forEach(c -> out.println("skipped " + c.key() + ": " + c.reason()));
    }
    failed.forEach(c -> out.println("FAILED " + c.key() + ": " + c.reason()));
    return failed.isEmpty()
        && run.combinations().stream().anyMatch(c -> c.status() == Status.MEASURED);
  }

  private static void estimate(Calibration calibration, PrintStream out) {
    try {
      out.println(EstimateReport.summary(ArticleChain.estimate(Optional.of(calibration))));
    } catch (EstimateException e) {
      out.println("no estimate from this run: " + e.getMessage());
    }
  }
}

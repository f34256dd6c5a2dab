package io.ditgauge.estimator.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import io.ditgauge.estimator.hardware.AcceleratorCeilings;
import io.ditgauge.estimator.hardware.CpuCeilings;
import io.ditgauge.estimator.hardware.CpuPeak;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.FileFormatException;
import io.ditgauge.estimator.run.JmhResult;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Status;
import io.ditgauge.estimator.run.Variation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a calibration from the two files of a run: declared work over measured seconds, against the
 * ceilings.
 *
 * <p>Ceilings: the theoretical peak of the CPU; the machine ceiling, the best matrix product over
 * backends at the same element type and device; the backend ceiling, the same backend's best; for
 * ops without FLOPs the best copies instead. The bound is the roofline's (Williams, Waterman and
 * Patterson, 2009): compute if flops / machine ceiling is at least bytes / best copy bandwidth.
 */
public final class Calibrator {
  private Calibrator() {}

  /**
   * The calibration of a run.
   *
   * @throws FileFormatException if the results break a rule, if the two files disagree on what was
   *     measured, if nothing was, or if a rate is faster than the machine
   */
  public static Calibration calibrate(RunRecord run, JsonNode jmh) {
    return calibrate(run, jmh, List.of());
  }

  /** The same with warnings of what was seen beside the results. */
  static Calibration calibrate(RunRecord run, JsonNode jmh, List<String> seen) {
    String place = "run " + run.id();
    Map<String, JmhResult> results = index(JmhResult.parse(jmh, place + ", jmh.json"), place);
    List<Achieved> achieved = new ArrayList<>();
    List<Note> skipped = new ArrayList<>();
    List<Note> failed = new ArrayList<>();
    for (Combination combination : run.combinations()) {
      JmhResult result = results.remove(identity(combination.benchmark(), combination.params()));
      switch (combination.status()) {
        case MEASURED -> achieved.add(achieved(combination, result, place));
        case SKIPPED -> skipped.add(new Note(combination.key(), combination.reason()));
        case FAILED -> failed.add(new Note(combination.key(), combination.reason()));
        case PENDING -> failed.add(new Note(combination.key(), notRun(combination)));
      }
      requireNoResult(combination, result, place);
    }
    if (!results.isEmpty()) {
      throw new FileFormatException(
          place
              + ": jmh.json has a result that run.json does not plan: "
              + results.keySet().stream().sorted().findFirst().orElseThrow()
              + "; the two files must be of one run");
    }
    if (achieved.isEmpty()) {
      throw new FileFormatException(
          place
              + ": nothing was measured: "
              + skipped.size()
              + " combinations skipped, "
              + failed.size()
              + " failed or not run; resume the run or measure again");
    }
    return calibration(run, achieved, skipped, failed, seen);
  }

  private static Calibration calibration(
      RunRecord run,
      List<Achieved> achieved,
      List<Note> skipped,
      List<Note> failed,
      List<String> seen) {
    CpuPeak peak = CpuCeilings.of(run.machine().cpu());
    Ceilings ceilings =
        MeasuredCeilings.of(
            peak.ceilings(), AcceleratorCeilings.of(run.machine().accelerators()), achieved);
    List<Rate> rates = achieved.stream().map(one -> one.against(ceilings)).toList();
    List<String> warnings = new ArrayList<>(Warnings.of(run, peak, ceilings, achieved, rates));
    warnings.addAll(seen);
    Calibration calibration =
        new Calibration(
            Calibration.FORMAT,
            Calibration.VERSION,
            run.id(),
            run.machine(),
            run.commit(),
            run.dirty(),
            run.effort(),
            rates.stream().anyMatch(Rate::tooFewForks),
            run.backends(),
            ceilings,
            rates,
            warnings,
            skipped,
            failed,
            Details.of(rates, achieved.stream().map(Achieved::combination).toList()),
            List.of());
    try {
      CalibrationChecks.check(calibration);
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(
          "run " + run.id() + ": calibration failed: " + e.getMessage(), e);
    }
    return calibration;
  }

  private static Map<String, JmhResult> index(List<JmhResult> results, String place) {
    Map<String, JmhResult> index = new HashMap<>();
    for (JmhResult result : results) {
      String identity = identity(result.benchmark(), result.params());
      if (index.put(identity, result) != null) {
        throw new FileFormatException(
            place + ": jmh.json has two results for " + identity + "; the file was edited");
      }
    }
    return index;
  }

  private static String identity(String benchmark, Map<String, String> params) {
    return Combination.keyOf(benchmark, Variation.departing(params));
  }

  private static Achieved achieved(Combination combination, JmhResult result, String place) {
    if (result == null) {
      throw new FileFormatException(
          place
              + ": run.json says measured, but jmh.json has no result: "
              + combination.key()
              + "; the two files must be of one run");
    }
    if (result.forks().size() != combination.forks()) {
      throw new FileFormatException(
          place
              + ": run.json and jmh.json must agree on forks: run.json="
              + combination.forks()
              + ", jmh.json="
              + result.forks().size()
              + " ("
              + combination.key()
              + "); the two files must be of one run");
    }
    return Achieved.of(combination, ForkSample.of(result));
  }

  /** A combination that never ran cannot have a result. */
  private static void requireNoResult(Combination combination, JmhResult result, String place) {
    boolean neverRan = combination.status() == Status.SKIPPED || combination.forks() == 0;
    if (neverRan && result != null) {
      throw new FileFormatException(
          place
              + ": jmh.json has a result of a combination that run.json says never ran: "
              + combination.key()
              + "; the two files must be of one run");
    }
  }

  private static String notRun(Combination combination) {
    return combination.forks() == 0
        ? "not run"
        : "not run to the end: "
            + combination.forks()
            + " of "
            + combination.plannedForks()
            + " forks";
  }
}

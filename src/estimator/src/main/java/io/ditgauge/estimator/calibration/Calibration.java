package io.ditgauge.estimator.calibration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.Values;
import java.util.List;
import java.util.Optional;

/**
 * Achieved rates of a run on one machine, against its ceilings.
 *
 * @param format always {@link #FORMAT}
 * @param version version of the format, {@link #VERSION}
 * @param run identifier of the run
 * @param machine the machine that measured
 * @param commit commit of the sources in hexadecimal, or {@code unknown}
 * @param dirty whether the sources differed from that commit
 * @param effort effort preset of the run
 * @param provisional whether a rate has neither an interval nor three forks, which bars the
 *     calibration from comparisons
 * @param backends the tensor libraries with the environment that their rates were measured in
 * @param ceilings what the rates are held against
 * @param rates achieved rates in the order of the plan
 * @param warnings what a reader should know
 * @param skipped planned but impossible
 * @param failed planned but not measured
 * @param details what the run tells beside its rates; absent where it tells nothing more
 * @param fits what the rates say of ops that were not measured; none in an old file
 */
public record Calibration(
    String format,
    int version,
    String run,
    Machine machine,
    String commit,
    boolean dirty,
    String effort,
    boolean provisional,
    List<BackendInfo> backends,
    Ceilings ceilings,
    List<Rate> rates,
    List<String> warnings,
    List<Note> skipped,
    List<Note> failed,
    Optional<Details> details,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ClassFit> fits) {
  /** Name of the format. */
  public static final String FORMAT = "ditgauge-calibration";

  /** Version of the format. */
  public static final int VERSION = 1;

  /** Validates the texts and copies the lists. */
  public Calibration {
    Values.text("format", format);
    Values.text("run", run);
    Values.text("commit", commit);
    Values.text("effort", effort);
    backends = List.copyOf(backends);
    rates = List.copyOf(rates);
    warnings = List.copyOf(warnings);
    skipped = List.copyOf(skipped);
    failed = List.copyOf(failed);
    fits = fits == null ? List.of() : List.copyOf(fits);
  }

  /** A calibration of rates alone. */
  public Calibration(
      String format,
      int version,
      String run,
      Machine machine,
      String commit,
      boolean dirty,
      String effort,
      boolean provisional,
      List<BackendInfo> backends,
      Ceilings ceilings,
      List<Rate> rates,
      List<String> warnings,
      List<Note> skipped,
      List<Note> failed) {
    this(
        format,
        version,
        run,
        machine,
        commit,
        dirty,
        effort,
        provisional,
        backends,
        ceilings,
        rates,
        warnings,
        skipped,
        failed,
        Optional.empty(),
        List.of());
  }

  /** The same with those rates alone, and no fits. */
  public Calibration withRates(List<Rate> others) {
    return new Calibration(
        format,
        version,
        run,
        machine,
        commit,
        dirty,
        effort,
        provisional,
        backends,
        ceilings,
        others,
        warnings,
        skipped,
        failed);
  }

  /** The same with those fits. */
  public Calibration withFits(List<ClassFit> others) {
    return new Calibration(
        format,
        version,
        run,
        machine,
        commit,
        dirty,
        effort,
        provisional,
        backends,
        ceilings,
        rates,
        warnings,
        skipped,
        failed,
        details,
        others);
  }

  /** The rate of that combination, if it was measured. */
  public Optional<Rate> rate(String key) {
    return rates.stream().filter(rate -> rate.key().equals(key)).findFirst();
  }
}

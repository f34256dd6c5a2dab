package io.ditgauge.estimator.heldout;

import io.ditgauge.estimator.run.Values;
import java.util.List;
import java.util.Optional;

/**
 * The cases of a held-out suite beside the calibration that predicted them.
 *
 * @param format always {@link #FORMAT}
 * @param version version of the format, {@link #VERSION}
 * @param run the run of the calibration
 * @param machineId the machine that was calibrated and that measured
 * @param machine its processor
 * @param commit commit of the kernels that were measured
 * @param rounds rounds planned
 * @param startedAt UTC time in ISO 8601
 * @param finishedAt UTC time in ISO 8601; absent while running or interrupted
 * @param cases the cases, in the order of the plan
 */
public record HeldOutRecord(
    String format,
    int version,
    String run,
    String machineId,
    String machine,
    String commit,
    int rounds,
    String startedAt,
    Optional<String> finishedAt,
    List<HeldOutCase> cases) {
  /** Name of the format. */
  public static final String FORMAT = "ditgauge-heldout";

  /** Version of the format. */
  public static final int VERSION = 1;

  /** Validates and copies. */
  public HeldOutRecord {
    Values.text("format", format);
    Values.text("run", run);
    Values.text("machineId", machineId);
    Values.text("machine", machine);
    Values.text("commit", commit);
    Values.atLeast("rounds", rounds, 1);
    Values.text("startedAt", startedAt);
    cases = List.copyOf(cases);
  }

  /** The same suite, gone on with. */
  public HeldOutRecord with(Optional<String> finished, List<HeldOutCase> measured) {
    return new HeldOutRecord(
        format, version, run, machineId, machine, commit, rounds, startedAt, finished, measured);
  }
}

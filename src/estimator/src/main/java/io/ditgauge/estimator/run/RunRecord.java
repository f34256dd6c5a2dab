package io.ditgauge.estimator.run;

import java.util.List;
import java.util.Optional;

/**
 * A run: what was planned, what was done, on which machine, with which backends.
 *
 * @param format always {@link #FORMAT}
 * @param version version of the format, {@link #VERSION}
 * @param id identifier, as in {@code 20261125T013000Z-abc1234}
 * @param machine the machine that measured
 * @param commit commit of the sources in hexadecimal, or {@code unknown}
 * @param dirty whether the sources differed from that commit
 * @param backends the tensor libraries, each with the environment that its processes had
 * @param effort effort preset
 * @param arguments what the run was asked for
 * @param startedAt UTC time in ISO 8601
 * @param finishedAt UTC time in ISO 8601; absent while running or interrupted
 * @param combinations everything planned, in the order of the plan
 * @param data distribution of inputs and weights; absent in old files
 */
public record RunRecord(
    String format,
    int version,
    String id,
    Machine machine,
    String commit,
    boolean dirty,
    List<BackendInfo> backends,
    String effort,
    Arguments arguments,
    String startedAt,
    Optional<String> finishedAt,
    List<Combination> combinations,
    Optional<InputData> data) {
  /** Name of the format. */
  public static final String FORMAT = "ditgauge-run";

  /** Version of the format. */
  public static final int VERSION = 1;

  /** Validates the texts and copies the lists. */
  public RunRecord {
    Values.text("format", format);
    Values.text("id", id);
    Values.text("commit", commit);
    Values.text("effort", effort);
    Values.text("startedAt", startedAt);
    backends = List.copyOf(backends);
    combinations = List.copyOf(combinations);
  }

  /** A run that does not tell what its data are. */
  public RunRecord(
      String format,
      int version,
      String id,
      Machine machine,
      String commit,
      boolean dirty,
      List<BackendInfo> backends,
      String effort,
      Arguments arguments,
      String startedAt,
      Optional<String> finishedAt,
      List<Combination> combinations) {
    this(
        format,
        version,
        id,
        machine,
        commit,
        dirty,
        backends,
        effort,
        arguments,
        startedAt,
        finishedAt,
        combinations,
        Optional.empty());
  }

  /** The same run, gone on with. */
  public RunRecord with(
      List<BackendInfo> newBackends,
      Optional<String> newFinishedAt,
      List<Combination> newCombinations) {
    return new RunRecord(
        format,
        version,
        id,
        machine,
        commit,
        dirty,
        newBackends,
        effort,
        arguments,
        startedAt,
        newFinishedAt,
        newCombinations,
        data);
  }
}

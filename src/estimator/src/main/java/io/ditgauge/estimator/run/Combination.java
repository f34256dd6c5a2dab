package io.ditgauge.estimator.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One benchmark with one choice of parameters.
 *
 * @param key stable key, see {@link #keyOf}
 * @param benchmark full name of the benchmark method
 * @param params chosen value by parameter, sorted
 * @param op the op that one call computes
 * @param work its declared work
 * @param plannedForks forks planned, at least one
 * @param forks forks done
 * @param status what became of it
 * @param reason why it was skipped or failed; empty otherwise
 * @param predictedBytes memory that the op was expected to take; absent in old files
 * @param forkRecords what forks told beside their iterations, in their order; fewer than forks in
 *     old files and after an interruption
 */
public record Combination(
    String key,
    String benchmark,
    Map<String, String> params,
    OpRecord op,
    WorkRecord work,
    int plannedForks,
    int forks,
    Status status,
    String reason,
    Optional<Long> predictedBytes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ForkRecord> forkRecords) {
  /** Validates and copies. */
  public Combination {
    Values.text("key", key);
    Values.text("benchmark", benchmark);
    params = Values.sorted(params);
    Values.atLeast("plannedForks of " + key, plannedForks, 1);
    Values.atLeast("forks of " + key, forks, 0);
    if (forks > plannedForks) {
      throw new IllegalArgumentException(
          "forks must not exceed plannedForks: forks="
              + forks
              + ", plannedForks="
              + plannedForks
              + " ("
              + key
              + ")");
    }
    if (status == Status.MEASURED && forks < plannedForks) {
      throw new IllegalArgumentException(
          "a measured combination has all its forks: forks="
              + forks
              + ", plannedForks="
              + plannedForks
              + " ("
              + key
              + "); a partial one is pending or failed");
    }
    if ((status == Status.SKIPPED || status == Status.FAILED) && reason.isBlank()) {
      throw new IllegalArgumentException(
          "a skipped or failed combination needs a reason (" + key + ")");
    }
    forkRecords = forkRecords == null ? List.of() : List.copyOf(forkRecords);
    if (forkRecords.size() > plannedForks) {
      throw new IllegalArgumentException(
          "forkRecords must not exceed plannedForks: forkRecords="
              + forkRecords.size()
              + ", plannedForks="
              + plannedForks
              + " ("
              + key
              + ")");
    }
  }

  /** The same combination with another outcome. */
  public Combination with(int doneForks, Status newStatus, String newReason) {
    return new Combination(
        key,
        benchmark,
        params,
        op,
        work,
        plannedForks,
        doneForks,
        newStatus,
        newReason,
        predictedBytes,
        forkRecords);
  }

  /** The same combination with what one more fork told. */
  public Combination with(ForkRecord record) {
    List<ForkRecord> records = new ArrayList<>(forkRecords);
    records.add(record);
    return new Combination(
        key,
        benchmark,
        params,
        op,
        work,
        plannedForks,
        forks,
        status,
        reason,
        predictedBytes,
        records);
  }

  /**
   * The key of a combination: the label of the op, then the parameters sorted by name, as in {@code
   * mlp|backend=nd4j|batch=2|device=cpu|dtype=f32|image=256|model=DiT-XL/2}.
   */
  public static String keyOf(String label, Map<String, String> params) {
    StringBuilder key = new StringBuilder(label);
    new TreeMap<>(params)
        .forEach((name, value) -> key.append('|').append(name).append('=').append(value));
    return key.toString();
  }
}

package io.ditgauge.benchmarks.run;

import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.benchmarks.plan.Effort;
import io.ditgauge.benchmarks.plan.Planner.Planned;
import io.ditgauge.estimator.run.Arguments;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.Cpu;
import io.ditgauge.estimator.run.Jvm;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.Os;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.kernels.Support;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs that were never measured. */
final class SampleRuns {
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private SampleRuns() {}

  static Machine machine(String id, int cores, String javaVersion) {
    Cpu cpu = new Cpu("CPU", "Vendor", 6, 143, 8, List.of("avx2"), cores, cores, 1 << 20, 2e9, 3e9);
    return new Machine(
        id,
        cpu,
        1L << 34,
        List.of(),
        new Os("Linux", "6.1", "amd64"),
        new Jvm("Vendor", "VM", javaVersion));
  }

  static Machine machine() {
    return machine("m-000000000001", 2, "17.0.15");
  }

  static List<Combination> combinations(Effort effort, Case... cases) {
    return RunSession.combinations(
        Stream.of(cases).map(one -> new Planned(one, Support.YES, Support.YES)).toList(), effort);
  }

  static RunRecord run(boolean tuned, Optional<String> finishedAt) {
    List<Combination> combinations = combinations(Effort.QUICK, Forks.PATCHIFY, Forks.MLP);
    List<BackendInfo> backends = RunSession.backends(combinations, 2, tuned);
    return new RunRecord(
        RunRecord.FORMAT,
        RunRecord.VERSION,
        "20261125T013000Z-0123456",
        machine(),
        COMMIT,
        false,
        backends,
        "quick",
        new Arguments(".*", Map.of(), List.of()),
        "2026-11-25T01:30:00Z",
        finishedAt,
        combinations,
        Optional.empty());
  }
}

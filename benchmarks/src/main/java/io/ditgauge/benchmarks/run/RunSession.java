package io.ditgauge.benchmarks.run;

import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.benchmarks.plan.Effort;
import io.ditgauge.benchmarks.plan.Planner.Planned;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Status;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.estimator.run.WorkRecord;
import io.ditgauge.kernels.Backend;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One run: forks in rounds over the combinations, so that drift of the machine falls on all alike.
 *
 * <p>After each fork the files of the run are whole and hold everything measured so far.
 */
public final class RunSession {
  private final RunFolder folder;
  private final PrintStream out;
  private final JmhArguments arguments;
  private final List<Combination> combinations;
  private final Map<String, Map<String, String>> versions = new TreeMap<>();
  private RunRecord run;

  /**
   * A session that does what the run lacks.
   *
   * @param folder where its files are
   * @param run the run as it stands
   * @param combinations its combinations; the pending ones are done
   * @param arguments options passed on to JMH
   * @param out where progress is told
   */
  public RunSession(
      RunFolder folder,
      RunRecord run,
      List<Combination> combinations,
      JmhArguments arguments,
      PrintStream out) {
    this.folder = folder;
    this.run = run;
    this.arguments = arguments;
    this.out = out;
    this.combinations = new ArrayList<>(combinations);
    run.backends().forEach(backend -> versions.put(backend.name(), backend.versions()));
  }

  /** The combinations of a plan, none of them done. */
  public static List<Combination> combinations(List<Planned> plan, Effort effort) {
    List<Combination> result = new ArrayList<>();
    for (Planned planned : plan) {
      Case combination = planned.combination();
      result.add(
          new Combination(
              combination.key(),
              combination.kind().benchmark(),
              combination.params(),
              OpRecord.of(combination.op()),
              WorkRecord.of(combination.work()),
              effort.forks(combination),
              0,
              status(planned),
              reason(planned),
              planned.predictedBytes(),
              List.of()));
    }
    return result;
  }

  private static String reason(Planned planned) {
    return planned.support().possible() ? planned.fit().reason() : planned.support().reason();
  }

  private static Status status(Planned planned) {
    if (!planned.support().possible()) {
      return Status.SKIPPED;
    }
    return planned.fit().possible() ? Status.PENDING : Status.FAILED;
  }

  /**
   * Backends of the combinations that can run, with the environment that their forks get.
   *
   * @param tuned whether the environment is the one chosen by measurement, or plain
   */
  public static List<BackendInfo> backends(
      List<Combination> combinations, int threads, boolean tuned) {
    Map<String, Set<Integer>> asked = new LinkedHashMap<>();
    combinations.stream()
        .filter(combination -> combination.status() != Status.SKIPPED)
        .forEach(
            one ->
                asked
                    .computeIfAbsent(one.params().get("backend"), name -> new TreeSet<>())
                    .add(Variation.threads(one.params()).orElse(threads)));
    List<BackendInfo> result = new ArrayList<>();
    asked.forEach(
        (name, counts) -> {
          // Where threads are swept, those of the whole machine are what others compare with.
          int its = counts.size() == 1 ? counts.iterator().next() : threads;
          result.add(new BackendInfo(name, Map.of(), its, environment(name, its, tuned)));
        });
    return List.copyOf(result);
  }

  private static Map<String, String> environment(String name, int threads, boolean tuned) {
    if (name.equals(Case.JDK)) {
      return Map.of();
    }
    Backend backend = Backend.of(name);
    return tuned ? backend.environment(threads) : backend.plainEnvironment(threads);
  }

  /** Where the files of the run are. */
  public RunFolder folder() {
    return folder;
  }

  /** Does what the run lacks and returns it finished. */
  public RunRecord measure() {
    adoptMeasuredForks();
    folder.writeJmh();
    save();
    Effort effort = Effort.of(run.effort());
    Path scratch = Scratch.create();
    try {
      rounds(effort, new ForkRunner(scratch, run, effort, arguments));
    } finally {
      Scratch.delete(scratch);
    }
    run = withFinish(Optional.of(now()));
    folder.write(run);
    return run;
  }

  private void rounds(Effort effort, ForkRunner runner) {
    Progress progress = new Progress(out, missingForks(), effort.times());
    progress.announce(pending(), count(Status.SKIPPED), run.machine().cpu().name());
    for (int round = 0; round < effort.forks(); round++) {
      for (int i = 0; i < combinations.size(); i++) {
        Combination next = combinations.get(i);
        if (next.status() == Status.PENDING && next.forks() <= round) {
          fork(i, runner, progress);
        }
      }
    }
  }

  private void fork(int index, ForkRunner runner, Progress progress) {
    Combination combination = combinations.get(index);
    Case one = Case.of(combination);
    long start = System.nanoTime();
    ForkRunner.Outcome outcome = runner.run(one);
    if (!outcome.notes().versions().isEmpty()) {
      versions.put(one.library(), outcome.notes().versions());
    }
    String told;
    if (outcome.entry().isPresent()) {
      told = Progress.rate(one, JmhJson.lastForkSeconds(outcome.entry().get()));
      folder.add(one, outcome.entry().get());
      Combination recorded = outcome.notes().fork().map(combination::with).orElse(combination);
      combinations.set(index, withForks(recorded, folder.forks(one)));
      folder.addGpus(run.id(), combinations.get(index), outcome.notes().gpus());
    } else if (outcome.notes().skipped().isPresent() && combination.forks() == 0) {
      told = "skipped: " + outcome.notes().skipped().get();
      combinations.set(
          index,
          combination.with(combination.forks(), Status.SKIPPED, outcome.notes().skipped().get()));
    } else {
      told = "FAILED: " + outcome.failure();
      combinations.set(
          index, combination.with(combination.forks(), Status.FAILED, outcome.failure()));
    }
    save();
    progress.finished(one, told, (System.nanoTime() - start) / 1e9);
  }

  /** After a kill, jmh.json may hold a fork more than run.json counts. */
  private void adoptMeasuredForks() {
    for (int i = 0; i < combinations.size(); i++) {
      Combination combination = combinations.get(i);
      if (combination.status() == Status.PENDING) {
        combinations.set(i, withForks(combination, folder.forks(Case.of(combination))));
      }
    }
  }

  private int missingForks() {
    return combinations.stream()
        .filter(combination -> combination.status() == Status.PENDING)
        .mapToInt(combination -> combination.plannedForks() - combination.forks())
        .sum();
  }

  private int pending() {
    return count(Status.PENDING);
  }

  private int count(Status status) {
    return (int) combinations.stream().filter(c -> c.status() == status).count();
  }

  private void save() {
    run = withFinish(Optional.empty());
    folder.write(run);
  }

  private RunRecord withFinish(Optional<String> finishedAt) {
    List<BackendInfo> backends =
        run.backends().stream()
            .map(
                info ->
                    new BackendInfo(
                        info.name(),
                        versions.getOrDefault(info.name(), info.versions()),
                        info.threads(),
                        info.environment()))
            .toList();
    return run.with(backends, finishedAt, combinations);
  }

  private static Combination withForks(Combination c, int forks) {
    Status status = forks >= c.plannedForks() ? Status.MEASURED : c.status();
    return c.with(Math.min(forks, c.plannedForks()), status, c.reason());
  }

  /** The time now as files carry it: UTC, whole seconds. */
  public static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

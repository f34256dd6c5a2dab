package io.ditgauge.benchmarks.run;

import io.ditgauge.benchmarks.machine.SourceState;
import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.RunFiles;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds an interrupted run and makes sure that going on would measure the same thing. */
public final class Resume {
  private Resume() {}

  /**
   * The folder of a run that is given as a path or as an identifier.
   *
   * @param runs folder of the machines' runs
   */
  public static Path find(String given, Path runs, Machine machine) {
    Path asPath = Path.of(given);
    Path asId = runs.resolve(machine.id()).resolve(given);
    return Stream.of(asPath, asId)
        .filter(folder -> Files.isRegularFile(folder.resolve(RunFiles.RUN_JSON)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no run to resume: neither "
                        + asPath
                        + " nor "
                        + asId
                        + " holds a run.json; give the folder of the run"));
  }

  /**
   * Checks that machine, sources and environments are those of the run.
   *
   * @throws IllegalStateException naming the first difference
   */
  public static void check(RunRecord run, Machine machine, SourceState sources) {
    same("machine", run.machine().id(), machine.id());
    same("JVM", run.machine().jvm().toString(), machine.jvm().toString());
    same("commit", run.commit(), sources.commit());
    same("state of the sources (dirty)", "" + run.dirty(), "" + sources.dirty());
    String before = environments(run.backends());
    String plain = environments(backends(run, machine, false));
    if (!before.equals(plain)) {
      same("environment of the forks", before, environments(backends(run, machine, true)));
    }
    boolean failed = run.combinations().stream().anyMatch(c -> c.status() == Status.FAILED);
    if (run.finishedAt().isPresent() && !failed) {
      throw new IllegalStateException(
          "run "
              + run.id()
              + " ended at "
              + run.finishedAt().get()
              + "; there is nothing to resume");
    }
  }

  /**
   * The combinations of a run as they are to be gone on with: what failed is tried again, unless it
   * can never fit.
   *
   * @param fits whether a combination fits in memory
   */
  public static List<Combination> retried(RunRecord run, Predicate<Case> fits) {
    return run.combinations().stream()
        .map(
            c ->
                c.status() == Status.FAILED && fits.test(Case.of(c))
                    ? c.with(c.forks(), Status.PENDING, "")
                    : c)
        .toList();
  }

  private static List<BackendInfo> backends(RunRecord run, Machine machine, boolean tuned) {
    return RunSession.backends(run.combinations(), machine.cpu().cores(), tuned);
  }

  private static String environments(List<BackendInfo> backends) {
    return backends.stream()
        .map(backend -> backend.name() + " " + backend.environment())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static void same(String what, String before, String now) {
    if (!before.equals(now)) {
      throw new IllegalStateException(
          "cannot resume: the "
              + what
              + " differs: the run has "
              + before
              + ", now it is "
              + now
              + "; results would not be comparable: start a new run");
    }
  }
}

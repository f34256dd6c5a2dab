package io.ditgauge.benchmarks.heldout;

import io.ditgauge.benchmarks.machine.SourceState;
import io.ditgauge.benchmarks.plan.MachineLimits;
import io.ditgauge.benchmarks.run.RunFolder;
import io.ditgauge.benchmarks.run.RunSession;
import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.heldout.HeldOutCase;
import io.ditgauge.estimator.heldout.HeldOutFiles;
import io.ditgauge.estimator.heldout.HeldOutRecord;
import io.ditgauge.estimator.heldout.HeldOutRound;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.report.HeldOutReport;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Predicts whole models from a calibration, writes the predictions down, and measures them in
 * rounds: each round visits every case, so that drift of the machine falls on all alike.
 *
 * <p>{@code heldout.json} beside the calibration is whole after each process and holds everything
 * measured so far; a suite that was interrupted goes on where it stopped.
 */
public final class Suite {
  private final Path file;
  private final Calibration calibration;
  private final SuitePlan plan;
  private final SuiteProcess process;
  private final PrintStream out;

  /**
   * A suite.
   *
   * @param calibrationFile the calibration that predicts
   * @param machine the machine that measures, which must be the calibrated one
   * @param limits what fits on it
   * @param cases cases at most
   * @param out where progress is told
   * @throws IllegalArgumentException for a calibration of another machine, or of single forks
   */
  public Suite(
      Path calibrationFile, Machine machine, MachineLimits limits, int cases, PrintStream out) {
    this(calibrationFile, machine, limits, cases, new SuiteProcess(), out);
  }

  Suite(
      Path calibrationFile,
      Machine machine,
      MachineLimits limits,
      int cases,
      SuiteProcess process,
      PrintStream out) {
    this.calibration = CalibrationFiles.read(calibrationFile);
    this.file = calibrationFile.resolveSibling(HeldOutFiles.HELDOUT_JSON);
    this.plan = new SuitePlan(calibration, limits, cases);
    this.process = process;
    this.out = out;
    if (!calibration.machine().id().equals(machine.id())) {
      throw new IllegalArgumentException(
          "the calibration is of machine "
              + calibration.machine().id()
              + " and this is "
              + machine.id()
              + "; a suite measures on the machine that was calibrated");
    }
    if (isOfSingleForks(calibration)) {
      throw new IllegalArgumentException(
          "the calibration of run "
              + calibration.run()
              + " is of single forks; measure with -Djmh.effort=normal");
    }
  }

  /**
   * A rate or two whose forks scatter too much for an interval do not spoil a fit; one fork does.
   */
  private static boolean isOfSingleForks(Calibration calibration) {
    return calibration.rates().stream().allMatch(rate -> rate.forks() <= 1);
  }

  /**
   * The newest calibration of several forks among the runs of a machine.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Path newest(Path runs, Machine machine) {
    Path folder = runs.resolve(machine.id());
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (var folders = Files.newDirectoryStream(folder)) {
        for (Path run : folders) {
          Path file = run.resolve(RunFolder.CALIBRATION_JSON);
          if (Files.isRegularFile(file) && !isOfSingleForks(CalibrationFiles.read(file))) {
            found.add(file);
          }
        }
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    found.sort(null);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no calibration of this machine in "
              + folder
              + "; measure one with -Djmh.effort=normal, or name one with -Djmh.calibration=FILE");
    }
    return found.get(found.size() - 1);
  }

  /**
   * Measures what is missing and prints the report.
   *
   * @param rounds rounds in all
   * @return whether every case has every round
   */
  public boolean run(int rounds, SourceState sources) {
    HeldOutRecord suite = begun(rounds, sources);
    HeldOutFiles.write(file, suite);
    announce(suite);
    List<String> failures = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (String place : places(suite.cases())) {
        suite = measured(suite, place, round, failures);
        HeldOutFiles.write(file, suite);
      }
      out.printf(Locale.ROOT, "round %d of %d done%n", round, rounds);
    }
    boolean complete = suite.cases().stream().allMatch(it -> it.rounds().size() == rounds);
    if (complete) {
      suite = suite.with(Optional.of(RunSession.now()), suite.cases());
      HeldOutFiles.write(file, suite);
    }
    out.println();
    out.println(new HeldOutReport(suite).text());
    out.println("suite: " + file);
    failures.forEach(failure -> out.println("FAILED " + failure));
    return complete;
  }

  private HeldOutRecord begun(int rounds, SourceState sources) {
    if (!sources.commit().equals(calibration.commit())) {
      out.println(
          "note: the kernels are of commit "
              + sources.shortCommit()
              + ", those calibrated of "
              + calibration.commit());
    }
    if (!Files.exists(file)) {
      return new HeldOutRecord(
          HeldOutRecord.FORMAT,
          HeldOutRecord.VERSION,
          calibration.run(),
          calibration.machine().id(),
          calibration.machine().cpu().name(),
          sources.commit(),
          rounds,
          RunSession.now(),
          Optional.empty(),
          plan.cases());
    }
    HeldOutRecord before = HeldOutFiles.read(file);
    if (before.finishedAt().isPresent()
        || !before.run().equals(calibration.run())
        || !before.commit().equals(sources.commit())
        || before.rounds() != rounds) {
      throw new IllegalStateException(
          file
              + " holds a suite that is finished, or of another run, commit or number of rounds;"
              + " move it away to measure anew");
    }
    return before;
  }

  private void announce(HeldOutRecord suite) {
    double seconds = 0;
    for (HeldOutCase it : suite.cases()) {
      seconds += suite.rounds() * SuiteProcess.expectedSeconds(it);
    }
    out.printf(
        Locale.ROOT,
        "held-out suite: %d whole models in %d rounds on %s, about %.0f minutes%n",
        suite.cases().size(),
        suite.rounds(),
        suite.machine(),
        seconds / 60);
  }

  private static Set<String> places(List<HeldOutCase> cases) {
    Set<String> result = new TreeSet<>();
    cases.forEach(it -> result.add(it.place()));
    return result;
  }

  private HeldOutRecord measured(
      HeldOutRecord suite, String place, int round, List<String> failures) {
    List<HeldOutCase> cases = new ArrayList<>(suite.cases());
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      HeldOutCase it = cases.get(i);
      boolean missing = it.rounds().stream().noneMatch(done -> done.round() == round);
      if (missing && place.equals(it.place())) {
        tasks.add(new Task(i, SuitePlan.op(it), it.predictedSeconds()));
      }
    }
    if (tasks.isEmpty()) {
      return suite;
    }
    String[] words = place.split(" ", 2);
    BackendInfo backend =
        calibration.backends().stream()
            .filter(info -> info.name().equals(words[0]))
            .findFirst()
            .orElseThrow();
    List<Anchor> anchors = plan.anchors(words[0], words[1]);
    // A case that ends its process is left out of the round, and those after it go on.
    for (List<Task> rest = tasks; !rest.isEmpty(); ) {
      SuiteProcess.Outcome outcome = process.run(backend, words[1], anchors, rest);
      for (Task.Done done : outcome.done()) {
        List<HeldOutRound> rounds = new ArrayList<>(cases.get(done.index()).rounds());
        rounds.add(new HeldOutRound(round, done.seconds(), done.calls(), done.drift()));
        cases.set(done.index(), cases.get(done.index()).with(rounds));
      }
      outcome.failure().ifPresent(it -> failures.add(place + ", round " + round + ": " + it));
      int over = outcome.done().size() + (outcome.failure().isPresent() ? 1 : rest.size());
      rest = rest.subList(Math.min(rest.size(), over), rest.size());
    }
    return suite.with(Optional.empty(), cases);
  }
}

package io.ditgauge.benchmarks;

import io.ditgauge.benchmarks.heldout.Suite;
import io.ditgauge.benchmarks.machine.MachineProbe;
import io.ditgauge.benchmarks.machine.NvidiaSmi;
import io.ditgauge.benchmarks.machine.SourceState;
import io.ditgauge.benchmarks.plan.Effort;
import io.ditgauge.benchmarks.plan.MachineLimits;
import io.ditgauge.benchmarks.plan.Planner;
import io.ditgauge.benchmarks.plan.Request;
import io.ditgauge.benchmarks.run.JmhArguments;
import io.ditgauge.benchmarks.run.Resume;
import io.ditgauge.benchmarks.run.RunFolder;
import io.ditgauge.benchmarks.run.RunLock;
import io.ditgauge.benchmarks.run.RunSession;
import io.ditgauge.estimator.run.Arguments;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.FileFormatException;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.RunFiles;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.kernels.Backend;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures, calibrates, prints: what {@code jmh:run} starts. */
@Command(
    name = "jmh:run",
    description = "Measures kernels, calibrates the rates and prints the tables.",
    sortOptions = false)
public final class Main implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILURE = 1;
  private static final int USAGE = 2;
  private static final int MOST_ROUNDS = 100;

  @Option(names = "--root", required = true, description = "Folder of the whole project.")
  private Path root;

  @Option(names = "--effort", description = "flash, quick, normal or long.")
  private String effort = "quick";

  @Option(names = "--include", description = "Regular expression on the combinations' keys.")
  private String include = ".*";

  @Option(names = "-p", description = "NAME=VALUE,VALUE: values of a parameter.")
  private Map<String, String> params = new LinkedHashMap<>();

  @Option(names = "--jmh-args", description = "Options passed on to JMH.")
  private String jmhArgs = "";

  @Option(names = "--out", description = "Folder of the run's files.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--env", description = "tuned, or plain: without the tuned environment.")
  private String env = "tuned";

  @Option(names = "--resume", description = "Run to go on with: its folder or identifier.")
  private Optional<String> resume = Optional.empty();

  @Option(names = "--suite", description = "kernels, or heldout: whole models, predicted.")
  private String suite = "kernels";

  @Option(names = "--calibration", description = "The calibration that predicts the suite.")
  private Optional<Path> calibration = Optional.empty();

  @Option(names = "--rounds", description = "Rounds of the held-out suite.")
  private int rounds = 5;

  @Option(names = "--cases", description = "Cases of the held-out suite at most.")
  private int cases = 48;

  private final PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** Runs and exits: 0 ok, 1 a failure, 2 wrong usage. */
  public static void main(String[] args) {
    CommandLine commandLine =
        new CommandLine(new Main()).setAllowOptionsAsOptionParameters(true).setTrimQuotes(false);
    commandLine.setExecutionExceptionHandler((e, line, parsed) -> report(e));
    System.exit(commandLine.execute(args));
  }

  private static int report(Exception error) {
    if (error instanceof IllegalArgumentException && !(error instanceof FileFormatException)) {
      System.err.println("jmh:run: " + error.getMessage());
      return USAGE;
    }
    if (error instanceof FileFormatException
        || error instanceof IllegalStateException
        || error instanceof UncheckedIOException) {
      System.err.println("jmh:run: " + error.getMessage());
      return FAILURE;
    }
    error.printStackTrace();
    return FAILURE;
  }

  @Override
  public Integer call() {
    if (suite.equals("heldout")) {
      return RunLock.whileHeld(this::holdOut);
    }
    if (!suite.equals("kernels")) {
      throw new IllegalArgumentException("unknown suite '" + suite + "'; use kernels or heldout");
    }
    JmhArguments arguments = JmhArguments.of(jmhArgs);
    Request request = new Request(Effort.of(effort), include, lists(params));
    return RunLock.whileHeld(() -> measure(request, arguments));
  }

  private int holdOut() {
    if (rounds < 1 || rounds > MOST_ROUNDS || cases < 1) {
      throw new IllegalArgumentException(
          "a held-out suite has 1 to "
              + MOST_ROUNDS
              + " rounds and at least 1 case: jmh.rounds="
              + rounds
              + ", jmh.cases="
              + cases);
    }
    MachineProbe probe = new MachineProbe();
    Machine machine = probe.machine();
    Path file =
        calibration.orElseGet(() -> Suite.newest(root.resolve("reports").resolve("runs"), machine));
    Suite held = new Suite(file, machine, probe.limits(machine), cases, console);
    return held.run(rounds, SourceState.of(root)) ? OK : FAILURE;
  }

  private int measure(Request request, JmhArguments arguments) {
    MachineProbe probe = new MachineProbe();
    Machine machine = probe.machine();
    SourceState sources = SourceState.of(root);
    Path runs = root.resolve("reports").resolve("runs");
    RunSession session =
        resume.isPresent()
            ? resumed(runs, machine, sources, probe.limits(machine))
            : started(
                request, arguments, runs, new Planner(probe.limits(machine)), machine, sources);
    RunRecord run = session.measure();
    boolean complete = Conclusion.print(session.folder(), run, console);
    return complete ? OK : FAILURE;
  }

  private RunSession started(
      Request request,
      JmhArguments arguments,
      Path runs,
      Planner planner,
      Machine machine,
      SourceState sources) {
    List<Planner.Planned> plan = planner.plan(request);
    Devices.require(Planner.devices(plan), machine);
    Devices.requireNd4j(Planner.devices(plan, Backend.ND4J), NvidiaSmi.states());
    List<Combination> combinations = RunSession.combinations(plan, request.effort());
    String startedAt = RunSession.now();
    String id = startedAt.replaceAll("[-:]", "") + "-" + sources.shortCommit();
    Path folder = out.orElseGet(() -> runs.resolve(machine.id()).resolve(id));
    RunRecord run =
        new RunRecord(
            RunRecord.FORMAT,
            RunRecord.VERSION,
            id,
            machine,
            sources.commit(),
            sources.dirty(),
            RunSession.backends(combinations, machine.cpu().cores(), tuned()),
            request.effort().id(),
            new Arguments(request.include(), request.params(), arguments.words()),
            startedAt,
            Optional.empty(),
            combinations,
            Optional.of(KernelBenchmark.DATA));
    return new RunSession(RunFolder.create(folder), run, combinations, arguments, console);
  }

  private RunSession resumed(
      Path runs, Machine machine, SourceState sources, MachineLimits limits) {
    if (!effort.equals("quick") || !include.equals(".*") || !params.isEmpty() || out.isPresent()) {
      throw new IllegalArgumentException(
          "jmh.resume goes on with the run as it was asked for; give no effort, include, parameter"
              + " or out beside it");
    }
    Path folder = Resume.find(resume.orElseThrow(), runs, machine);
    RunRecord run = RunFiles.read(folder.resolve(RunFiles.RUN_JSON));
    Resume.check(run, machine, sources);
    JmhArguments arguments = JmhArguments.of(String.join(" ", run.arguments().jmh()));
    List<Combination> combinations =
        Resume.retried(run, combination -> limits.fit(combination).possible());
    return new RunSession(RunFolder.open(folder), run, combinations, arguments, console);
  }

  private boolean tuned() {
    if (!env.equals("tuned") && !env.equals("plain")) {
      throw new IllegalArgumentException("unknown env '" + env + "'; use tuned or plain");
    }
    return env.equals("tuned");
  }

  private static Map<String, List<String>> lists(Map<String, String> params) {
    Map<String, List<String>> result = new LinkedHashMap<>();
    params.forEach((name, values) -> result.put(name, List.of(values.split(",", -1))));
    return result;
  }
}

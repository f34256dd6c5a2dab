package io.ditgauge.cli;

import io.ditgauge.estimator.fleet.Bursts;
import io.ditgauge.estimator.fleet.DaySimulation;
import io.ditgauge.estimator.fleet.DayTraffic;
import io.ditgauge.estimator.fleet.Service;
import io.ditgauge.estimator.fleet.SimulatedDay;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.SimulationReport;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ditgauge simulate}: a day of jobs sent one by one through a fleet. Standard output is the
 * same for the same options; the time taken goes to standard error.
 *
 * <p>On a 2-core Xeon VM with other work on it, through 100,000 servers of 60 s with {@code
 * -Xmx256m}: 10,000,000 jobs with {@code --load 0.95 --service-cv 0.05} take 4 s and 215 MB,
 * 100,000,000 with {@code --peak-to-mean 1.4} 7 s and 70 MB, the same with {@code --service-cv 0.05
 * --burst-sd 0.1} 30 s and 217 MB.
 */
@Command(
    name = "simulate",
    description = "Send a day of jobs one by one through a fleet: waits and the line.",
    sortOptions = false)
final class SimulateCommand implements Runnable {
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double NANOS = 1e9;

  private final Output output;

  @Spec CommandSpec spec;

  @Mixin HelpOption help;

  @Option(
      names = "--arrivals",
      paramLabel = "JOBS",
      required = true,
      description = "Mean number of jobs in the period; Poisson, so that the number differs a bit.")
  long arrivals;

  @Option(
      names = "--servers",
      paramLabel = "SERVERS",
      required = true,
      description = "Servers (GPUs, or groups that serve a job together).")
  int servers;

  @Option(
      names = "--service",
      paramLabel = "SECONDS",
      required = true,
      description = "Mean time that a job keeps a server busy.")
  double service;

  @ArgGroup(validate = false, heading = "%nHow jobs come and how long they take:%n")
  Shape shape = new Shape();

  @Mixin FormatOption format;

  /** Options that shape the traffic. */
  static final class Shape {
    @Option(
        names = "--service-cv",
        paramLabel = "RATIO",
        defaultValue = "0",
        description =
            "Standard deviation of that time over its mean: 0 constant, 1 exponential, else"
                + " lognormal (default: ${DEFAULT-VALUE}).")
    double variation;

    @Option(
        names = "--load",
        paramLabel = "RATIO",
        description =
            "Share of the servers' time that the jobs need. The period is then as long as that"
                + " takes, with one rise and fall; without it, it is a day and the load follows.")
    Optional<Double> load = Optional.empty();

    @Option(
        names = "--peak-to-mean",
        paramLabel = "RATIO",
        defaultValue = "1",
        description =
            "Rate of the busiest 24th of the period over the mean, from 1 to 2; the rate rises and"
                + " falls as a cosine (default: ${DEFAULT-VALUE}).")
    double peakToMean = 1;

    @Option(
        names = "--burst-sd",
        paramLabel = "RATIO",
        defaultValue = "0",
        description =
            "Standard deviation of a lognormal factor of mean 1 by which each minute's rate is"
                + " multiplied (default: ${DEFAULT-VALUE}).")
    double burstDeviation;

    @Option(
        names = "--burst-minutes",
        paramLabel = "MINUTES",
        defaultValue = "10",
        description =
            "Time in which the correlation of that factor's logarithm falls to 1/e (default:"
                + " ${DEFAULT-VALUE}).")
    double burstMinutes = 10;

    @Option(
        names = "--seed",
        paramLabel = "NUMBER",
        defaultValue = "1",
        description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
    long seed = 1;
  }

  SimulateCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    long began = System.nanoTime();
    SimulationReport report;
    try {
      DaySimulation simulation = DaySimulation.warmedUp(traffic(), servers, shape.seed);
      SimulatedDay day = simulation.run();
      report = new SimulationReport(simulation, day);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (format.value != Format.TEXT) {
      report.warnings().forEach(output::warn);
    }
    output.print(
        switch (format.value) {
          case TEXT -> report.text();
          case JSON -> report.json();
          case CSV -> report.csv();
        });
    String seconds = Numbers.fixed((System.nanoTime() - began) / NANOS, 1);
    output.err().append("ditgauge: simulated in " + seconds + " s\n");
  }

  private DayTraffic traffic() {
    Service times = new Service(service, shape.variation);
    Bursts bursts = new Bursts(shape.burstDeviation, shape.burstMinutes * SECONDS_PER_MINUTE);
    double seconds =
        shape.load.isEmpty()
            ? DayTraffic.DAY
            : DayTraffic.seconds((double) arrivals, times, servers, shape.load.get());
    return DayTraffic.cosine((double) arrivals, seconds, shape.peakToMean, bursts, times);
  }
}

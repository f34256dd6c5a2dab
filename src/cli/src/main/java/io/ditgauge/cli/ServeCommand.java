package io.ditgauge.cli;

import io.ditgauge.cli.serve.PlanServer;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.measured.Selection;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ditgauge serve}: a page where predictions move with what is chosen. */
@Command(
    name = "serve",
    description =
        "Serve pages to change model, size, steps, card and parallelism, or a scenario, and see the"
            + " predicted time, or cost and fleet, at once. Ends when it is interrupted.")
final class ServeCommand implements Runnable {
  private static final int HIGHEST_PORT = 65535;

  private final PrintStream live;

  @Spec CommandSpec spec;

  @Mixin HelpOption help;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8017",
      description = "Where it listens; 0 for any free port (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Address it listens on; others than this machine can ask only where it is not the"
              + " loopback (default: ${DEFAULT-VALUE}).")
  String host;

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description =
          "What was measured, with TorchScript at float32 on a CPU: a scenario may choose it in the"
              + " place of a card.")
  Optional<Path> calibration = Optional.empty();

  /**
   * The command.
   *
   * @param live where the address is printed at once, since the command does not end
   */
  ServeCommand(PrintStream live) {
    this.live = live;
  }

  @Override
  public void run() {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new ParameterException(
          spec.commandLine(), "--port must be from 0 to " + HIGHEST_PORT + ": --port=" + port);
    }
    Optional<Selection> measured =
        calibration.map(
            it -> new Selection(CalibrationFiles.read(it), "torchscript", "f32", "cpu"));
    try (PlanServer server = PlanServer.start(host, port, measured)) {
      live.println("ditgauge: listening on " + server.address() + " until interrupted");
      live.flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

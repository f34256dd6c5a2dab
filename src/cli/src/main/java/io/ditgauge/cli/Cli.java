package io.ditgauge.cli;

import io.ditgauge.estimator.article.EstimateException;
import io.ditgauge.estimator.run.FileFormatException;
import io.ditgauge.report.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs one command line against two streams. */
final class Cli {
  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;

  /** Something got slower. */
  static final int REGRESSION = 3;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Cli() {}

  /**
   * Runs the command.
   *
   * @param args the arguments
   * @param out standard output; written once, at the end
   * @param err standard error
   * @return the exit code
   */
  static int run(String[] args, OutputStream out, OutputStream err) {
    Cli cli = new Cli();
    int code;
    try {
      code = cli.commandLine().execute(args);
    } catch (OutOfMemoryError e) {
      code = cli.fail("out of memory; give Java more with -Xmx, or a smaller file");
    }
    try {
      write(err, cli.err);
      write(out, cli.out);
      return code;
    } catch (IOException e) {
      return lost(err, e);
    }
  }

  private CommandLine commandLine() {
    Output output = new Output(out, err);
    CommandLine line =
        new CommandLine(new RootCommand())
            .addSubcommand(new FlopsCommand(output))
            .addSubcommand(new CalibrateCommand(output))
            .addSubcommand(new UtilizationCommand(output))
            .addSubcommand(new CompareCommand(output))
            .addSubcommand(new EstimateCommand(output))
            .addSubcommand(new ExplainCommand(output))
            .addSubcommand(new SimulateCommand(output))
            .addSubcommand(new SoraCommand(output))
            .addSubcommand(new PredictCommand(output))
            .addSubcommand(new ValidateCommand(output))
            .addSubcommand(new HeldOutCommand(output))
            .addSubcommand(new AuditCommand(output))
            .addSubcommand(new ReportCommand(output))
            .addSubcommand(new ServeCommand(System.err));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setExpandAtFiles(false);
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler((e, args) -> usage(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    return line;
  }

  private int usage(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    fail(e.getMessage() + " (try '" + command + " --help')");
    return USAGE;
  }

  private int failed(Exception e) {
    if (e instanceof FileFormatException
        || e instanceof EstimateException
        || e instanceof UncheckedIOException
        || e instanceof IllegalArgumentException
        || e instanceof ArithmeticException) {
      return fail(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    if (Boolean.getBoolean("ditgauge.debug")) {
      e.printStackTrace(new PrintWriter(err, true));
    }
    return fail("internal error: " + e + "; java -Dditgauge.debug=true shows where");
  }

  private int fail(String message) {
    err.append("ditgauge: ").append(Printable.of(message)).append('\n');
    return FAILURE;
  }

  private static void write(OutputStream stream, StringWriter text) throws IOException {
    stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }

  /** A reader that has left, as head does, is no reason for a message; a full disk is. */
  private static int lost(OutputStream err, IOException e) {
    String reason = String.valueOf(e.getMessage());
    if (!reason.contains("Broken pipe")) {
      try {
        write(
            err,
            new StringWriter()
                .append("ditgauge: cannot write the output: ")
                .append(Printable.of(reason))
                .append('\n'));
      } catch (IOException nobodyListens) {
        return FAILURE;
      }
    }
    return FAILURE;
  }
}

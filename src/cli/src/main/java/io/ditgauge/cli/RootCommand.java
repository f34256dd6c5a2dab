package io.ditgauge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ditgauge}. */
@Command(
    name = "ditgauge",
    versionProvider = RootCommand.Version.class,
    description = "How much compute a diffusion transformer needs, from measurements.",
    footer = {"", "Exit codes: 0 success, 1 failure, 2 wrong usage, 3 a limit was exceeded."})
final class RootCommand implements Runnable {
  @Spec CommandSpec spec;

  @Mixin HelpOption help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given; use one of " + String.join(", ", spec.subcommands().keySet()));
  }

  /** The version that the build wrote into a resource. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream in = RootCommand.class.getResourceAsStream("version.properties")) {
        properties.load(in);
      }
      return new String[] {"ditgauge " + properties.getProperty("version")};
    }
  }
}

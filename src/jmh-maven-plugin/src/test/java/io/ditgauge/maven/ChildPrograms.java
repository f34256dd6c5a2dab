package io.ditgauge.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Programs that the tests run in JVMs of their own; they print nothing. */
final class ChildPrograms {
  private ChildPrograms() {}

  static String classpath() {
    return System.getProperty("java.class.path");
  }

  private static void writeWhole(Path file, List<String> lines) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, lines);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes to the file of its first argument what it was given, and exits with the second. */
  static final class Report {
    private Report() {}

    public static void main(String[] args) throws IOException {
      List<String> lines = new ArrayList<>();
      lines.add(Path.of("").toAbsolutePath().toString());
      lines.add(System.getProperty("given", "nothing"));
      lines.add(classpath());
      lines.addAll(Arrays.asList(args).subList(2, args.length));
      writeWhole(Path.of(args[0]), lines);
      System.exit(Integer.parseInt(args[1]));
    }
  }

  /**
   * Writes its process id, and that of a child where it is a parent, and sleeps. A stubborn one
   * does not end when asked.
   */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      Path file = Path.of(args[0]);
      List<String> pids = new ArrayList<>();
      pids.add(Long.toString(ProcessHandle.current().pid()));
      if (args[1].equals("stubborn")) {
        Runtime.getRuntime().addShutdownHook(new Thread(Sleeper::sleep));
      }
      if (args[1].equals("parent")) {
        Process child = java(Sleeper.class, file + ".child", "stubborn");
        pids.add(Long.toString(child.pid()));
      }
      writeWhole(file, pids);
      sleep();
    }

    private static void sleep() {
      try {
        Thread.sleep(Duration.ofMinutes(5).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What Maven is to the harness: runs a {@link Sleeper} as a {@link ChildJvm}. */
  static final class Launcher {
    private Launcher() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      sleeper(Path.of(args[0]), args[1]).run(Duration.ofMillis(Long.parseLong(args[2])));
    }
  }

  static ChildJvm sleeper(Path pidFile, String kind) {
    return new ChildJvm(
        List.of(),
        List.of(classpath()),
        Sleeper.class.getName(),
        List.of(pidFile.toString(), kind),
        pidFile.getParent());
  }

  /** Starts a program with the class path of this JVM and without output. */
  static Process java(Class<?> program, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classpath(), program.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

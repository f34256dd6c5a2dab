package io.ditgauge.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A script that starts this JVM under given environment variables.
 *
 * <p>JMH gives its forks the environment of the process that runs it and cannot set another, while
 * each tensor library needs its own from the start: so the script is what JMH takes for the JVM.
 */
public final class JvmWrapper {
  private JvmWrapper() {}

  /**
   * Writes the script.
   *
   * @param folder where to
   * @param name file name
   * @param environment variables to set; names and values without quotes
   */
  public static Path write(Path folder, String name, Map<String, String> environment) {
    StringBuilder script = new StringBuilder("#!/bin/sh\nexec env");
    environment.forEach((key, value) -> script.append(' ').append(quoted(key + "=" + value)));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    script.append(' ').append(quoted(java.toString())).append(" \"$@\"\n");
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the start script of the forks in " + folder + ": " + e.getMessage(), e);
    }
    return file;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}

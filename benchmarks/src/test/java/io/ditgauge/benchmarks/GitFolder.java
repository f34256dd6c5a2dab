package io.ditgauge.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Git repositories for tests, independent of the user's settings. */
public final class GitFolder {
  private GitFolder() {}

  /** Makes the folder a repository. */
  public static void init(Path folder) throws IOException, InterruptedException {
    git(folder, "init", "-q");
  }

  /** Makes the folder a repository with one commit of what is in it, and returns the commit. */
  public static String commit(Path folder) throws IOException, InterruptedException {
    init(folder);
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "--allow-empty", "--no-gpg-sign", "-m", "Start");
    return git(folder, "rev-parse", "HEAD");
  }

  private static String git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of("-c", "user.name=Test", "-c", "user.email=test@example.org"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + output);
    }
    return output;
  }
}

package io.ditgauge.benchmarks.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The commit of the sources and whether they differ from it.
 *
 * @param commit 40 hexadecimal digits, or {@code unknown} outside a git checkout
 * @param dirty whether files differ from the commit; changes under {@code reports/} and of {@code
 *     README.md} do not count, since no kernel depends on them
 */
public record SourceState(String commit, boolean dirty) {
  /** Commit where there is no git. */
  public static final String UNKNOWN = "unknown";

  private static final int SHORT = 7;

  /** The state of a checkout. */
  public static SourceState of(Path root) {
    Optional<String> commit = git(root, "rev-parse", "HEAD");
    if (commit.isEmpty() || !commit.get().matches("[0-9a-f]{40}")) {
      return new SourceState(UNKNOWN, true);
    }
    Optional<String> changes =
        git(root, "status", "--porcelain", "--", ".", ":(exclude)reports", ":(exclude)README.md");
    return new SourceState(commit.get(), changes.map(text -> !text.isEmpty()).orElse(true));
  }

  /** The first digits of the commit, for names of folders. */
  public String shortCommit() {
    return commit.length() > SHORT ? commit.substring(0, SHORT) : commit;
  }

  private static Optional<String> git(Path root, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(nullDevice().toFile()))
              .start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ended = process.waitFor(30, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Path nullDevice() {
    return Path.of(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
  }
}

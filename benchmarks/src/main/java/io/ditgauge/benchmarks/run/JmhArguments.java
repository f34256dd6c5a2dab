package io.ditgauge.benchmarks.run;

import java.util.List;
import java.util.Set;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Options that the user passes on to JMH: iterations, times, profilers.
 *
 * @param words the words as given
 * @param options the same, parsed by JMH
 */
public record JmhArguments(List<String> words, CommandLineOptions options) {
  /** What the harness itself decides, and what to use in its place. */
  private static final Set<String> OURS =
      Set.of("-f", "-wf", "-p", "-jvm", "-jvmArgs", "-rf", "-rff", "-o", "-e", "-t", "-bm", "-tu");

  /**
   * The options in a line of words.
   *
   * @throws IllegalArgumentException for a word that JMH does not know or that is not the user's
   */
  public static JmhArguments of(String line) {
    List<String> words = line.isBlank() ? List.of() : List.of(line.strip().split("\\s+"));
    for (String word : words) {
      if (OURS.contains(word)) {
        throw new IllegalArgumentException(
            "jmh.args must not contain "
                + word
                + ", which the harness sets; use jmh.effort for forks and jmh.p.NAME for"
                + " parameters");
      }
    }
    try {
      CommandLineOptions options = new CommandLineOptions(words.toArray(String[]::new));
      if (!options.getIncludes().isEmpty()) {
        throw new IllegalArgumentException(
            "jmh.args must hold options only: " + options.getIncludes() + "; use jmh.include");
      }
      return new JmhArguments(words, options);
    } catch (CommandLineOptionException e) {
      throw new IllegalArgumentException(
          "jmh.args: '" + line + "': JMH refuses it: " + e.getMessage(), e);
    }
  }
}

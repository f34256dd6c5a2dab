package io.ditgauge.benchmarks.run;

import io.ditgauge.benchmarks.plan.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Options that the user passes on to JMH: iterations, times, profilers.
 *
 * @param words the words as given
 * @param options the same, parsed by JMH
 */
public record JmhArguments(List<String> words, CommandLineOptions options) {
  /** What the harness itself decides: by option, whether it was given. */
  private static final Map<String, Predicate<CommandLineOptions>> OURS = new LinkedHashMap<>();

  static {
    OURS.put("-f", options -> options.getForkCount().hasValue());
    OURS.put("-wf", options -> options.getWarmupForkCount().hasValue());
    OURS.put("-p", JmhArguments::setsAParameter);
    OURS.put("-jvm", options -> options.getJvm().hasValue());
    OURS.put("-jvmArgs", options -> options.getJvmArgs().hasValue());
    OURS.put("-jvmArgsAppend", options -> options.getJvmArgsAppend().hasValue());
    OURS.put("-jvmArgsPrepend", options -> options.getJvmArgsPrepend().hasValue());
    OURS.put("-rf", options -> options.getResultFormat().hasValue());
    OURS.put("-rff", options -> options.getResult().hasValue());
    OURS.put("-o", options -> options.getOutput().hasValue());
    OURS.put("-e", options -> !options.getExcludes().isEmpty());
    OURS.put("-wmb", options -> !options.getWarmupIncludes().isEmpty());
    OURS.put("-t", options -> options.getThreads().hasValue());
    OURS.put("-tg", options -> options.getThreadGroups().hasValue());
    OURS.put("-bm", options -> !options.getBenchModes().isEmpty());
    OURS.put("-tu", options -> options.getTimeUnit().hasValue());
    OURS.put("-bs", options -> options.getMeasurementBatchSize().hasValue());
    OURS.put("-wbs", options -> options.getWarmupBatchSize().hasValue());
    OURS.put("-opi", options -> options.getOperationsPerInvocation().hasValue());
  }

  /**
   * The options in a line of words.
   *
   * @throws IllegalArgumentException for a word that JMH does not know or that is not the user's
   */
  public static JmhArguments of(String line) {
    List<String> words = line.isBlank() ? List.of() : List.of(line.strip().split("\\s+"));
    try {
      CommandLineOptions options = new CommandLineOptions(words.toArray(String[]::new));
      requireNoneOfOurs(options);
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

  private static void requireNoneOfOurs(CommandLineOptions options) {
    OURS.forEach(
        (word, given) -> {
          if (given.test(options)) {
            throw new IllegalArgumentException(
                "jmh.args must not contain "
                    + word
                    + ", which the harness sets; use jmh.effort for forks and jmh.p.NAME for"
                    + " parameters");
          }
        });
  }

  private static boolean setsAParameter(CommandLineOptions options) {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.concat(kind.parameters().stream(), kind.variations().stream()))
        .anyMatch(name -> options.getParameter(name).hasValue());
  }
}

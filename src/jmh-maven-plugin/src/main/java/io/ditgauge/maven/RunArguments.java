package io.ditgauge.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/** Turns the user's {@code -Djmh.*} properties into the arguments of the benchmark harness. */
final class RunArguments {
  private static final String PREFIX = "jmh.";
  private static final String PARAMETER = "jmh.p.";
  private static final String EFFORT = "jmh.effort";
  private static final String INCLUDE = "jmh.include";
  private static final String ARGS = "jmh.args";
  private static final String ENV = "jmh.env";
  private static final String OUT = "jmh.out";
  private static final String RESUME = "jmh.resume";
  private static final String SUITE = "jmh.suite";
  private static final String CALIBRATION = "jmh.calibration";
  private static final String ROUNDS = "jmh.rounds";
  private static final String CASES = "jmh.cases";
  private static final List<String> KNOWN =
      List.of(EFFORT, INCLUDE, ARGS, ENV, OUT, RESUME, SUITE, CALIBRATION, ROUNDS, CASES);

  private final Properties properties;

  private RunArguments(Properties properties) {
    this.properties = properties;
  }

  /**
   * The arguments, each one element whatever spaces it holds.
   *
   * <p>Order: {@code --root --effort --include}, then {@code -p} by name, then {@code --jmh-args
   * --env --out --resume --suite --calibration --rounds --cases}. A relative folder means one below
   * the folder that the user called from, and is made absolute; a run that is no folder there is
   * passed on as the identifier of a run.
   *
   * @param root folder of the root pom
   * @param user the properties of the command line; those of other prefixes are left alone
   * @param calledFrom the user's working folder
   * @throws IllegalArgumentException for an unknown {@code jmh.} property, naming the known ones,
   *     and for an empty value
   */
  static List<String> of(Path root, Properties user, Path calledFrom) {
    RunArguments from = new RunArguments(user);
    List<String> result = new ArrayList<>(List.of("--root", root.toString()));
    List<String> parameters = from.parameters();
    from.value(EFFORT).ifPresent(effort -> result.addAll(List.of("--effort", effort)));
    from.value(INCLUDE).ifPresent(regex -> result.addAll(List.of("--include", regex)));
    parameters.forEach(parameter -> result.addAll(List.of("-p", parameter)));
    from.value(ARGS).ifPresent(args -> result.addAll(List.of("--jmh-args", args)));
    from.value(ENV).ifPresent(env -> result.addAll(List.of("--env", env)));
    from.value(OUT)
        .ifPresent(out -> result.addAll(List.of("--out", calledFrom.resolve(out).toString())));
    from.value(RESUME).ifPresent(run -> result.addAll(List.of("--resume", run(run, calledFrom))));
    from.value(SUITE).ifPresent(suite -> result.addAll(List.of("--suite", suite)));
    from.value(CALIBRATION)
        .ifPresent(
            file -> result.addAll(List.of("--calibration", calledFrom.resolve(file).toString())));
    from.value(ROUNDS).ifPresent(rounds -> result.addAll(List.of("--rounds", rounds)));
    from.value(CASES).ifPresent(cases -> result.addAll(List.of("--cases", cases)));
    return List.copyOf(result);
  }

  private static String run(String run, Path calledFrom) {
    Path folder = calledFrom.resolve(run);
    return Files.isDirectory(folder) ? folder.toString() : run;
  }

  /** The parameters as {@code NAME=V1,V2}; fails for any other unknown property. */
  private List<String> parameters() {
    List<String> result = new ArrayList<>();
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (!key.startsWith(PREFIX) || KNOWN.contains(key)) {
        continue;
      }
      String name = key.startsWith(PARAMETER) ? key.substring(PARAMETER.length()) : "";
      if (name.isBlank()) {
        throw new IllegalArgumentException(
            "unknown property '"
                + key
                + "'; known ones: "
                + String.join(", ", KNOWN)
                + ", "
                + PARAMETER
                + "NAME (as in -Djmh.p.backend=nd4j,djl)");
      }
      value(key).ifPresent(value -> result.add(name + "=" + value));
    }
    return result;
  }

  private Optional<String> value(String key) {
    Optional<String> value = Optional.ofNullable(properties.getProperty(key));
    if (value.isPresent() && value.get().isBlank()) {
      throw new IllegalArgumentException(
          "property '" + key + "' is empty; write -D" + key + "=VALUE or leave it out");
    }
    return value;
  }
}

package io.ditgauge.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** Options that take one of a few words. */
final class Choices {
  private Choices() {}

  /** The constant whose name in lower case is the value. */
  static <E extends Enum<E>> E of(String what, E[] constants, String value) {
    return Arrays.stream(constants)
        .filter(it -> word(it).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "unknown "
                        + what
                        + " '"
                        + value
                        + "'; use one of "
                        + Arrays.stream(constants)
                            .map(Choices::word)
                            .collect(Collectors.joining(", "))));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

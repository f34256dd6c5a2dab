package io.ditgauge.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a result is printed. */
enum Format {
  TEXT,
  JSON,
  CSV;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the option. */
  static final class Converter implements ITypeConverter<Format> {
    @Override
    public Format convert(String value) {
      return Arrays.stream(values())
          .filter(format -> format.id().equals(value))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException(unknown(value)));
    }

    private static String unknown(String value) {
      return "unknown format '"
          + value
          + "'; use one of "
          + Arrays.stream(values()).map(Format::id).collect(Collectors.joining(", "));
    }
  }
}

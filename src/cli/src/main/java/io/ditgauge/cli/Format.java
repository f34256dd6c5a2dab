package io.ditgauge.cli;

import picocli.CommandLine.ITypeConverter;

/** How a result is printed. */
enum Format {
  TEXT,
  JSON,
  CSV;

  /** Reads the option. */
  static final class Converter implements ITypeConverter<Format> {
    @Override
    public Format convert(String value) {
      return Choices.of("format", values(), value);
    }
  }
}

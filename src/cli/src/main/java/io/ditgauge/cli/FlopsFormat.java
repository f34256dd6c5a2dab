package io.ditgauge.cli;

import picocli.CommandLine.ITypeConverter;

/** How counts are printed. */
enum FlopsFormat {
  TEXT,
  JSON,
  CSV,
  MARKDOWN;

  /** Reads the option. */
  static final class Converter implements ITypeConverter<FlopsFormat> {
    @Override
    public FlopsFormat convert(String value) {
      return Choices.of("format", values(), value);
    }
  }
}

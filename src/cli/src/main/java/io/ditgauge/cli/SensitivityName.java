package io.ditgauge.cli;

import io.ditgauge.report.Sensitivity;
import picocli.CommandLine.ITypeConverter;

/** Reads {@code --sensitivity}. */
final class SensitivityName implements ITypeConverter<Sensitivity> {
  @Override
  public Sensitivity convert(String value) {
    return Choices.of("sensitivity", Sensitivity.values(), value);
  }
}

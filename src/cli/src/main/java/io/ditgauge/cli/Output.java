package io.ditgauge.cli;

import io.ditgauge.report.Printable;
import java.io.StringWriter;

/**
 * Where commands print; nothing reaches a stream before the command ends.
 *
 * @param out text for standard output
 * @param err text for standard error
 */
record Output(StringWriter out, StringWriter err) {
  /** Appends to standard output. */
  void print(String text) {
    out.append(text);
  }

  /** A line on standard error. */
  void warn(String warning) {
    err.append("ditgauge: warning: ").append(Printable.of(warning)).append('\n');
  }
}

package io.ditgauge.benchmarks.run;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Keeps what JMH and its fork print, so that it shows only when something went wrong. */
final class CapturingOutput implements OutputFormat {
  private static final int LIMIT = 64 << 10;

  private final StringBuilder text = new StringBuilder();

  /** What was printed, at most the last 64 thousand characters. */
  synchronized String text() {
    return text.toString();
  }

  private synchronized void append(String more) {
    text.append(more);
    if (text.length() > LIMIT) {
      text.delete(0, text.length() - LIMIT);
    }
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult data) {}

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> result) {}

  @Override
  public void print(String s) {
    append(s);
  }

  @Override
  public void println(String s) {
    append(s + "\n");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public void verbosePrintln(String s) {
    // JMH's own doings, above all the fork's command line, in which any path may read as an error.
  }

  @Override
  public void write(int b) {
    append(Character.toString(b & 0xff));
  }

  @Override
  public void write(byte[] b) {
    append(new String(b, StandardCharsets.UTF_8));
  }
}

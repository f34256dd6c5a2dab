package io.ditgauge.estimator.hardware;

import io.ditgauge.estimator.run.Values;
import java.util.Optional;

/**
 * What its maker states of an accelerator. Peaks are dense.
 *
 * @param name name in the table
 * @param vendor vendor
 * @param formFactor form factor, which decides clock and power
 * @param fp32FlopsPerSecond float32 peak of the vector units
 * @param tf32FlopsPerSecond TensorFloat-32 peak of the matrix units
 * @param f16FlopsPerSecond float16 peak of the matrix units
 * @param bf16FlopsPerSecond bfloat16 peak of the matrix units; absent where there is none
 * @param memoryBytes size of its memory
 * @param memoryBytesPerSecond bandwidth of its memory
 * @param boardWatts power limit of the board
 * @param units multiprocessors
 * @param source where the numbers were read
 */
public record DataSheet(
    String name,
    String vendor,
    String formFactor,
    Optional<Double> fp32FlopsPerSecond,
    Optional<Double> tf32FlopsPerSecond,
    Optional<Double> f16FlopsPerSecond,
    Optional<Double> bf16FlopsPerSecond,
    double memoryBytes,
    double memoryBytesPerSecond,
    Optional<Double> boardWatts,
    Optional<Integer> units,
    String source) {
  /** Validates the parts. */
  public DataSheet {
    Values.text("name", name);
    Values.text("vendor of " + name, vendor);
    Values.text("form factor of " + name, formFactor);
    Values.positive("memoryBytes of " + name, memoryBytes);
    Values.positive("memoryBytesPerSecond of " + name, memoryBytesPerSecond);
    Values.text("source of " + name, source);
  }
}

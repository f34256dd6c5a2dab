package io.ditgauge.estimator.run;

import java.util.Optional;

/**
 * What one fork tells beside its iterations.
 *
 * @param firstSeconds the first call of the shape: tuning, compiling, paging and the rest
 * @param secondSeconds the second call
 * @param baseBytes memory of the process before the op was prepared; absent where the system does
 *     not tell, and on a GPU
 * @param peakBytes the most memory that it held from then to its end; absent with {@code baseBytes}
 * @param attention the kernel that the library chose for the op's attentions, several with commas
 *     between; absent where it has none, or did not tell
 */
public record ForkRecord(
    double firstSeconds,
    double secondSeconds,
    Optional<Long> baseBytes,
    Optional<Long> peakBytes,
    Optional<String> attention) {
  /** Validates the numbers. */
  public ForkRecord {
    Values.positive("firstSeconds", firstSeconds);
    Values.positive("secondSeconds", secondSeconds);
    attention.ifPresent(text -> Values.text("attention", text));
    baseBytes.ifPresent(bytes -> Values.atLeast("baseBytes", bytes, 1));
    peakBytes.ifPresent(bytes -> Values.atLeast("peakBytes", bytes, 1));
    if (baseBytes.isPresent() != peakBytes.isPresent()) {
      throw new IllegalArgumentException("baseBytes and peakBytes come together or not at all");
    }
  }

  /** Of an op whose attentions nothing is told of. */
  public ForkRecord(
      double firstSeconds, double secondSeconds, Optional<Long> base, Optional<Long> peak) {
    this(firstSeconds, secondSeconds, base, peak, Optional.empty());
  }

  /** Bytes that the op took at its peak, beyond what the process held before. */
  public Optional<Long> opBytes() {
    return peakBytes.flatMap(peak -> baseBytes.map(base -> Math.max(0, peak - base)));
  }
}

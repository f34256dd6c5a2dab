package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.estimator.run.Values;
import java.util.Map;
import java.util.Optional;

/**
 * What one combination achieved.
 *
 * @param key key of the combination
 * @param op the op
 * @param label label of the op in tables
 * @param backend backend
 * @param dtype element type identifier
 * @param device device
 * @param params all parameters, sorted by name
 * @param seconds mean over forks of each fork's median
 * @param secondsLow low end of the two-sided 95% Student t interval over fork medians; absent with
 *     one fork, or where it would reach zero
 * @param secondsHigh high end of it; absent when the low end is
 * @param medianSeconds median over forks of each fork's median, which a fork that something else
 *     slowed down does not move; absent with fewer than three
 * @param forks forks
 * @param samples iterations over all forks
 * @param flops floating-point operations of one call
 * @param bytes compulsory bytes of one call
 * @param flopsPerSecond flops / seconds
 * @param flopsPerSecondLow flops / secondsHigh
 * @param flopsPerSecondHigh flops / secondsLow
 * @param bytesPerSecond bytes / seconds
 * @param ofTheoretical flopsPerSecond over the theoretical peak; absent without one
 * @param ofMachineCeiling over the machine ceiling (a copy: over the best copy); absent without one
 * @param ofBackendCeiling over the backend's ceiling (a copy: over its best copy)
 * @param bound what limits it by the roofline of the measured ceilings: {@code compute}, {@code
 *     memory}, or {@code unknown} where a ceiling was not measured
 */
public record Rate(
    String key,
    OpRecord op,
    String label,
    String backend,
    String dtype,
    String device,
    Map<String, String> params,
    double seconds,
    Optional<Double> secondsLow,
    Optional<Double> secondsHigh,
    Optional<Double> medianSeconds,
    int forks,
    int samples,
    long flops,
    long bytes,
    double flopsPerSecond,
    Optional<Double> flopsPerSecondLow,
    Optional<Double> flopsPerSecondHigh,
    double bytesPerSecond,
    Optional<Double> ofTheoretical,
    Optional<Double> ofMachineCeiling,
    Optional<Double> ofBackendCeiling,
    String bound) {
  /** Bound by arithmetic. */
  public static final String COMPUTE = "compute";

  /** Bound by memory traffic. */
  public static final String MEMORY = "memory";

  /** Not known, for want of a measured ceiling. */
  public static final String UNKNOWN = "unknown";

  /** Validates and copies. */
  public Rate {
    Values.text("key", key);
    Values.text("label", label);
    Values.text("backend", backend);
    Values.text("dtype", dtype);
    Values.text("device", device);
    params = Values.sorted(params);
    Values.positive("seconds", seconds);
    secondsLow.ifPresent(value -> Values.positive("secondsLow", value));
    secondsHigh.ifPresent(value -> Values.positive("secondsHigh", value));
    medianSeconds.ifPresent(value -> Values.positive("medianSeconds", value));
    Values.atLeast("forks", forks, 1);
    Values.atLeast("samples", samples, forks);
    Values.atLeast("flops", flops, 0);
    Values.atLeast("bytes", bytes, 0);
    Values.notNegative("flopsPerSecond", flopsPerSecond);
    Values.notNegative("bytesPerSecond", bytesPerSecond);
    Values.text("bound", bound);
  }

  /** What a call takes when nothing disturbs it: the median over forks, or what there is. */
  public double typicalSeconds() {
    return medianSeconds.orElse(seconds);
  }

  /** Whether its forks are too few to say how sure it is. */
  public boolean tooFewForks() {
    return !hasInterval() && medianSeconds.isEmpty();
  }

  /** Whether there is an interval. */
  public boolean hasInterval() {
    return secondsLow.isPresent();
  }
}

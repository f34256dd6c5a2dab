package io.ditgauge.estimator.latency;

/**
 * Predicted time of an op in one pass of a stage, all its repetitions together.
 *
 * @param part part of the network
 * @param op name of the op
 * @param timeClass what it is spent on
 * @param seconds time
 * @param flops FLOPs
 * @param linkBytes bytes that a card sends to others
 * @param spread standard deviation of the logarithm
 * @param extrapolated whether the shape lies outside the measured range
 * @param transferred whether the rate was measured on another card, kernel or head width
 */
public record OpTime(
    String part,
    String op,
    TimeClass timeClass,
    double seconds,
    double flops,
    double linkBytes,
    double spread,
    boolean extrapolated,
    boolean transferred) {}

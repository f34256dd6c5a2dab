package io.ditgauge.estimator.audit;

/**
 * What a claim gives when it is read in another way.
 *
 * @param label the reading in words
 * @param value what it gives, in the unit of the claim
 * @param verdict whether that is what is printed
 */
public record AlternativeReading(String label, double value, ArithmeticVerdict verdict) {}

package io.ditgauge.estimator.article;

/**
 * The assumptions of one column of an estimate.
 *
 * @param id identifier, unique in the estimate, for instance {@code article-100}
 * @param label heading, for instance {@code article, 100%}
 */
public record EstimateColumn(String id, String label) {}

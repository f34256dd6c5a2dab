/**
 * The article's chain of numbers, from the training compute of a DiT to a fleet of H100s, with the
 * article's utilization and with a measured one side by side.
 *
 * <p>The article extrapolates the published compute of DiT-XL/2 to a video model and divides by the
 * peak of an H100, first at a utilization of 100%, then of 50%. Here the same chain runs once more
 * with the utilization of a calibration, and once more with the multiply-accumulates of the article
 * counted as the two operations that the peak counts.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.article.ArticleChain}; its result is an {@link
 * io.ditgauge.estimator.article.Estimate}.
 *
 * <p>Invariants: every figure has a source; the figure of a row names its inputs by id and each of
 * them is in the same estimate; every value is finite and positive; nothing here formats.
 */
package io.ditgauge.estimator.article;

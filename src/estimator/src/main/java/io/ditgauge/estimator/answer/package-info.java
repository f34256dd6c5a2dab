/**
 * Our answer to the article's question, from predictions instead of assumed utilization.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.answer.SoraAnswer}.
 */
package io.ditgauge.estimator.answer;

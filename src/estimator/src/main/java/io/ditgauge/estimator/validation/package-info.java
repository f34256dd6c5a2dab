/**
 * Predicted against published times of whole models, which no fit has seen.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.validation.Validator}.
 */
package io.ditgauge.estimator.validation;

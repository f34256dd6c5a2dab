/**
 * Training work, counted from the ops of one forward pass: forward, backward, what is computed
 * again, frozen parts, low-rank adapters, and the optimizer.
 *
 * <p>Entry type: {@link io.ditgauge.model.training.TrainingCounts}, made of a {@link
 * io.ditgauge.model.training.TrainingPass} and a {@link io.ditgauge.model.training.TrainingPlan}.
 * {@link io.ditgauge.model.training.ParameterRule} is the rule of thumb beside it.
 *
 * <p>Rules. A product with weights has two products of its own size behind it: the gradient of its
 * input, and that of its weights. Attention's two products have four behind them, and a fifth where
 * the kernel computes the scores again. FLOPs are those of products; elementwise work of the
 * backward pass is an estimate, one operation for each element and operand, and enters no FLOP
 * total.
 *
 * <p>Left out: the loss, noise and time steps of a diffusion target, clipping, dropout, exchange
 * between devices, and reading the data.
 */
package io.ditgauge.model.training;

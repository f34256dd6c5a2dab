/**
 * Networks as immutable descriptions that unroll to counted ops: denoisers, text networks and
 * autoencoders, and the models that are made of them.
 *
 * <p>Entry types: {@link io.ditgauge.model.arch.Model} and {@link
 * io.ditgauge.model.arch.ForwardPass}.
 */
package io.ditgauge.model.arch;

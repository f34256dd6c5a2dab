/**
 * What a diffusion transformer computes, in exact counts.
 *
 * <p>An {@link io.ditgauge.model.Op} is a record of the dimensions that its formula needs; its
 * {@link io.ditgauge.model.Work} follows from them. A {@link io.ditgauge.model.DitModel} unrolls to
 * a list of counted ops for an image side and a batch. The same declared work serves the measured
 * rates and the estimates, so the two can never count differently.
 *
 * <p>Letters: B batch, T image tokens, D width, H heads, K head width (D/H), F hidden width of the
 * MLP, P patch side, C latent channels, L layers.
 *
 * <p>Invariants: records validate in their constructors; counts are exact, and overflow is an
 * {@link java.lang.IllegalArgumentException} that names the values; nothing here knows a tensor
 * library or a machine.
 */
package io.ditgauge.model;

/**
 * The control: every op in plain Java and double precision, one loop after the other.
 *
 * <p>It is written from the formulas and for reading and shares no code with the kernels that it
 * judges. Each multiplication of a matrix product or convolution and each elementwise function goes
 * through a {@link io.ditgauge.kernels.reference.Ledger}, each element read or written through
 * {@link io.ditgauge.kernels.reference.Cells}: the declared {@link io.ditgauge.model.Work} is
 * checked against what was executed. Entry type: {@link io.ditgauge.kernels.reference.Control}.
 *
 * <p>Invariants: every kind of op has a formula; a block is computed step by step and never counted
 * as a sum of its parts.
 */
package io.ditgauge.kernels.reference;

/**
 * The control: every op in plain Java and double precision, one loop after the other.
 *
 * <p>It is written from the formulas and for reading, shares no code with the kernels that it
 * judges, and counts each multiply-accumulate that it does: the declared {@link
 * io.ditgauge.model.Work} is checked against that count. Entry type: {@link
 * io.ditgauge.kernels.reference.Control}.
 */
package io.ditgauge.kernels.reference;

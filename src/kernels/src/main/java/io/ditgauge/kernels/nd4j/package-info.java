/**
 * Kernels on ND4J's native CPU backend.
 *
 * <p>Every tensor is row-major, every product is written into a preallocated buffer through its
 * transposed (column-major) view, which is what ND4J hands to BLAS without a copy, and attention
 * works on per-head matrices that lie contiguous. Entry type: {@link
 * io.ditgauge.kernels.nd4j.Nd4jBackend}.
 *
 * <p>Invariants: buffers are made once, when the op is prepared, and reused by every call; no call
 * allocates off the heap; {@code close} frees them.
 */
package io.ditgauge.kernels.nd4j;

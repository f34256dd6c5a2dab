/**
 * The ops of a diffusion transformer on real tensors.
 *
 * <p>A {@link io.ditgauge.kernels.Backend} names a tensor library and the process environment that
 * it needs; opened, it gives a {@link io.ditgauge.kernels.KernelBackend} that turns an op and its
 * {@link io.ditgauge.kernels.OpInputs} into a {@link io.ditgauge.kernels.Kernel}, and says with a
 * reason which ops it lacks; attention has more than one {@link io.ditgauge.kernels.Variant}.
 * {@link io.ditgauge.kernels.Agreement} compares a kernel with the plain-Java control of the {@code
 * reference} package, and every measurement starts with that comparison.
 *
 * <p>Invariants: opening one backend loads no other; data are seeded; a kernel owns its off-heap
 * memory and gives it back when closed; nothing is copied across the Java boundary inside {@link
 * io.ditgauge.kernels.Kernel#run}.
 */
package io.ditgauge.kernels;

/**
 * Kernels on DJL NDArrays, PyTorch engine: one library call an operation, attention unfused.
 *
 * <p>Entry type: {@link io.ditgauge.kernels.djl.DjlBackend}; {@link
 * io.ditgauge.kernels.djl.PyTorchEngine} starts the engine for this backend and for TorchScript.
 * Invariants: each call works in a sub-manager that is closed before the call returns; only the
 * output survives, until the next call.
 */
package io.ditgauge.kernels.djl;

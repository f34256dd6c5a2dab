/**
 * Kernels in TorchScript, run through DJL's PyTorch engine.
 *
 * <p>DJL's NDArray knows neither bfloat16 arithmetic nor fused attention, but it loads TorchScript.
 * An archive is a small stored zip; {@link io.ditgauge.kernels.torchscript.ScriptArchive} writes
 * one from the source text in the resources {@code kernels.py ops.py blocks.py training.py}, the
 * parts of one class. The last makes forward and backward one call that returns all gradients. On a
 * CPU linear weights are packed once into oneDNN's blocked layout, as compiled inference does, and
 * GELU is fused into its product. Entry type: {@link
 * io.ditgauge.kernels.torchscript.TorchScriptBackend}.
 *
 * <p>Invariants: inputs are wrapped once, before the timed calls; every native handle made by a
 * call is closed in that call, since a forgotten one keeps its tensor alive off the heap.
 */
package io.ditgauge.kernels.torchscript;

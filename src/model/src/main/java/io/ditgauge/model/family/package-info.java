/**
 * Families of networks by the class that runs them: how each configuration is read, and the ops
 * that each network unrolls to.
 *
 * <p>Layouts are those of huggingface/diffusers and huggingface/transformers; each class names its
 * source file. Entry type: {@link io.ditgauge.model.family.Families}.
 */
package io.ditgauge.model.family;

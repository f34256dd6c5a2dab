package io.ditgauge.model;

/** What a leaf op is made of, which decides the total that its MACs enter. */
public enum OpClass {
  /** A product of activations with weights. */
  LINEAR,
  /** A convolution. */
  CONVOLUTION,
  /** A product of activations with activations: scores and values. */
  ATTENTION,
  /** Norms, activations, gates, residuals, rotations: no MACs. */
  ELEMENTWISE,
  /** Look-ups and rearrangements: nothing but traffic. */
  MOVEMENT,
  /** An op made of others: its {@link Op#parts()} have the classes. */
  COMPOSITE
}

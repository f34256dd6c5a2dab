package io.ditgauge.estimator.source;

/** The origin of a figure, which decides how far to trust it. */
public sealed interface Source
    permits Measured, Published, Datasheet, Transferred, Assumed, Derived {

  /**
   * The origin in one line, for instance {@code measured, run 20261125T013000Z-abc1234, mlp|...}.
   */
  String describe();
}

package io.ditgauge.estimator.sheet;

import io.ditgauge.estimator.uncertainty.Propagation.Swing;

/**
 * What an uncertain input does to a line.
 *
 * @param swing how far it moves the line alone
 * @param firstOrder share of the line's variance that it explains alone
 * @param total share that it explains with all its interactions
 */
public record Influence(Swing swing, double firstOrder, double total) {
  /** Name of the input. */
  public String input() {
    return swing.input();
  }
}

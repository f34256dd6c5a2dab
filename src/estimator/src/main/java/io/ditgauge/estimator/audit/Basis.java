package io.ditgauge.estimator.audit;

import java.util.List;
import java.util.Optional;

/** What a claim rests on. */
public sealed interface Basis {
  /** The formula that is evaluated, if there is one. */
  Optional<Formula> formula();

  /**
   * The article computes it.
   *
   * @param of how
   * @param alternatives other formulas that one could mean
   */
  record Computed(Formula of, List<Alternative> alternatives) implements Basis {
    /** Copies the list. */
    public Computed {
      alternatives = List.copyOf(alternatives);
    }

    @Override
    public Optional<Formula> formula() {
      return Optional.of(of);
    }
  }

  /** The article assumes it. */
  record Assumption() implements Basis {
    @Override
    public Optional<Formula> formula() {
      return Optional.empty();
    }
  }

  /**
   * The article reports it.
   *
   * @param formula another source to compare with, if there is one
   */
  record External(Optional<Formula> formula) implements Basis {}

  /**
   * Another formula that a claim could mean.
   *
   * @param label what is different
   * @param formula the formula
   */
  record Alternative(String label, Formula formula) {}
}

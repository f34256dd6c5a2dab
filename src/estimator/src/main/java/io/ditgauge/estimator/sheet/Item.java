package io.ditgauge.estimator.sheet;

import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.estimator.uncertainty.Model;
import java.util.List;

/** A line of a sheet. */
public sealed interface Item {
  /** Its name. */
  Label label();

  /** Where it comes from. */
  Source source();

  /** The names that go into it; none for an input. */
  List<String> inputs();

  /**
   * The name of a line.
   *
   * @param id as formulas call it, for instance {@code training.flops}
   * @param words what it is
   * @param unit its unit
   */
  record Label(String id, String words, String unit) {}

  /**
   * Something known.
   *
   * @param label its name
   * @param known what is known of it
   * @param source who says so
   */
  record Given(Label label, Distribution known, Source source) implements Item {
    @Override
    public List<String> inputs() {
      return List.of();
    }
  }

  /**
   * Something computed.
   *
   * @param label its name
   * @param formula the formula in words or names
   * @param inputs the names that go in
   * @param model the computation
   */
  record Computed(Label label, String formula, List<String> inputs, Model model) implements Item {
    /** Copies the list. */
    public Computed {
      inputs = List.copyOf(inputs);
    }

    @Override
    public Source source() {
      return new Derived(formula, inputs);
    }
  }
}

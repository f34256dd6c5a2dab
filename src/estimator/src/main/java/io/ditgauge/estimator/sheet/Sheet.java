package io.ditgauge.estimator.sheet;

import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.estimator.uncertainty.Model;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import io.ditgauge.estimator.uncertainty.Propagation.Swing;
import io.ditgauge.estimator.uncertainty.Uncertain;
import io.ditgauge.model.text.Nearest;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inputs and formulas in order; each formula uses what stands above it. */
public final class Sheet {
  private static final int NEAREST = 3;

  private final Map<String, Item> items = new LinkedHashMap<>();
  private final Map<String, Double> medians = new HashMap<>();

  /** Adds an input. */
  public void given(Item.Label label, Distribution known, Source source) {
    add(new Item.Given(label, known, source));
  }

  /** Adds an input that is known exactly. */
  public void given(Item.Label label, double value, Source source) {
    given(label, new Distribution.Point(value), source);
  }

  /** Adds what a formula gives. */
  public void derived(String id, String words, String unit, String formula) {
    Expression expression = Expression.of(formula);
    computed(new Item.Label(id, words, unit), formula, expression.names(), expression);
  }

  /** Adds what a computation gives that is more than a formula. */
  public void computed(Item.Label label, String formula, List<String> inputs, Model model) {
    for (String input : inputs) {
      if (!has(input)) {
        throw new IllegalArgumentException(
            label.id() + " needs " + input + ", which is not given: " + formula);
      }
    }
    add(new Item.Computed(label, formula, inputs, model));
  }

  private void add(Item item) {
    if (items.put(item.label().id(), item) != null) {
      throw new IllegalArgumentException("two figures are called " + item.label().id());
    }
  }

  /** Whether there is a line of that name. */
  public boolean has(String id) {
    return items.containsKey(id);
  }

  /** Whether a formula uses a line. */
  public boolean uses(String id) {
    return items.values().stream().anyMatch(it -> it.inputs().contains(id));
  }

  /** The lines in order. */
  public Collection<Item> items() {
    return List.copyOf(items.values());
  }

  /**
   * The line of that name.
   *
   * @throws IllegalArgumentException naming the nearest known names
   */
  public Item item(String id) {
    Item item = items.get(id);
    if (item == null) {
      throw new IllegalArgumentException(
          "there is no figure '"
              + id
              + "' here; nearest: "
              + String.join(", ", Nearest.of(id, items.keySet(), NEAREST)));
    }
    return item;
  }

  /** A line as a figure, every input at its median. */
  public Figure figure(String id) {
    Item item = item(id);
    return figure(item, medians().get(id));
  }

  /** All lines as figures, every input at its median. */
  public List<Figure> figures() {
    Map<String, Double> values = medians();
    return items.values().stream().map(it -> figure(it, values.get(it.label().id()))).toList();
  }

  private static Figure figure(Item item, double value) {
    Item.Label label = item.label();
    return new Figure(label.id(), label.words(), value, label.unit(), item.source());
  }

  /** Every line, every input at its median; a line is computed once, since it never changes. */
  private synchronized Map<String, Double> medians() {
    for (Item item : items.values()) {
      String id = item.label().id();
      if (medians.containsKey(id)) {
        continue;
      }
      double value =
          item instanceof Item.Computed computed
              ? computed.model().result(medians::get)
              : ((Item.Given) item).known().median();
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "a figure must be finite: "
                + id
                + "="
                + value
                + " ("
                + item.source().describe()
                + "); check what goes into it");
      }
      medians.put(id, value);
    }
    return Map.copyOf(medians);
  }

  /** What is known of every line: 5%, 50%, 95% and mean, over common draws of the inputs. */
  public Map<String, Uncertain> uncertain(MonteCarlo draws) {
    return Analysis.uncertain(this, draws);
  }

  /** How far each input alone moves a line, from its 5% to its 95% quantile; widest first. */
  public List<Swing> tornado(String id) {
    return Analysis.tornado(this, List.of(id)).get(id);
  }

  /** These lines as straight-line code. */
  public Chain chain(Collection<String> ids) {
    return ChainCompiler.compile(this, ids);
  }

  /** The first line of these that is there. */
  public Optional<String> first(String... ids) {
    for (String id : ids) {
      if (has(id)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }
}

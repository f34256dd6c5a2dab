package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.sheet.Item;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import io.ditgauge.estimator.uncertainty.Uncertain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws of the figures of a scenario that are asked for, fast enough for a page that moves with its
 * inputs.
 *
 * <p>The draws are those of {@link Sheet#uncertain}: an input's depend on the seed and its name
 * alone. Only what a figure needs is computed, and the fleet of a queue over a {@link FleetGrid}.
 */
public final class ScenarioDraws {
  private static final String QUEUE = "fleet.queue";

  private final Sheet sheet;
  private final MonteCarlo draws;
  private final InputDraws inputs;
  private final Map<String, double[]> known = new HashMap<>();

  private ScenarioDraws(Sheet sheet, MonteCarlo draws, InputDraws inputs) {
    this.sheet = sheet;
    this.draws = draws;
    this.inputs = inputs;
  }

  /** Draws of a sheet. */
  public static ScenarioDraws of(Sheet sheet, MonteCarlo draws) {
    return of(sheet, draws, new InputDraws());
  }

  /**
   * Draws of a sheet whose inputs may have been drawn before.
   *
   * @param inputs draws that are kept between sheets
   */
  public static ScenarioDraws of(Sheet sheet, MonteCarlo draws, InputDraws inputs) {
    return new ScenarioDraws(sheet, draws, inputs);
  }

  /** How many draws there are. */
  public int samples() {
    return draws.samples();
  }

  /** What is known of a figure. */
  public Uncertain known(String id) {
    double[] values = values(id);
    return values.length == 1 ? Uncertain.exactly(values[0]) : Uncertain.of(values);
  }

  /**
   * The draws of a figure; a single value where nothing that goes into it is uncertain.
   *
   * @throws IllegalArgumentException for an unknown figure, naming the nearest
   */
  public double[] draws(String id) {
    return values(id).clone();
  }

  private double[] values(String id) {
    double[] values = known.get(id);
    if (values == null) {
      values = drawn(sheet.item(id));
      known.put(id, values);
    }
    return values;
  }

  private double[] drawn(Item item) {
    if (item instanceof Item.Given given) {
      Distribution distribution = given.known();
      return distribution.isPoint()
          ? new double[] {distribution.median()}
          : inputs.of(draws, item.label().id(), distribution);
    }
    Item.Computed computed = (Item.Computed) item;
    Map<String, double[]> columns = new HashMap<>();
    computed.inputs().forEach(name -> columns.put(name, values(name)));
    boolean exact = columns.values().stream().allMatch(column -> column.length == 1);
    if (!exact && item.label().id().equals(QUEUE) && FleetGrid.isOneOf(columns)) {
      return FleetGrid.gpus(computed.model(), columns);
    }
    double[] result = new double[exact ? 1 : draws.samples()];
    for (int i = 0; i < result.length; i++) {
      int draw = i;
      result[i] = computed.model().result(name -> at(columns.get(name), draw));
      check(item, result[i], computed.inputs());
    }
    return result;
  }

  private static void check(Item item, double value, List<String> names) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "a figure must be finite: "
              + item.label().id()
              + "="
              + value
              + "; check "
              + String.join(", ", names));
    }
  }

  /** The value of a draw in a column that may be of one value for all. */
  static double at(double[] column, int draw) {
    return column[column.length == 1 ? 0 : draw];
  }
}

package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.sheet.Chain;
import io.ditgauge.estimator.sheet.Item;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import io.ditgauge.estimator.uncertainty.Uncertain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws of the figures of a scenario that are asked for, fast enough for a page that moves with its
 * inputs.
 *
 * <p>The draws are those of {@link Sheet#uncertain}; the fleet of a queue is computed over a {@link
 * FleetGrid}.
 */
public final class ScenarioDraws {
  private static final String QUEUE = "fleet.queue";
  private static final double ROUNDING = 1e-12;

  private final int samples;
  private final Map<String, double[]> values;

  private ScenarioDraws(int samples, Map<String, double[]> values) {
    this.samples = samples;
    this.values = values;
  }

  /**
   * Draws of a sheet.
   *
   * @param ids the figures that are asked for
   * @throws IllegalArgumentException for an unknown figure, naming the nearest
   */
  public static ScenarioDraws of(Sheet sheet, MonteCarlo draws, Collection<String> ids) {
    Set<String> wanted = new LinkedHashSet<>(ids);
    List<String> ofQueue = ids.contains(QUEUE) ? sheet.item(QUEUE).inputs() : List.of();
    wanted.addAll(ofQueue);
    wanted.remove(QUEUE);
    Map<String, double[]> values = sampled(sheet.chain(wanted), draws);
    if (ids.contains(QUEUE)) {
      Map<String, double[]> columns = new HashMap<>();
      ofQueue.forEach(id -> columns.put(id, once(values.get(id))));
      values.put(
          QUEUE,
          FleetGrid.isOneOf(columns)
              ? FleetGrid.gpus(((Item.Computed) sheet.item(QUEUE)).model(), columns)
              : sampled(sheet.chain(List.of(QUEUE)), draws).get(QUEUE));
    }
    return new ScenarioDraws(draws.samples(), values);
  }

  private static Map<String, double[]> sampled(Chain chain, MonteCarlo draws) {
    double[][] results = draws.sample(chain);
    Map<String, double[]> values = new HashMap<>();
    List<String> names = new ArrayList<>(chain.names());
    for (int i = 0; i < results.length; i++) {
      values.put(names.get(i), results[i]);
    }
    return values;
  }

  /** A single value where all are the same but for rounding. */
  private static double[] once(double[] values) {
    for (double value : values) {
      if (Math.abs(value - values[0]) > ROUNDING * Math.abs(values[0])) {
        return values;
      }
    }
    return new double[] {values[0]};
  }

  /** How many draws there are. */
  public int samples() {
    return samples;
  }

  /** What is known of a figure that was asked for. */
  public Uncertain known(String id) {
    double[] drawn = once(values.get(id));
    return drawn.length == 1 ? Uncertain.exactly(drawn[0]) : Uncertain.of(drawn);
  }

  /** The draws of a figure that was asked for. */
  public double[] draws(String id) {
    return values.get(id).clone();
  }

  /** The value of a draw in a column that may be of one value for all. */
  static double at(double[] column, int draw) {
    return column[column.length == 1 ? 0 : draw];
  }
}

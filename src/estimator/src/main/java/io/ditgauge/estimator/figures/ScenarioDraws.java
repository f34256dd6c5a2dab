package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.sheet.Analysis;
import io.ditgauge.estimator.sheet.Chain;
import io.ditgauge.estimator.sheet.Item;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.uncertainty.KeptDraws;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import io.ditgauge.estimator.uncertainty.Uncertain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Draws of the figures of a scenario that are asked for, fast enough for a page that moves with its
 * inputs.
 *
 * <p>The draws are those of {@link Sheet#uncertain}, and as there, lines that need more than
 * formulas see the first of them alone ({@link Analysis#FEW}). The fleet of a queue sees all: it is
 * computed over a {@link FleetGrid}.
 */
public final class ScenarioDraws {
  private static final String QUEUE = "fleet.queue";
  private static final double ROUNDING = 1e-12;

  private final int samples;
  private final Map<String, double[]> values;
  private final Map<String, Uncertain> known = new ConcurrentHashMap<>();

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
    return of(sheet, new KeptDraws(draws, 0), ids);
  }

  /**
   * Draws of a sheet, of which some may have been drawn before.
   *
   * @param ids the figures that are asked for
   * @throws IllegalArgumentException for an unknown figure, naming the nearest
   */
  public static ScenarioDraws of(Sheet sheet, KeptDraws draws, Collection<String> ids) {
    List<String> ofQueue = ids.contains(QUEUE) ? sheet.item(QUEUE).inputs() : List.of();
    Set<String> costly = new LinkedHashSet<>(ids);
    costly.retainAll(Analysis.formulas(sheet, false));
    costly.remove(QUEUE);
    ofQueue.forEach(costly::remove);
    Set<String> formulas = new LinkedHashSet<>(ids);
    formulas.addAll(ofQueue);
    formulas.removeAll(costly);
    formulas.remove(QUEUE);
    Map<String, double[]> values = sampled(sheet.chain(formulas), draws, draws.samples());
    values.putAll(sampled(sheet.chain(costly), draws, Analysis.FEW));
    if (ids.contains(QUEUE)) {
      Map<String, double[]> columns = new HashMap<>();
      ofQueue.forEach(id -> columns.put(id, once(values.get(id))));
      values.put(
          QUEUE,
          FleetGrid.isOneOf(columns)
              ? FleetGrid.gpus(((Item.Computed) sheet.item(QUEUE)).model(), columns)
              : sampled(sheet.chain(List.of(QUEUE)), draws, draws.samples()).get(QUEUE));
    }
    return new ScenarioDraws(draws.samples(), values);
  }

  private static Map<String, double[]> sampled(Chain chain, KeptDraws draws, int most) {
    double[][] results = draws.sample(chain, most);
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

  /** How many draws there are of a formula. */
  public int samples() {
    return samples;
  }

  /** What is known of a figure that was asked for. */
  public Uncertain known(String id) {
    return known.computeIfAbsent(id, it -> known(once(values.get(it))));
  }

  private static Uncertain known(double[] drawn) {
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

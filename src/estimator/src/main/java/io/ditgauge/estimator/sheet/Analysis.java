package io.ditgauge.estimator.sheet;

import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.estimator.uncertainty.Formulas;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import io.ditgauge.estimator.uncertainty.Propagation.Swing;
import io.ditgauge.estimator.uncertainty.Sobol;
import io.ditgauge.estimator.uncertainty.Uncertain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the lines of a sheet, and which inputs make them uncertain.
 *
 * <p>Lines that need more than formulas, as a queue does, cost thousands of times as much: they see
 * the first draws alone.
 */
public final class Analysis {
  /** Draws of lines that need more than formulas. */
  public static final int FEW = 1000;

  /** Points of the variance decomposition, before its inputs are exchanged: a power of two. */
  private static final int POINTS = 4096;

  private static final int FEW_POINTS = 256;
  private static final double ROUNDING = 1e-12;

  private Analysis() {}

  /** What is known of every line: 5%, 50%, 95% and mean, over common draws of the inputs. */
  static Map<String, Uncertain> uncertain(Sheet sheet, MonteCarlo draws) {
    Map<String, Uncertain> found = new LinkedHashMap<>();
    sample(sheet.chain(formulas(sheet, true)), draws, found);
    MonteCarlo few = new MonteCarlo(draws.seed(), Math.min(draws.samples(), FEW));
    sample(sheet.chain(formulas(sheet, false)), few, found);
    Map<String, Uncertain> ordered = new LinkedHashMap<>();
    ids(sheet).forEach(id -> ordered.put(id, found.get(id)));
    return ordered;
  }

  private static void sample(Chain chain, MonteCarlo draws, Map<String, Uncertain> found) {
    double[][] results = draws.sample(chain);
    for (int i = 0; i < results.length; i++) {
      found.put(chain.names().get(i), of(results[i]));
    }
  }

  /** What does not depend on the draws is known exactly, without the rounding of a mean. */
  private static Uncertain of(double[] values) {
    for (double value : values) {
      if (Math.abs(value - values[0]) > ROUNDING * Math.abs(values[0])) {
        return Uncertain.of(values);
      }
    }
    return Uncertain.exactly(values[0]);
  }

  /** The lines that are formulas of formulas, or the others. */
  public static List<String> formulas(Sheet sheet, boolean wanted) {
    Set<String> uncertain = new HashSet<>();
    Set<String> costly = new HashSet<>();
    for (Item item : sheet.items()) {
      String id = item.label().id();
      if (item instanceof Item.Given given) {
        if (!given.known().isPoint()) {
          uncertain.add(id);
        }
      } else if (item.inputs().stream().anyMatch(uncertain::contains)) {
        uncertain.add(id);
        boolean formula = ((Item.Computed) item).model() instanceof Expression;
        if (!formula || item.inputs().stream().anyMatch(costly::contains)) {
          costly.add(id);
        }
      }
    }
    return ids(sheet).stream().filter(id -> costly.contains(id) != wanted).toList();
  }

  private static List<String> ids(Sheet sheet) {
    return sheet.items().stream().map(item -> item.label().id()).toList();
  }

  /**
   * How far each input alone moves each line, from its 5% to its 95% quantile, while the others
   * stay at their medians; widest first. Inputs that do not move a line are left out.
   */
  public static Map<String, List<Swing>> tornado(Sheet sheet, Collection<String> ids) {
    Chain chain = sheet.chain(ids);
    List<String> inputs = List.copyOf(chain.inputs().keySet());
    double[][] results = ends(chain);
    Map<String, List<Swing>> tornados = new LinkedHashMap<>();
    for (int line = 0; line < chain.names().size(); line++) {
      List<Swing> swings = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        Distribution known = chain.inputs().get(inputs.get(i));
        swings.add(
            new Swing(
                inputs.get(i),
                known.quantile(Uncertain.LOW),
                known.quantile(Uncertain.HIGH),
                results[line][2 * i],
                results[line][2 * i + 1]));
      }
      swings.removeIf(swing -> swing.width() == 0);
      swings.sort(Comparator.comparingDouble(Swing::width).reversed());
      tornados.put(chain.names().get(line), List.copyOf(swings));
    }
    return tornados;
  }

  /** Every line where one input is at its low and at its high end, the others at their medians. */
  private static double[][] ends(Chain chain) {
    List<Distribution> known = List.copyOf(chain.inputs().values());
    double[][] results = new double[chain.names().size()][2 * known.size()];
    Formulas.Evaluator evaluator = chain.evaluator();
    double[][] point = new double[known.size()][Formulas.BLOCK];
    for (int at = 0; at < 2 * known.size(); at++) {
      for (int i = 0; i < known.size(); i++) {
        double probability = at / 2 != i ? 0.5 : at % 2 == 0 ? Uncertain.LOW : Uncertain.HIGH;
        point[i][0] = known.get(i).quantile(probability);
      }
      evaluator.evaluate(point, 1, results, at);
      chain.refuseNotFinite(point, 1, results, at);
    }
    return results;
  }

  /**
   * The share of each line's variance that each input explains, the greatest total first. Inputs
   * that explain nothing are left out.
   */
  public static Map<String, List<Sobol.Index>> sobol(Sheet sheet, Collection<String> ids) {
    Set<String> cheap = new HashSet<>(formulas(sheet, true));
    Map<String, List<Sobol.Index>> indices = new LinkedHashMap<>();
    ids.forEach(id -> indices.put(id, List.of()));
    List<String> formulas = ids.stream().filter(cheap::contains).toList();
    List<String> others = ids.stream().filter(id -> !cheap.contains(id)).toList();
    long seed = MonteCarlo.STANDARD.seed();
    indices.putAll(new Sobol(seed, POINTS).indices(sheet.chain(formulas)));
    indices.putAll(new Sobol(seed, FEW_POINTS).indices(sheet.chain(others)));
    return indices;
  }

  /** Tornado and variance decomposition of each line, the greatest total first. */
  public static Map<String, List<Influence>> influences(Sheet sheet, Collection<String> ids) {
    Map<String, List<Swing>> tornados = tornado(sheet, ids);
    Map<String, List<Sobol.Index>> indices = sobol(sheet, ids);
    Map<String, List<Influence>> result = new LinkedHashMap<>();
    for (String id : ids) {
      Map<String, Sobol.Index> byInput = new HashMap<>();
      indices.get(id).forEach(index -> byInput.put(index.input(), index));
      List<Influence> influences = new ArrayList<>();
      for (Swing swing : tornados.get(id)) {
        Sobol.Index index =
            byInput.getOrDefault(swing.input(), new Sobol.Index(swing.input(), 0, 0));
        influences.add(new Influence(swing, index.firstOrder(), index.total()));
      }
      influences.sort(Comparator.comparingDouble(Influence::total).reversed());
      result.put(id, List.copyOf(influences));
    }
    return result;
  }
}

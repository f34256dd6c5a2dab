package io.ditgauge.estimator.uncertainty;

import io.ditgauge.estimator.run.Values;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws that are asked for again and again while few inputs change between: an input with the same
 * name and distribution has the same draws, which are kept until others have taken their place. The
 * results are those of {@link MonteCarlo#sample(Formulas)}, to the last bit. Safe for many threads.
 */
public final class KeptDraws {
  private final MonteCarlo draws;
  private final int most;

  /** The longest unused first. */
  private final Map<Input, double[]> kept = new LinkedHashMap<>(16, 0.75f, true);

  private record Input(String name, Distribution known) {}

  /**
   * Keeps nothing yet.
   *
   * @param draws how is drawn
   * @param most inputs whose draws are kept at a time, each of 8 bytes a sample
   */
  public KeptDraws(MonteCarlo draws, int most) {
    this.draws = draws;
    Values.atLeast("most kept inputs", most, 0);
    this.most = most;
  }

  /** Number of draws. */
  public int samples() {
    return draws.samples();
  }

  /**
   * The results of every formula for each draw: {@code [formula][draw]}.
   *
   * @throws IllegalArgumentException as {@link MonteCarlo#sample(Formulas)} does
   */
  public double[][] sample(Formulas formulas) {
    return sample(formulas, draws.samples());
  }

  /** The same for the first draws alone, at most all. */
  public double[][] sample(Formulas formulas, int first) {
    int threads = Runtime.getRuntime().availableProcessors();
    List<Input> inputs = new ArrayList<>();
    formulas.inputs().forEach((name, known) -> inputs.add(new Input(name, known)));
    double[][] columns = columns(inputs, threads);
    List<MonteCarlo.Filler> fillers = new ArrayList<>();
    for (double[] column : columns) {
      fillers.add((from, into, count) -> System.arraycopy(column, from, into, 0, count));
    }
    return new MonteCarlo(draws.seed(), Math.min(first, draws.samples()))
        .sample(formulas, fillers, threads);
  }

  private double[][] columns(List<Input> inputs, int threads) {
    double[][] columns = new double[inputs.size()][];
    List<Integer> missing = new ArrayList<>();
    synchronized (kept) {
      for (int i = 0; i < columns.length; i++) {
        columns[i] = kept.get(inputs.get(i));
        if (columns[i] == null) {
          missing.add(i);
        }
      }
    }
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int at = next.getAndIncrement(); at < missing.size(); at = next.getAndIncrement()) {
            Input input = inputs.get(missing.get(at));
            columns[missing.get(at)] = draws.draws(input.name(), input.known());
          }
        };
    Workers.run(work, Math.max(1, Math.min(threads, missing.size())));
    synchronized (kept) {
      missing.forEach(i -> kept.put(inputs.get(i), columns[i]));
      Iterator<Input> eldest = kept.keySet().iterator();
      for (int over = kept.size() - most; over > 0; over--) {
        eldest.next();
        eldest.remove();
      }
    }
    return columns;
  }
}

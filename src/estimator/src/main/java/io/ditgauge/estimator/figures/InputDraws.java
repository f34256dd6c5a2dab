package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Draws of inputs, of which the last are kept: where one input of a scenario moves, the others need
 * not be drawn again. Safe for many threads.
 */
public final class InputDraws {
  private static final int KEPT = 64;

  private record Key(MonteCarlo draws, String name, Distribution distribution) {}

  private final Map<Key, double[]> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, double[]> eldest) {
          return size() > KEPT;
        }
      };

  /** The draws of an input, which nobody may change. */
  double[] of(MonteCarlo draws, String name, Distribution distribution) {
    Key key = new Key(draws, name, distribution);
    synchronized (kept) {
      double[] known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    double[] drawn =
        draws.propagate(Map.of(name, distribution), inputs -> inputs.value(name)).results();
    synchronized (kept) {
      kept.put(key, drawn);
    }
    return drawn;
  }
}

package io.ditgauge.estimator.run;

import io.ditgauge.model.Op;
import io.ditgauge.model.Work;
import io.ditgauge.model.training.TrainingWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Parameters that say how a call is measured. A combination carries one only where it departs from
 * the usual: forward, warm caches, one call at a time, all cores.
 */
public final class Variation {
  /** Which pass is measured. */
  public static final String PASS = "pass";

  /** Forward and backward as one call. */
  public static final String TRAINING = "training";

  /** Whether the inputs are in the caches. */
  public static final String CACHE = "cache";

  /** Each call gets inputs and weights that the caches do not hold. */
  public static final String COLD = "cold";

  /** Each call gets the weights of another layer, as in a model, and the same activations. */
  public static final String LAYERS = "layers";

  /** Calls made before the device is waited for. */
  public static final String CALLS = "calls";

  /** Threads that the library computes with. */
  public static final String THREADS = "threads";

  /** The value that a benchmark has without being told; never a number of threads. */
  public static final String ALL_CORES = "cores";

  private static final Map<String, String> USUAL =
      Map.of(PASS, "forward", CACHE, "warm", CALLS, "1", THREADS, ALL_CORES);

  private Variation() {}

  /** The parameters without those that say the usual. */
  public static Map<String, String> departing(Map<String, String> params) {
    Map<String, String> result = new TreeMap<>(params);
    USUAL.forEach(result::remove);
    return result;
  }

  /** The usual value of such a parameter. */
  public static String usual(String name) {
    return USUAL.get(name);
  }

  /** Whether it is forward and backward. */
  public static boolean isTraining(Map<String, String> params) {
    return TRAINING.equals(params.get(PASS));
  }

  /** Whether each call gets inputs that the caches do not hold. */
  public static boolean isCold(Map<String, String> params) {
    return COLD.equals(params.get(CACHE));
  }

  /** Whether each call gets the weights of another layer. */
  public static boolean isLayers(Map<String, String> params) {
    return LAYERS.equals(params.get(CACHE));
  }

  /** Calls made before the device is waited for. */
  public static int calls(Map<String, String> params) {
    return Integer.parseInt(params.getOrDefault(CALLS, "1"));
  }

  /** Threads, where they are not the usual ones. */
  public static OptionalInt threads(Map<String, String> params) {
    String threads = params.getOrDefault(THREADS, ALL_CORES);
    return threads.equals(ALL_CORES)
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(threads));
  }

  /** The declared work of one call of that op, measured so. */
  public static Work work(Op op, Map<String, String> params) {
    return isTraining(params) ? TrainingWork.of(op) : op.work();
  }

  /** What departs from the usual in words, as {@code training, 1 thread}; empty if nothing does. */
  public static String describe(Map<String, String> params) {
    List<String> words = new ArrayList<>();
    if (isTraining(params)) {
      words.add(TRAINING);
    }
    if (isCold(params)) {
      words.add(COLD);
    }
    if (isLayers(params)) {
      words.add(LAYERS);
    }
    threads(params).ifPresent(n -> words.add(n + (n == 1 ? " thread" : " threads")));
    if (calls(params) > 1) {
      words.add(calls(params) + " calls");
    }
    return String.join(", ", words);
  }
}

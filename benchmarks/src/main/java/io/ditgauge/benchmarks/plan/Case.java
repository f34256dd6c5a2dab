package io.ditgauge.benchmarks.plan;

import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.kernels.Backend;
import io.ditgauge.kernels.Device;
import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import io.ditgauge.model.Work;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One combination: a kind of benchmark with a value for each of its parameters.
 *
 * @param kind the kind
 * @param params values by name
 */
public record Case(Kind kind, Map<String, String> params) {
  /** What computes the arithmetic peak. */
  public static final String JDK = "jdk";

  /** Copies the parameters, sorted, without those that say the usual. */
  public Case {
    params = Collections.unmodifiableMap(new TreeMap<>(Variation.departing(params)));
  }

  /** The combination that a run file describes. */
  public static Case of(Combination combination) {
    return new Case(Kind.ofBenchmark(combination.benchmark()), combination.params());
  }

  /** The stable name of the combination. */
  public String key() {
    return Combination.keyOf(label(), params);
  }

  /** What tables call it: the kind, but the label of any other op. */
  public String label() {
    return kind == Kind.OP ? OpRecord.of(op()).label() : kind.label();
  }

  /** The op measured. */
  public Op op() {
    return kind.op(params);
  }

  /** The declared work of one call. */
  public Work work() {
    return Variation.work(op(), params);
  }

  /** Whether forward and backward are measured. */
  public boolean isTraining() {
    return Variation.isTraining(params);
  }

  /** Whether each call gets inputs that the caches do not hold. */
  public boolean isCold() {
    return Variation.isCold(params);
  }

  /** Whether each call gets the weights of another layer. */
  public boolean isLayers() {
    return Variation.isLayers(params);
  }

  /** The name of what computes: a tensor library, or {@link #JDK}. */
  public String library() {
    return params.get("backend");
  }

  /** The tensor library. */
  public Backend backend() {
    return Backend.of(params.get("backend"));
  }

  /** The element type. */
  public DType dtype() {
    return DType.of(params.get("dtype"));
  }

  /** The device. */
  public Device device() {
    return Device.of(params.get("device"));
  }

  /** A line for people: {@code mlp torchscript bf16 DiT-XL/2 256 px, batch 2}. */
  public String describe() {
    String variation = Variation.describe(params);
    return String.format(
        Locale.ROOT,
        "%-9s %-11s %-4s %s%s",
        label(),
        params.get("backend"),
        params.get("dtype"),
        shape(),
        variation.isEmpty() ? "" : ", " + variation);
  }

  private String shape() {
    if (kind == Kind.OP) {
      return params.get("op");
    }
    if (kind == Kind.EMPTY) {
      return "1";
    }
    return kind.isCeiling()
        ? params.get("shape")
        : params.get("model") + " " + params.get("image") + " px, batch " + params.get("batch");
  }
}

package io.ditgauge.benchmarks.plan;

import io.ditgauge.estimator.run.Variation;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitModel;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Ops;
import io.ditgauge.model.Patchify;
import io.ditgauge.model.Probe;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kind of benchmark: its JMH method, its parameters, and the op that they stand for. */
public enum Kind {
  /** Patch embedding of a model. */
  PATCHIFY("PatchifyBenchmark.patchify"),
  /** Self-attention of one block. */
  ATTENTION("AttentionBenchmark.attention"),
  /** Feed-forward part of one block. */
  MLP("MlpBenchmark.mlp"),
  /** One whole block. */
  BLOCK("BlockBenchmark.block"),
  /** Any other op by its description. */
  OP("OpBenchmark.op"),
  /** A large matrix product: the measured roof of compute-bound ops. */
  GEMM("CeilingBenchmark.gemm"),
  /** A copy larger than the caches: the measured roof of memory-bound ops. */
  COPY("CeilingBenchmark.copy"),
  /** Reading a buffer larger than the caches. */
  READ("CeilingBenchmark.read"),
  /** Two buffers in and one out, together larger than the caches. */
  TRIAD("CeilingBenchmark.triad"),
  /** Fused multiply-adds in registers, without memory and without a tensor library. */
  FMA("FmaBenchmark.fma"),
  /** The smallest call: what JMH and crossing into a library cost. */
  EMPTY("EmptyBenchmark.empty");

  private static final String PACKAGE = "io.ditgauge.benchmarks.";
  private static final List<String> OF_MODEL =
      List.of("backend", "model", "image", "batch", "dtype", "device");
  private static final List<String> OF_CEILING = List.of("backend", "shape", "dtype", "device");
  private static final List<String> OF_EMPTY = List.of("backend", "dtype", "device");
  private static final List<String> OF_OP = List.of("backend", "op", "dtype", "device");
  private static final Pattern GEMM_SHAPE = Pattern.compile("([0-9]+)x([0-9]+)x([0-9]+)");

  private final String method;

  Kind(String method) {
    this.method = method;
  }

  /** The label in keys and tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The qualified name of the JMH method. */
  public String benchmark() {
    return PACKAGE + method;
  }

  /** Whether it is a roof and not a kernel of a model. */
  public boolean isCeiling() {
    return this == GEMM || this == FMA || isBandwidth();
  }

  /** Whether it is the roof of memory-bound ops, whose shape follows from the caches. */
  public boolean isBandwidth() {
    return this == COPY || this == READ || this == TRIAD;
  }

  /** The names of its parameters. */
  public List<String> parameters() {
    if (this == OP) {
      return OF_OP;
    }
    if (this == EMPTY) {
      return OF_EMPTY;
    }
    return isCeiling() ? OF_CEILING : OF_MODEL;
  }

  /** The kind whose JMH method has that qualified name. */
  public static Kind ofBenchmark(String benchmark) {
    for (Kind kind : values()) {
      if (kind.benchmark().equals(benchmark)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no benchmark of that name: " + benchmark);
  }

  /**
   * The op that the parameters stand for.
   *
   * @throws IllegalArgumentException for values that no op has
   */
  public Op op(Map<String, String> params) {
    return switch (this) {
      case GEMM -> gemm(params.get("shape"));
      case COPY -> new Copy(elements(params));
      case READ -> new Probe(Probe.Kind.READ, elements(params));
      case TRIAD -> new Probe(Probe.Kind.TRIAD, elements(params));
      case FMA -> new Probe(Probe.Kind.FMA, elements(params));
      case EMPTY -> Probe.empty();
      case PATCHIFY -> model(params).patchify(batch(params), image(params));
      case ATTENTION -> model(params).block(batch(params), image(params)).attention();
      case MLP -> model(params).block(batch(params), image(params)).mlp();
      case BLOCK -> model(params).block(batch(params), image(params));
      case OP -> Ops.parse(params.get("op"));
    };
  }

  /** The parameters that say how it is measured; a combination carries the unusual ones. */
  public List<String> variations() {
    if (this == FMA) {
      return List.of(Variation.THREADS);
    }
    if (isBandwidth() || this == EMPTY) {
      return List.of(Variation.THREADS, Variation.CALLS);
    }
    return List.of(Variation.PASS, Variation.CACHE, Variation.THREADS, Variation.CALLS);
  }

  /**
   * An op of the same kind whose gradients finite differences compute in a moment.
   *
   * @throws IllegalArgumentException for a type that has none
   */
  public Op tinyCopy(Map<String, String> params) {
    return SmallOps.trained(op(params).type());
  }

  /** An op of the same kind that the plain-Java control computes in a moment. */
  public Op smallCopy(Map<String, String> params) {
    return switch (this) {
      case GEMM -> new Gemm(48, 80, 64);
      case COPY -> new Copy(5000);
      case READ -> new Probe(Probe.Kind.READ, 5000);
      case TRIAD -> new Probe(Probe.Kind.TRIAD, 5000);
      case FMA -> new Probe(Probe.Kind.FMA, 5000);
      case EMPTY -> Probe.empty();
      case PATCHIFY -> new Patchify(2, 4, 8, 2, 72);
      case ATTENTION -> new Attention(2, 2, 32, 72);
      case MLP -> new Mlp(2, 16, 72, 288);
      case BLOCK -> new DitBlock(2, 16, 144, 2, 576);
      case OP -> SmallOps.of(op(params).type());
    };
  }

  private static Gemm gemm(String shape) {
    Matcher matcher = GEMM_SHAPE.matcher(shape);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "shape of a GEMM must be MxNxK: shape=" + shape + "; use for instance 2048x2048x2048");
    }
    return new Gemm(
        Numbers.positive("M", matcher.group(1)),
        Numbers.positive("N", matcher.group(2)),
        Numbers.positive("K", matcher.group(3)));
  }

  private static long elements(Map<String, String> params) {
    return Numbers.positive("shape", params.get("shape"));
  }

  private static DitModel model(Map<String, String> params) {
    return DitPresets.of(params.get("model"));
  }

  private static long batch(Map<String, String> params) {
    return Numbers.positive("batch", params.get("batch"));
  }

  private static long image(Map<String, String> params) {
    return Numbers.positive("image", params.get("image"));
  }
}

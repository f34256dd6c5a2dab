package io.ditgauge.benchmarks.plan;

import io.ditgauge.estimator.run.Variation;
import io.ditgauge.kernels.Backend;
import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.Support;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes the list of combinations: the preset's values, the user's in their place, each kind's cross
 * product, filtered by the expression, the impossible ones marked.
 */
public final class Planner {
  private static final int MOST_THREADS = 1024;
  private static final int MOST_CALLS = 10_000;
  private static final List<String> FMA_TYPES = List.of("f32", "f64");

  /** 12 chains x 2^15 x 9 x 5 x 7 x 11 x 13: whole steps for almost any number of threads. */
  private static final String FMA_MACS = "17712414720";

  private static final List<String> SIZES = List.of("model", "image", "batch", "op", "shape");
  private static final Map<String, Consumer<String>> CHECKS = new LinkedHashMap<>();

  /** Parameters whose values, when the user gives them, are all combined. */
  private static final Set<String> CHOOSING = Set.of("image", "batch", "op", "backend");

  static {
    CHECKS.put("backend", Backend::of);
    CHECKS.put("model", DitPresets::of);
    CHECKS.put("image", value -> Numbers.positive("image", value));
    CHECKS.put("batch", value -> Numbers.positive("batch", value));
    CHECKS.put("dtype", DType::of);
    CHECKS.put("device", Device::of);
    CHECKS.put("op", value -> SmallOps.of(Ops.parse(value).type()));
    CHECKS.put("shape", value -> Kind.GEMM.op(Map.of("shape", value)));
    CHECKS.put(
        Variation.PASS,
        value -> oneOf(Variation.PASS, value, Variation.usual(Variation.PASS), Variation.TRAINING));
    CHECKS.put(
        Variation.CACHE,
        value ->
            oneOf(
                Variation.CACHE,
                value,
                Variation.usual(Variation.CACHE),
                Variation.COLD,
                Variation.LAYERS));
    CHECKS.put(Variation.THREADS, Planner::threads);
    CHECKS.put(Variation.CALLS, value -> atMost(Variation.CALLS, value, MOST_CALLS));
  }

  private final MachineLimits limits;

  /** A planner for a machine. */
  public Planner(MachineLimits limits) {
    this.limits = limits;
  }

  /**
   * A combination and whether it can run.
   *
   * @param combination the combination
   * @param support whether library and processor can do it; if not, it is skipped
   * @param fit whether it fits in memory; if not, it was asked for in vain and fails
   * @param predictedBytes memory that it is expected to take beyond that of the process
   */
  public record Planned(
      Case combination, Support support, Support fit, Optional<Long> predictedBytes) {
    /** Without an expectation. */
    public Planned(Case combination, Support support, Support fit) {
      this(combination, support, fit, Optional.empty());
    }
  }

  /**
   * The plan of a request, ceilings first.
   *
   * @throws IllegalArgumentException for an unknown parameter or value, or if nothing is selected
   */
  public List<Planned> plan(Request request) {
    request.params().forEach(Planner::check);
    List<Planned> result = new ArrayList<>();
    for (Kind kind : request.effort().kinds()) {
      for (Map<String, String> params : product(values(kind, request))) {
        Case combination = new Case(kind, params);
        boolean asked = request.params().keySet().stream().anyMatch(CHOOSING::contains);
        if (asked || request.effort().includes(combination)) {
          add(combination, request, result);
        }
      }
    }
    request.effort().more().stream()
        .filter(combination -> wanted(combination, request))
        .forEach(combination -> add(combination, request, result));
    if (result.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to measure: include '"
              + request.include()
              + "' and params "
              + request.params()
              + " select no combination; leave one out, or see the keys of an earlier run.json");
    }
    return result;
  }

  private void add(Case combination, Request request, List<Planned> result) {
    boolean again = result.stream().anyMatch(planned -> planned.combination().equals(combination));
    if (!again && request.pattern().matcher(combination.key()).find()) {
      offered(combination, request).ifPresent(result::add);
    }
  }

  /** Whether the user's values leave a combination in that is not of the cross product. */
  private static boolean wanted(Case combination, Request request) {
    return !request.params().containsKey("op")
        && request.params().entrySet().stream()
            .allMatch(
                asked -> {
                  String name = asked.getKey();
                  String own = combination.params().getOrDefault(name, Variation.usual(name));
                  return own == null || asked.getValue().contains(own);
                });
  }

  /**
   * The combination with its support; empty for a pair of backend and element type that no library
   * has, unless the user asked for the type by name: then it shows with its reason.
   */
  private Optional<Planned> offered(Case combination, Request request) {
    Support support = support(combination);
    if (support.possible()) {
      return Optional.of(planned(combination, request));
    }
    return Stream.of("dtype", "op", Variation.PASS).anyMatch(request.params()::containsKey)
        ? Optional.of(new Planned(combination, support, Support.YES))
        : Optional.empty();
  }

  /**
   * A shape that the preset chose and that does not fit is skipped; one asked for by name fails.
   */
  private Planned planned(Case combination, Request request) {
    Support support = limits.support(combination);
    Support fit = limits.fit(combination);
    boolean asked = SIZES.stream().anyMatch(request.params()::containsKey);
    if (!asked && support.possible() && !fit.possible()) {
      return new Planned(combination, fit, Support.YES);
    }
    return new Planned(combination, support, fit, limits.predictedBytes(combination));
  }

  private static Support support(Case combination) {
    if (combination.kind() == Kind.FMA) {
      return FMA_TYPES.contains(combination.dtype().id())
          ? Support.YES
          : Support.no("the peak of fused multiply-adds is measured in " + FMA_TYPES);
    }
    Backend backend = combination.backend();
    if (combination.isLayers()) {
      return combination.isTraining()
          ? Support.no("cache=layers is of forward passes; leave out pass=training")
          : backend.layersSupport(combination.op(), combination.dtype(), combination.device());
    }
    return combination.isTraining()
        ? backend.trainingSupport(combination.op(), combination.dtype(), combination.device())
        : backend.support(combination.op(), combination.dtype(), combination.device());
  }

  private static void threads(String value) {
    if (!value.equals(Variation.ALL_CORES)) {
      atMost(Variation.THREADS, value, MOST_THREADS);
    }
  }

  private static void atMost(String name, String value, int most) {
    if (Numbers.positive(name, value) > most) {
      throw new IllegalArgumentException(
          name + " must be at most " + most + ": " + name + "=" + value);
    }
  }

  private static void oneOf(String name, String value, String... known) {
    if (!List.of(known).contains(value)) {
      throw new IllegalArgumentException(
          "unknown " + name + " '" + value + "'; use one of " + String.join(", ", known));
    }
  }

  private static void check(String name, List<String> values) {
    Consumer<String> check = CHECKS.get(name);
    if (check == null) {
      throw new IllegalArgumentException(
          "unknown parameter 'jmh.p."
              + name
              + "'; known ones: "
              + String.join(", ", CHECKS.keySet()));
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException("jmh.p." + name + " needs a value");
    }
    values.forEach(check);
  }

  private Map<String, List<String>> values(Kind kind, Request request) {
    Map<String, List<String>> result = new LinkedHashMap<>();
    for (String name : kind.parameters()) {
      List<String> asked = request.params().get(name);
      boolean ownShape = kind != Kind.GEMM && name.equals("shape");
      boolean own = ownShape || (kind == Kind.FMA && !name.equals("dtype"));
      List<String> chosen = asked == null || own ? preset(kind, name, request) : asked;
      result.put(name, List.copyOf(new LinkedHashSet<>(chosen)));
    }
    for (String name : kind.variations()) {
      List<String> asked = request.params().getOrDefault(name, List.of(Variation.usual(name)));
      result.put(name, List.copyOf(new LinkedHashSet<>(asked)));
    }
    return result;
  }

  private List<String> preset(Kind kind, String name, Request request) {
    Effort.Scope scope = request.effort().scope();
    return switch (name) {
      case "backend" ->
          kind == Kind.FMA
              ? List.of(Case.JDK)
              : Stream.of(Backend.values()).map(Backend::id).toList();
      case "model" -> scope.models();
      case "image" -> scope.images();
      case "batch" -> scope.batches();
      // One a backend: bytes are bytes, and an empty call is empty, whatever their type.
      case "dtype" ->
          kind == Kind.FMA
              ? FMA_TYPES
              : kind.isBandwidth() || kind == Kind.EMPTY ? List.of("f32") : List.of("f32", "bf16");
      case "device" -> List.of("cpu");
      case "op" -> request.effort().ops();
      case "shape" ->
          kind == Kind.FMA
              ? List.of(FMA_MACS)
              : kind.isBandwidth()
                  ? request.effort().caches().stream()
                      .map(caches -> Long.toString(limits.elements(kind, caches)))
                      .toList()
                  : request.effort().gemmShapes();
      default -> throw new IllegalStateException("parameter without values: " + name);
    };
  }

  private static List<Map<String, String>> product(Map<String, List<String>> values) {
    List<Map<String, String>> result = List.of(Map.of());
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> prefix : result) {
        for (String value : entry.getValue()) {
          Map<String, String> next = new LinkedHashMap<>(prefix);
          next.put(entry.getKey(), value);
          longer.add(next);
        }
      }
      result = longer;
    }
    return result;
  }

  /** The devices that a plan uses that backend on. */
  public static Set<String> devices(List<Planned> plan, Backend backend) {
    Set<String> result = new TreeSet<>();
    plan.stream()
        .filter(planned -> planned.support().possible())
        .map(Planned::combination)
        .filter(one -> backend.id().equals(one.params().get("backend")))
        .forEach(one -> result.add(one.device().id()));
    return result;
  }

  /** The devices that a plan uses. */
  public static Set<String> devices(List<Planned> plan) {
    Set<String> result = new TreeSet<>();
    plan.forEach(planned -> result.add(planned.combination().device().id()));
    return result;
  }
}

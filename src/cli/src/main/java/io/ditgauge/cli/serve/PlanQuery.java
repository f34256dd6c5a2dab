package io.ditgauge.cli.serve;

import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.Presets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an address asks for.
 *
 * @param values checked values by name, one of every field
 */
record PlanQuery(Map<String, String> values) {
  private static final String MODEL = "FLUX.1-dev";

  /** Copies. */
  PlanQuery {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The query of an address, with the model's defaults for what it does not say.
   *
   * @param raw the part behind the question mark, as it was sent; may be empty
   * @throws IllegalArgumentException naming what is unknown, given twice or out of bounds
   */
  static PlanQuery of(String raw) {
    Map<String, String> asked = parameters(raw);
    String name = PlanField.MODEL.checked(asked.getOrDefault(PlanField.MODEL.id(), MODEL));
    Model model = model(name);
    Map<String, String> values = new LinkedHashMap<>();
    for (PlanField field : PlanField.ALL) {
      String value = asked.remove(field.id());
      values.put(field.id(), value == null ? field.usual().apply(model) : field.checked(value));
    }
    if (!asked.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown parameter '"
              + asked.keySet().iterator().next()
              + "'; there are "
              + String.join(", ", PlanField.ALL.stream().map(PlanField::id).toList()));
    }
    return new PlanQuery(values);
  }

  /** The parameters of an address, each given once. */
  static Map<String, String> parameters(String raw) {
    Map<String, String> result = new LinkedHashMap<>();
    if (raw.isEmpty()) {
      return result;
    }
    for (String pair : raw.split("&", -1)) {
      int sign = pair.indexOf('=');
      if (sign < 1) {
        throw new IllegalArgumentException("a parameter must be NAME=VALUE: '" + pair + "'");
      }
      String name = decoded(pair.substring(0, sign));
      if (result.put(name, decoded(pair.substring(sign + 1))) != null) {
        throw new IllegalArgumentException("a parameter was given twice: " + name);
      }
    }
    return result;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Model model(String name) {
    return Presets.of(name).model().orElseThrow();
  }

  /** The model. */
  Model model() {
    return model(value(PlanField.MODEL));
  }

  /** Name of the card. */
  String card() {
    return value(PlanField.CARD);
  }

  /** What is made. */
  Request request() {
    return new Request(
        new Grid(number(PlanField.FRAMES), number(PlanField.HEIGHT), number(PlanField.WIDTH)),
        model().defaults().framesPerSecond(),
        number(PlanField.TEXT_TOKENS),
        number(PlanField.BATCH),
        number(PlanField.STEPS),
        number(PlanField.PASSES));
  }

  /** How it is run. */
  Options options() {
    return new Options(
        attention(),
        Execution.of(value(PlanField.EXECUTION)),
        new Parallelism(
            degree(PlanField.CFG),
            degree(PlanField.ULYSSES),
            degree(PlanField.RING),
            degree(PlanField.TENSOR)),
        true);
  }

  private String attention() {
    String asked = value(PlanField.ATTENTION);
    return asked.equals(PlanField.USUAL)
        ? PublishedEfficiencies.of(card()).attention().usual()
        : asked;
  }

  private int degree(PlanField field) {
    return Math.toIntExact(number(field));
  }

  private long number(PlanField field) {
    return Long.parseLong(value(field));
  }

  private String value(PlanField field) {
    return values.get(field.id());
  }

  /** The value of a field, or the usual one where there is no query. */
  static String shown(Optional<PlanQuery> query, PlanField field) {
    return query.map(it -> it.value(field)).orElseGet(() -> field.usual().apply(model(MODEL)));
  }
}

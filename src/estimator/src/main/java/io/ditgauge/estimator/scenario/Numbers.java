package io.ditgauge.estimator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.source.Datasheet;
import io.ditgauge.estimator.source.Published;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.estimator.uncertainty.Distribution;
import java.util.ArrayList;
import java.util.List;

/** Reads numbers with their distributions and sources. */
final class Numbers {
  /** Keys of a number: its value or distribution, and where it is from. */
  static final List<String> KEYS =
      List.of(
          "value",
          "uniform",
          "triangular",
          "normal",
          "lognormal",
          "beta",
          "discrete",
          "unit",
          "assumed",
          "source");

  private Numbers() {}

  /** Refuses a number that is given in another unit than its own: nothing is converted. */
  static void unit(String place, JsonNode node, String unit) {
    String given = node.path("unit").asText(unit);
    if (!given.equals(unit)) {
      throw new IllegalArgumentException(
          place
              + ": the unit must be "
              + unit
              + ": unit="
              + given
              + "; convert the value, or leave the unit out");
    }
  }

  /** What is known of the number at a place. */
  static Distribution known(String place, JsonNode node) {
    try {
      if (node.has("value")) {
        return new Distribution.Point(node.path("value").asDouble());
      }
      if (node.has("discrete")) {
        List<Distribution.Discrete.Outcome> outcomes = new ArrayList<>();
        node.path("discrete")
            .forEach(
                it ->
                    outcomes.add(
                        new Distribution.Discrete.Outcome(
                            it.path(0).asDouble(), it.path(1).asDouble())));
        return new Distribution.Discrete(outcomes);
      }
      return shaped(node);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  private static Distribution shaped(JsonNode node) {
    if (node.has("uniform")) {
      JsonNode it = node.path("uniform");
      return new Distribution.Uniform(at(it, 0), at(it, 1));
    }
    if (node.has("triangular")) {
      JsonNode it = node.path("triangular");
      return new Distribution.Triangular(at(it, 0), at(it, 1), at(it, 2));
    }
    if (node.has("normal")) {
      JsonNode it = node.path("normal");
      return Distribution.Normal.between(at(it, 0), at(it, 1));
    }
    if (node.has("lognormal")) {
      JsonNode it = node.path("lognormal");
      return Distribution.LogNormal.between(at(it, 0), at(it, 1));
    }
    JsonNode it = node.path("beta");
    return Distribution.Beta.share(at(it, 0), at(it, 1));
  }

  private static double at(JsonNode list, int index) {
    return list.path(index).asDouble();
  }

  /** Where the number at a place is from. */
  static Source source(String place, JsonNode node, JsonNode sources) {
    if (node.has("assumed")) {
      return new Assumed(node.path("assumed").asText());
    }
    String name = node.path("source").asText();
    JsonNode it = sources.path(name);
    if (it.isMissingNode()) {
      throw new IllegalArgumentException(
          place + ": source '" + name + "' is not among the scenario's sources; add it there");
    }
    String title = it.path("title").asText();
    String url = it.path("url").asText();
    String date = it.path("date").asText();
    return it.path("kind").asText().equals("datasheet")
        ? new Datasheet(title, url, date)
        : new Published(title, url, date);
  }
}

package io.ditgauge.estimator.scenario;

import io.ditgauge.estimator.source.Source;
import io.ditgauge.estimator.uncertainty.Distribution;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scenario file says.
 *
 * @param place where it was read
 * @param title what it is about
 * @param settings texts and sizes by path, as {@code hardware.card}
 * @param numbers numbers by path
 */
public record Scenario(
    String place, String title, Map<String, String> settings, Map<String, Known> numbers) {
  /** Copies. */
  public Scenario {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  /**
   * A number.
   *
   * @param known what is known of it
   * @param source who says so
   */
  public record Known(Distribution known, Source source) {}

  /** A setting, where it is given. */
  Optional<String> setting(String path) {
    return Optional.ofNullable(settings.get(path));
  }

  /** The names that the scenario chose below a path. */
  List<String> names(String above) {
    return numbers.keySet().stream()
        .filter(path -> path.startsWith(above + "."))
        .map(path -> path.substring(above.length() + 1).split("\\.", 2)[0])
        .distinct()
        .toList();
  }
}

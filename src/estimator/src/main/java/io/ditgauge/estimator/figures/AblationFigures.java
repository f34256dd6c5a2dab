package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.validation.Ablation;
import io.ditgauge.estimator.validation.TimingRow;
import io.ditgauge.estimator.validation.ValidationSummary;
import io.ditgauge.estimator.validation.ValidationSummary.Group;
import io.ditgauge.estimator.validation.Validator;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each part of a prediction is worth: the error with it left out.
 *
 * @param summaries by name of what is left out, the whole prediction first
 */
public record AblationFigures(Map<String, ValidationSummary> summaries) {
  private static final String SCORED = "scored";

  /** Copies, in order. */
  public AblationFigures {
    summaries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(summaries));
  }

  /** Predicts the rows once for each ablation. */
  public static AblationFigures of(List<TimingRow> rows) {
    Map<String, ValidationSummary> summaries = new LinkedHashMap<>();
    for (Ablation it : Ablation.all()) {
      summaries.put(it.name(), ValidationSummary.of(new Validator(it).validate(rows)));
    }
    return new AblationFigures(summaries);
  }

  /** The groups of scored rows, the largest first. */
  public List<String> groups() {
    Map<String, Group> whole = scored(Ablation.NONE.name());
    return whole.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Group> it) -> -it.getValue().rows())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The statistics of a group with something left out. */
  public Optional<Group> of(String ablation, String group) {
    return Optional.ofNullable(scored(ablation).get(group));
  }

  private Map<String, Group> scored(String ablation) {
    return Optional.ofNullable(summaries.get(ablation))
        .map(summary -> summary.groups().get(SCORED))
        .orElse(Map.of());
  }

  /**
   * The ablation that hurts a group most.
   *
   * @param ablation what is left out
   * @param median median error then
   * @param times the same over the median error of the whole prediction
   */
  public record Worst(String ablation, double median, double times) {}

  /** What hurts a group most; absent for a group that is not there. */
  public Optional<Worst> worst(String group) {
    return of(Ablation.NONE.name(), group)
        .flatMap(
            whole ->
                summaries.keySet().stream()
                    .filter(name -> !name.equals(Ablation.NONE.name()))
                    .flatMap(name -> of(name, group).stream().map(it -> worst(name, it, whole)))
                    .max(Comparator.comparingDouble(Worst::median)));
  }

  private static Worst worst(String name, Group without, Group whole) {
    return new Worst(name, without.median(), without.median() / whole.median());
  }
}

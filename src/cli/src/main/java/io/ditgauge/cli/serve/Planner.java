package io.ditgauge.cli.serve;

import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.report.PredictionReport;
import io.ditgauge.report.page.Plan;
import io.ditgauge.report.page.PredictionPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** From an address to what follows. */
final class Planner {
  private final Map<String, Predictor> predictors = new ConcurrentHashMap<>();

  /** The prediction of a query. */
  PredictionReport report(PlanQuery query) {
    Predictor predictor =
        predictors.computeIfAbsent(
            query.card(), card -> new Predictor(PublishedEfficiencies.of(card)));
    return new PredictionReport(
        query.model().name(),
        query.request(),
        query.options(),
        predictor.predict(query.model(), query.request(), query.options()));
  }

  /** What is chosen and what follows; a refusal where the model or the card refuses it. */
  Plan plan(String rawQuery) {
    Optional<PlanQuery> query = Optional.empty();
    try {
      query = Optional.of(PlanQuery.of(rawQuery));
      return new Plan(
          fields(query), Optional.of(PredictionPage.of(report(query.get()), List.of())), "");
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Plan(fields(query), Optional.empty(), message(e));
    }
  }

  /** Why something was refused. */
  static String message(RuntimeException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static List<Plan.Field> fields(Optional<PlanQuery> query) {
    List<Plan.Field> fields = new ArrayList<>();
    for (PlanField field : PlanField.ALL) {
      fields.add(
          new Plan.Field(
              field.id(),
              field.label(),
              PlanQuery.shown(query, field),
              field.options(),
              field.least(),
              field.most()));
    }
    return fields;
  }
}

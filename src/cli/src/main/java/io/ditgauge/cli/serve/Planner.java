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
  private static final Plan.About ABOUT =
      new Plan.About(
          "How long does it take?",
          "Predicted time of a model on a card; the address of this page carries what is chosen.",
          "/",
          "/plan",
          "");

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
          ABOUT,
          fields(query),
          List.of(new Plan.Link("Download the prediction (JSON)", "/plan.json?" + rawQuery)),
          Optional.of(PredictionPage.of(report(query.get()), List.of())),
          "");
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Plan(ABOUT, fields(query), List.of(), Optional.empty(), message(e));
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
              field.options().isEmpty()
                  ? new Plan.Bounds(
                      Long.toString(field.least()), Long.toString(field.most()), true, "")
                  : Plan.Bounds.NONE,
              field.equals(PlanField.MODEL) ? "model card attention execution" : ""));
    }
    return fields;
  }
}

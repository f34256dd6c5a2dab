package io.ditgauge.benchmarks.heldout;

import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.benchmarks.plan.Kind;
import io.ditgauge.benchmarks.plan.MachineLimits;
import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.heldout.HeldOutCase;
import io.ditgauge.estimator.measured.MeasuredPredictor;
import io.ditgauge.estimator.measured.Predicted;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.Ops;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Chooses the cases of a suite and predicts them.
 *
 * @param calibration what predicts
 * @param limits what fits on the machine
 * @param most cases at most, the same number from each backend and element type
 */
record SuitePlan(Calibration calibration, MachineLimits limits, int most) {
  private static final List<String> MODELS =
      List.of("DiT-S/2", "DiT-B/4", "DiT-B/2", "DiT-L/2", "DiT-XL/4", "DiT-XL/2");
  private static final List<Long> IMAGES = List.of(256L, 512L);
  private static final List<Long> BATCHES = List.of(1L, 2L, 8L);

  /** A case takes at most this long a call, or a suite would take hours. */
  private static final double MOST_SECONDS = 2;

  /** An anchor is timed before and after each case. */
  private static final double MOST_OF_AN_ANCHOR = 0.1;

  /** The cases, predicted, without a measurement. */
  List<HeldOutCase> cases() {
    List<List<HeldOutCase>> places = new ArrayList<>();
    for (String[] place : places(calibration)) {
      places.add(possible(place[0], place[1]));
    }
    places.removeIf(List::isEmpty);
    places.forEach(cases -> anchors(cases.get(0).backend(), cases.get(0).dtype()));
    if (places.isEmpty()) {
      throw new IllegalArgumentException(
          "the calibration of run "
              + calibration.run()
              + " predicts no whole model: it needs products, attention and copies of a backend;"
              + " measure with -Djmh.effort=normal");
    }
    int each = Math.max(1, most / places.size());
    return places.stream().flatMap(cases -> spread(cases, each).stream()).toList();
  }

  /** Backends and element types that were measured on the CPU. */
  private static List<String[]> places(Calibration calibration) {
    return calibration.rates().stream()
        .filter(rate -> rate.device().equals("cpu") && !rate.dtype().equals("f64"))
        .map(rate -> rate.backend() + " " + rate.dtype())
        .distinct()
        .sorted()
        .map(place -> place.split(" "))
        .toList();
  }

  /** A model at a size. */
  private record Shape(String model, long image, long batch) {
    DitForward op() {
      return DitForward.of(DitPresets.of(model), batch, image);
    }
  }

  private static List<Shape> shapes() {
    List<Shape> result = new ArrayList<>();
    for (String model : MODELS) {
      for (long image : IMAGES) {
        for (long batch : BATCHES) {
          result.add(new Shape(model, image, batch));
        }
      }
    }
    return result;
  }

  private List<HeldOutCase> possible(String backend, String dtype) {
    List<HeldOutCase> result = new ArrayList<>();
    List<DitForward> models = shapes().stream().map(Shape::op).toList();
    MeasuredPredictor predictor;
    try {
      predictor = MeasuredPredictor.withoutBlocksOf(models, calibration, backend, dtype);
    } catch (IllegalArgumentException e) {
      return result; // too little was measured there to predict from
    }
    for (Shape shape : shapes()) {
      Predicted predicted = predictor.predict(shape.op());
      if (predicted.seconds() <= MOST_SECONDS && fits(shape.op(), backend, dtype)) {
        result.add(
            new HeldOutCase(
                shape.model(),
                shape.image(),
                shape.batch(),
                backend,
                dtype,
                predicted.seconds(),
                predicted.lowSeconds(),
                predicted.highSeconds(),
                predicted.extrapolated(),
                List.of()));
      }
    }
    result.sort(Comparator.comparingDouble(HeldOutCase::predictedSeconds));
    return result;
  }

  private boolean fits(DitForward op, String backend, String dtype) {
    Map<String, String> params =
        Map.of("backend", backend, "dtype", dtype, "device", "cpu", "op", Ops.text(op));
    return limits.fit(new Case(Kind.OP, params)).possible();
  }

  /** {@code count} of the cases, from the shortest to the longest at even distances. */
  private static List<HeldOutCase> spread(List<HeldOutCase> sorted, int count) {
    if (sorted.size() <= count) {
      return sorted;
    }
    List<HeldOutCase> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = count == 1 ? 0 : Math.round((double) i * (sorted.size() - 1) / (count - 1));
      result.add(sorted.get((int) at));
    }
    return result;
  }

  /** The op of a case. */
  static DitForward op(HeldOutCase it) {
    return new Shape(it.model(), it.image(), it.batch()).op();
  }

  /**
   * The anchors of a backend and element type: the largest product and the largest block that were
   * measured there, with their times in the calibration.
   */
  List<Anchor> anchors(String backend, String dtype) {
    List<Rate> there =
        calibration.rates().stream()
            .filter(rate -> rate.backend().equals(backend) && rate.dtype().equals(dtype))
            .filter(rate -> rate.device().equals("cpu") && rate.hasInterval())
            .filter(rate -> Variation.describe(rate.params()).isEmpty())
            .filter(rate -> rate.seconds() < MOST_OF_AN_ANCHOR)
            .toList();
    List<Anchor> result = new ArrayList<>();
    for (String type : List.of("gemm", "dit-block")) {
      there.stream()
          .filter(rate -> rate.op().type().equals(type))
          .max(Comparator.comparingLong(Rate::flops))
          .map(
              rate ->
                  new Anchor(
                      Ops.of(rate.op().type(), rate.op().dimensions()), rate.typicalSeconds()))
          .ifPresent(result::add);
    }
    if (result.isEmpty()) {
      throw new IllegalArgumentException(
          "run "
              + calibration.run()
              + " has no product and no block of "
              + backend
              + " "
              + dtype
              + " to hold the drift of the machine against");
    }
    return result;
  }
}

package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.measured.Measurements.Measured;
import io.ditgauge.estimator.measured.Measurements.Timed;
import io.ditgauge.estimator.measured.Measurements.Weights;
import io.ditgauge.estimator.roofline.GemmPoint;
import io.ditgauge.estimator.roofline.GemmRoofline;
import io.ditgauge.estimator.roofline.KernelKind;
import io.ditgauge.model.Conv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The fits of all classes of a calibration. */
public final class Fits {
  static final String LINEAR = "linear";
  static final String ATTENTION = "attention";
  static final String CONVOLUTION = "convolution";
  static final String NORM = "norm";
  static final String POINTWISE = "pointwise";
  static final String COMPOSITION = "composition";
  static final String BLOCK = "block";

  private Fits() {}

  /** That calibration with the fits of what it measured, in the order of its rates. */
  public static Calibration fitted(Calibration calibration) {
    List<ClassFit> all = new ArrayList<>();
    for (Selection it : selections(calibration)) {
      all.addAll(of(it));
    }
    return calibration.withFits(all);
  }

  private static List<Selection> selections(Calibration calibration) {
    return calibration.rates().stream()
        .filter(Rate::hasInterval)
        .map(it -> new Selection(calibration, it.backend(), it.dtype(), it.device()))
        .distinct()
        .filter(Fits::hasCeilings)
        .toList();
  }

  private static boolean hasCeilings(Selection it) {
    var ceilings = it.calibration().ceilings();
    return ceilings.backendGemm(it.backend(), it.dtype(), it.device()).isPresent()
        && ceilings.machineCopy(it.device()).isPresent();
  }

  /** The fits that the calibration carries for a selection, or, in an old one, those it would. */
  static List<ClassFit> carriedOrMade(Selection it) {
    List<ClassFit> carried =
        it.calibration().fits().stream()
            .filter(
                fit ->
                    fit.of().backend().equals(it.backend())
                        && fit.of().dtype().equals(it.dtype())
                        && fit.of().device().equals(it.device()))
            .toList();
    return carried.isEmpty() ? of(it) : carried;
  }

  private static List<ClassFit> of(Selection it) {
    Measurements measured = new Measurements(it);
    GemmRoofline expected = Expected.roofline(it);
    List<ClassFit> all = new ArrayList<>();
    for (Weights state : Weights.values()) {
      List<Measured<GemmPoint>> points = products(measured, state);
      if (!points.isEmpty()) {
        all.add(LinearFit.of(scope(it, LINEAR, state.id()), points, expected));
      }
    }
    attention(it, measured, expected, all);
    for (String type : List.of(Conv.TYPE_2D, Conv.TYPE_3D)) {
      List<Measured<Timed>> points = measured.convolutions(type);
      if (!points.isEmpty()) {
        all.add(ConvolutionFit.of(scope(it, CONVOLUTION, type), points));
      }
    }
    moves(it, measured, expected, all);
    CompositionFit.of(scope(it, COMPOSITION), it, all).ifPresent(all::add);
    BlockFit.of(scope(it, BLOCK), it, all).ifPresent(all::add);
    return List.copyOf(all);
  }

  /** Weights of layers in turn, and warm ones for shapes that were not measured so. */
  static List<Measured<GemmPoint>> products(Measurements measured, Weights state) {
    List<Measured<GemmPoint>> warm = measured.products(Weights.WARM);
    List<Measured<GemmPoint>> layers = measured.products(Weights.LAYERS);
    if (state == Weights.WARM || layers.isEmpty()) {
      return state == Weights.WARM ? warm : layers;
    }
    List<Measured<GemmPoint>> all = new ArrayList<>(layers);
    warm.stream()
        .filter(it -> layers.stream().noneMatch(other -> sameShape(it.what(), other.what())))
        .forEach(all::add);
    return all;
  }

  private static boolean sameShape(GemmPoint a, GemmPoint b) {
    return a.m() == b.m() && a.n() == b.n() && a.k() == b.k();
  }

  private static void attention(
      Selection it, Measurements measured, GemmRoofline expected, List<ClassFit> all) {
    measured
        .attention()
        .forEach(
            (kernel, widths) ->
                widths.forEach(
                    (width, calls) ->
                        all.add(
                            AttentionFits.of(
                                scope(it, ATTENTION, kernel + " K=" + width),
                                width,
                                calls,
                                expected.flopsPerSecond(),
                                expected.overheadSeconds()))));
  }

  private static void moves(
      Selection it, Measurements measured, GemmRoofline expected, List<ClassFit> all) {
    for (KernelKind kind : List.of(KernelKind.NORM, KernelKind.POINTWISE)) {
      var points = measured.moves(kind);
      if (!points.isEmpty()) {
        String ops = kind == KernelKind.NORM ? NORM : POINTWISE;
        all.add(
            MemoryFit.of(
                scope(it, ops), points, expected.bytesPerSecond(), expected.overheadSeconds()));
      }
    }
  }

  private static ClassFit.Scope scope(Selection it, String ops, String... variant) {
    return new ClassFit.Scope(
        ops, it.backend(), it.dtype(), it.device(), Arrays.stream(variant).findFirst());
  }

  /** The fit of a class, if there is one. */
  static Optional<ClassFit> find(List<ClassFit> fits, String ops, Optional<String> variant) {
    return fits.stream()
        .filter(it -> it.of().ops().equals(ops) && it.of().variant().equals(variant))
        .findFirst();
  }
}

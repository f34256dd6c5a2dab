package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Comparison;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.hardware.AcceleratorCeilings;
import io.ditgauge.estimator.hardware.DataSheet;
import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.OpTime;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import io.ditgauge.model.OpClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a card's published efficiency says of the ops that a calibration measured. */
public final class PublishedSide {
  /** The kernel of library attention where no other is named. */
  private static final String ATTENTION = "fa2";

  private PublishedSide() {}

  /**
   * The two side by side, at 16 bits, of which the published rates are.
   *
   * @param card name of a published efficiency, for instance {@code h100-sxm}
   * @throws IllegalArgumentException for an unknown card
   */
  public static Comparison compare(String card, Calibration measured) {
    Efficiency efficiency = inBursts(PublishedEfficiencies.of(card));
    List<String> reasons = differences(card, efficiency.card(), measured);
    List<Rate> rates = new ArrayList<>();
    for (Rate rate : measured.rates()) {
      Op op = rate.op().toOp();
      boolean speaks = op.opClass() != OpClass.MOVEMENT && rate.flops() + rate.bytes() > 0;
      boolean there = !reasons.isEmpty() || !rate.device().equals("cpu");
      if (rate.dtype().equals(DType.BF16.id()) && speaks && there) {
        published(efficiency, op).ifPresent(it -> rates.add(at(rate, it)));
      }
    }
    return Comparison.ofPublished(with(measured, card + " (published)", rates), measured, reasons);
  }

  /** A benchmark is a burst: what a job of minutes loses to the board's power is not in it. */
  private static Efficiency inBursts(Efficiency it) {
    return new Efficiency(
        it.name(),
        it.origin(),
        it.card(),
        it.peakFlopsPerSecond(),
        it.gemm(),
        it.attention(),
        it.memory(),
        it.convolution(),
        it.host(),
        it.link(),
        new Efficiency.Sustained(1, it.sustained().boards()));
  }

  private static List<String> differences(String card, DataSheet sheet, Calibration measured) {
    boolean same =
        measured.machine().accelerators().stream()
            .map(it -> AcceleratorCeilings.sheet(it.name()))
            .flatMap(Optional::stream)
            .anyMatch(it -> it.name().equals(sheet.name()));
    List<String> reasons = new ArrayList<>();
    if (!same) {
      reasons.add(
          "run "
              + measured.run()
              + " was not measured on a "
              + card
              + ": its machine is "
              + measured.machine().cpu().name()
              + " with "
              + measured.machine().accelerators().size()
              + " GPUs");
    }
    if (measured.provisional()) {
      reasons.add(
          "run "
              + measured.run()
              + " is provisional: it has rates of too few forks for an interval");
    }
    return reasons;
  }

  private static Optional<Predicted> published(Efficiency efficiency, Op op) {
    Options options = new Options(ATTENTION, Execution.TORCHSCRIPT, Parallelism.NONE, false);
    List<CountedOp> one = List.of(new CountedOp(op.type(), op, 1));
    try {
      List<OpTime> times = MeasuredPredictor.times(efficiency, options, one);
      return times.isEmpty() ? Optional.empty() : Optional.of(MeasuredPredictor.sum(times));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty(); // a kind of kernel that the card's tables do not have
    }
  }

  private static Calibration with(Calibration it, String run, List<Rate> rates) {
    return new Calibration(
        it.format(),
        it.version(),
        run,
        it.machine(),
        it.commit(),
        it.dirty(),
        it.effort(),
        false,
        it.backends(),
        it.ceilings(),
        rates,
        List.of(),
        List.of(),
        List.of());
  }

  private static Rate at(Rate rate, Predicted it) {
    return new Rate(
        rate.key(),
        rate.op(),
        rate.label(),
        rate.backend(),
        rate.dtype(),
        rate.device(),
        rate.params(),
        it.seconds(),
        Optional.of(it.lowSeconds()),
        Optional.of(it.highSeconds()),
        Optional.empty(),
        rate.forks(),
        rate.samples(),
        rate.flops(),
        rate.bytes(),
        rate.flops() / it.seconds(),
        Optional.of(rate.flops() / it.highSeconds()),
        Optional.of(rate.flops() / it.lowSeconds()),
        rate.bytes() / it.seconds(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        rate.bound());
  }
}

package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Op;
import io.ditgauge.model.Work;

/**
 * A measured combination before it is held against ceilings.
 *
 * @param combination the combination
 * @param op its op
 * @param flops floating-point operations of one call
 * @param bytes compulsory bytes of one call
 * @param sample its seconds
 */
record Achieved(Combination combination, Op op, long flops, long bytes, ForkSample sample) {

  static Achieved of(Combination combination, ForkSample sample) {
    Op op = combination.op().toOp();
    Work work = Variation.work(op, combination.params());
    DType dtype = DType.of(combination.params().get("dtype"));
    return new Achieved(combination, op, work.flops(), work.bytes(dtype), sample);
  }

  String backend() {
    return combination.params().get("backend");
  }

  String dtype() {
    return combination.params().get("dtype");
  }

  String device() {
    return combination.params().get("device");
  }

  boolean isGemm() {
    return op.type().equals(Gemm.TYPE) && !Variation.isTraining(combination.params());
  }

  boolean isCopy() {
    return op.type().equals(Copy.TYPE);
  }

  double flopsPerSecond() {
    return flops / sample.seconds();
  }

  double bytesPerSecond() {
    return bytes / sample.seconds();
  }

  /** The rate with its utilization of each ceiling that exists. */
  Rate against(Ceilings ceilings) {
    double achieved = flops > 0 ? flopsPerSecond() : bytesPerSecond();
    return new Rate(
        combination.key(),
        OpRecord.of(op),
        combination.op().label(),
        backend(),
        dtype(),
        device(),
        combination.params(),
        sample.seconds(),
        sample.low(),
        sample.high(),
        sample.typical(),
        sample.forks(),
        sample.samples(),
        flops,
        bytes,
        flopsPerSecond(),
        sample.high().map(seconds -> flops / seconds),
        sample.low().map(seconds -> flops / seconds),
        bytesPerSecond(),
        ceilings.theoreticalRate(flops, dtype(), device()).map(ceiling -> achieved / ceiling),
        ceilings.machineRate(flops, dtype(), device()).map(ceiling -> achieved / ceiling),
        ceilings
            .backendRate(flops, backend(), dtype(), device())
            .map(ceiling -> achieved / ceiling),
        ceilings.bound(flops, bytes, dtype(), device()));
  }
}

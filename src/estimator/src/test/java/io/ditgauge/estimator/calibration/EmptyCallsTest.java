package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Op;
import io.ditgauge.model.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ops in which the crossing into the library is not negligible. */
class EmptyCallsTest {
  private static Rate rate(Op op, String backend, double seconds) {
    Map<String, String> params = Map.of("backend", backend, "dtype", "f32", "device", "cpu");
    long flops = op.work().flops();
    long bytes = op.work().bytes(DType.F32);
    return new Rate(
        Combination.keyOf(op.type(), params),
        OpRecord.of(op),
        op.type(),
        backend,
        "f32",
        "cpu",
        params,
        seconds,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1,
        2,
        flops,
        bytes,
        flops / seconds,
        Optional.empty(),
        Optional.empty(),
        bytes / seconds,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Rate.UNKNOWN);
  }

  private static List<String> warnings(String backend, double empty, double seconds) {
    return EmptyCalls.warnings(
        List.of(
            rate(Probe.empty(), backend, empty),
            rate(Probe.empty(), "other", 1),
            rate(new Gemm(8, 8, 8), backend, seconds)));
  }

  @Test
  void aHundredTimesAnEmptyCallIsEnoughAndLessIsTold() {
    assertEquals(List.of(), warnings("djl", 20e-6, 2.001e-3));
    assertEquals(
        List.of(
            "an empty call is not negligible in gemm|backend=djl|device=cpu|dtype=f32: 1.980 ms is"
                + " 99 times the 20.0 us of empty|backend=djl|device=cpu|dtype=f32, less than 100"),
        warnings("djl", 20e-6, 1.98e-3));
  }

  @Test
  void nd4jMayTakeTwiceTheShare() {
    assertEquals(List.of(), warnings("nd4j", 20e-6, 1.2e-3));
    assertEquals(1, warnings("nd4j", 30e-6, 1.2e-3).size());
  }

  @Test
  void callsBelowAMillisecondAreExpectedToFeelIt() {
    assertEquals(List.of(), warnings("djl", 500e-6, 0.9e-3));
  }
}

package io.ditgauge.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ditgauge.model.Attention;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forward and backward of one op as one call. */
class TrainingWorkTest {
  /** dx[M, K] = dy[M, N] w[N, K] and dw[N, K] = dy^T x: M N K MACs each. */
  @Test
  void aProductIsDoneThreeTimes() {
    assertEquals(new Work(3 * 30, 0, 6 + 10 + 15, 6 + 10), TrainingWork.of(new Gemm(3, 5, 2)));
  }

  /** The gradient of the bias sums the gradients of the M rows. */
  @Test
  void aBiasAddsItsSumsAndItsGradient() {
    Work forward = new Linear(3, 2, 5, 1).work();
    assertEquals(15, forward.elementwiseOps(), "the bias is added to 3 x 5 elements");
    assertEquals(
        new Work(3 * 30, 15 + 15, 6 + 10 + 5 + 15, 6 + 10 + 5),
        TrainingWork.of(new Linear(3, 2, 5, 1)));
  }

  /** With FLOPs as 2 MACs that is the usual factor: 2 forward and 4 backward. */
  @Test
  void everyOpThatIsTrainedHasThreeTimesTheMacs() {
    List<Op> ops =
        List.of(
            new Attention(2, 3, 5, 7),
            new Mlp(2, 3, 5, 7),
            new DitBlock(2, 6, 10, 5, 20),
            new DitBlock(2, 256, 1152, 16, 4608));
    for (Op op : ops) {
      assertEquals(3 * op.work().macs(), TrainingWork.of(op).macs(), op.toString());
    }
  }

  @Test
  void aTotalBeyondALongIsRefused() {
    Op huge = new Gemm(1L << 31, 1L << 31, 1);
    assertThrows(ArithmeticException.class, () -> TrainingWork.of(huge));
  }
}

package io.ditgauge.benchmarks.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Patchify;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Benchmark;

/** A kind of benchmark stands for the op that its parameters say. */
class KindTest {
  private static final Map<String, String> XL =
      Map.of("model", "DiT-XL/2", "image", "256", "batch", "2");

  private static String refusal(Kind kind, Map<String, String> params) {
    return assertThrows(IllegalArgumentException.class, () -> kind.op(params)).getMessage();
  }

  @Test
  void opsOfTheLargestModelAt256Pixels() {
    assertEquals(new Patchify(2, 4, 32, 2, 1152), Kind.PATCHIFY.op(XL));
    assertEquals(new Attention(2, 16, 256, 72), Kind.ATTENTION.op(XL));
    assertEquals(new Mlp(2, 256, 1152, 4608), Kind.MLP.op(XL));
    assertEquals(new DitBlock(2, 256, 1152, 16, 4608), Kind.BLOCK.op(XL));
  }

  @Test
  void ceilingsAreOfTheirShape() {
    assertEquals(new Gemm(3, 5, 7), Kind.GEMM.op(Map.of("shape", "3x5x7")));
    assertEquals(new Copy(99), Kind.COPY.op(Map.of("shape", "99")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2048", "2x3", "2x3x4x5", "axbxc", "-1x2x3", "2X3X4", "2 x3x4"})
  void aShapeThatIsNoProductIsRefusedWithAnExample(String shape) {
    assertEquals(
        "shape of a GEMM must be MxNxK: shape=" + shape + "; use for instance 2048x2048x2048",
        refusal(Kind.GEMM, Map.of("shape", shape)));
  }

  @Test
  void aZeroInAShapeIsNamed() {
    assertEquals("N must be a positive integer: N=0", refusal(Kind.GEMM, Map.of("shape", "2x0x3")));
  }

  @Test
  void aModelThatIsUnknownIsAnsweredWithTheNearest() {
    String message = refusal(Kind.MLP, Map.of("model", "DiT-XL2", "image", "256", "batch", "2"));
    assertTrue(message.contains("unknown model 'DiT-XL2'; did you mean DiT-XL/2?"), message);
  }

  @Test
  void anImageThatPatchesDoNotTileIsRefused() {
    String message = refusal(Kind.BLOCK, Map.of("model", "DiT-XL/8", "image", "100", "batch", "2"));
    assertTrue(message.contains("100"), message);
  }

  /** The labels and names are what the files of a run carry. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void theNamedMethodIsABenchmark(Kind kind) throws ReflectiveOperationException {
    int dot = kind.benchmark().lastIndexOf('.');
    Method method =
        Class.forName(kind.benchmark().substring(0, dot))
            .getMethod(kind.benchmark().substring(dot + 1));
    assertTrue(method.isAnnotationPresent(Benchmark.class));
    assertEquals(kind, Kind.ofBenchmark(kind.benchmark()));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSmallCopyIsOfTheSameTypeAndSmall(Kind kind) {
    Op small = kind.smallCopy(Map.of("op", "rms-norm:8192x1152x1"));
    String label = kind == Kind.OP ? "rms-norm" : kind.label();
    assertEquals(label, OpRecord.of(small).label());
    assertTrue(small.work().macs() < 20e6, "the control must compute it in a moment");
  }

  /** Every op of the longest run has a small copy of its own type. */
  @Test
  void everyMeasuredOpHasASmallCopy() {
    assertTrue(Effort.LONG.ops().size() > Effort.NORMAL.ops().size());
    for (String text : Effort.LONG.ops()) {
      Map<String, String> params = Map.of("op", text);
      Op small = Kind.OP.smallCopy(params);
      assertEquals(Kind.OP.op(params).type(), small.type());
      assertTrue(small.work().macs() < 20e6 && small.work().elementsWritten() < 1e6, text);
    }
  }

  /** Every op with a backward has a tiny copy whose gradients are soon checked. */
  @Test
  void everyTrainedKindHasATinyCopy() {
    for (Kind kind : List.of(Kind.ATTENTION, Kind.MLP, Kind.BLOCK)) {
      assertTrue(kind.tinyCopy(XL).work().macs() < 20e3, kind.toString());
      assertEquals(kind.op(XL).type(), kind.tinyCopy(XL).type());
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> Kind.PATCHIFY.tinyCopy(XL)).getMessage();
    assertTrue(message.startsWith("forward and backward of op 'patchify' are not measured"));
  }

  @Test
  void anUnknownBenchmarkIsNamed() {
    assertEquals(
        "no benchmark of that name: a.B.c",
        assertThrows(IllegalArgumentException.class, () -> Kind.ofBenchmark("a.B.c")).getMessage());
  }
}

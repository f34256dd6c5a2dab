package io.ditgauge.kernels.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Moe;
import io.ditgauge.model.Op;
import io.ditgauge.model.Ops;
import io.ditgauge.model.Work;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The work that an op declares is the work that computing it does, counted while it is done. */
class ProofByExecutionTest {
  private static final long SEED = Long.getLong("ditgauge.seed", System.nanoTime() & 0xffffff);
  private static final int SHAPES = 200;

  private static Set<String> types() {
    return RandomOps.types();
  }

  @Test
  void everyTypeOfOpIsTried() {
    assertEquals(new HashSet<>(Ops.types()), types());
  }

  @Test
  void everyKindOfOpHasAFormula() {
    assertEquals(Set.of(Op.class.getPermittedSubclasses()), new Control().kinds());
  }

  @ParameterizedTest
  @MethodSource("types")
  void theDeclaredWorkIsWhatIsExecuted(String type) {
    Set<Op> tried = new HashSet<>();
    for (long i = 0; i < SHAPES; i++) {
      Op op = RandomOps.of(type, SEED + i);
      String what = op + " (-Dditgauge.seed=" + SEED + ", shape " + i + ")";
      assertEquals(op.work(), executed(op, SEED + i, what), what);
      long parameters =
          OpInputs.of(op, SEED).parameters().stream().mapToLong(Tensor::elements).sum();
      assertEquals(op.parameters(), parameters, what);
      tried.add(op);
    }
    assertTrue(tried.size() > 5, type + " was tried with " + tried.size() + " shapes alone");
  }

  /** Experts are read as far as the router reaches them: of several inputs, the widest reach. */
  private static Work executed(Op op, long seed, String what) {
    long inputs = op instanceof Moe ? 300 : 1;
    return LongStream.range(0, inputs)
        .mapToObj(i -> executedOnce(op, 1_000 * seed + i, what))
        .max((a, b) -> Long.compare(a.elementsRead(), b.elementsRead()))
        .orElseThrow();
  }

  private static Work executedOnce(Op op, long seed, String what) {
    Control control = new Control();
    double[] output = control.run(op, OpInputs.of(op, seed), DType.F32);
    assertFalse(Arrays.stream(output).anyMatch(Double::isNaN), what);
    assertEquals(output.length, control.work().elementsWritten(), what);
    return control.work();
  }

  @Test
  void theCountGoesOnOverCalls() {
    Gemm op = new Gemm(2, 3, 5);
    Control control = new Control();
    control.run(op, OpInputs.of(op, 1), DType.F32);
    control.run(op, OpInputs.of(op, 2), DType.F32);
    assertEquals(new Work(60, 0, 50, 12), control.work());
  }

  @Test
  void anElementMustBeWrittenOnceBeforeItIsRead() {
    Cells cells = Cells.blank(2);
    cells.set(1, 3);
    assertEquals(3, cells.get(1));
    assertEquals(
        "element 0 is read before it is written",
        assertThrows(IllegalStateException.class, () -> cells.get(0)).getMessage());
    assertEquals(
        "element 1 is written twice",
        assertThrows(IllegalStateException.class, () -> cells.set(1, 4)).getMessage());
    assertEquals(1, cells.elementsRead());
    assertEquals(1, cells.elementsWritten());
  }

  @Test
  void whatIsReadTwiceCountsOnce() {
    Cells given = Cells.of(1, 2, 3);
    given.get(2);
    given.get(2);
    assertEquals(1, given.elementsRead());
    assertEquals(3, given.elementsWritten());
  }
}

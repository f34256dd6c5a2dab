package io.ditgauge.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulas of the ops against loops that count one multiplication at a time. */
class WorkOfOpsTest {
  private static Arguments gemm(long m, long n, long k) {
    Gemm op = new Gemm(m, n, k);
    return Arguments.of(op, Loops.gemm(op));
  }

  private static Arguments copy(long elements) {
    Copy op = new Copy(elements);
    return Arguments.of(op, Loops.copy(op));
  }

  private static Arguments patchify(long batch, long channels, long side, long patch, long width) {
    Patchify op = new Patchify(batch, channels, side, patch, width);
    return Arguments.of(op, Loops.patchify(op));
  }

  private static Arguments adaLn(long batch, long width, long chunks) {
    AdaLn op = new AdaLn(batch, width, chunks);
    return Arguments.of(op, Loops.adaLn(op));
  }

  private static Arguments attention(long batch, long heads, long tokens, long headWidth) {
    Attention op = new Attention(batch, heads, tokens, headWidth);
    return Arguments.of(op, Loops.attention(op));
  }

  private static Arguments mlp(long batch, long tokens, long width, long hidden) {
    Mlp op = new Mlp(batch, tokens, width, hidden);
    return Arguments.of(op, Loops.mlp(op));
  }

  private static Arguments finalLayer(
      long batch, long tokens, long width, long patch, long outChannels) {
    FinalLayer op = new FinalLayer(batch, tokens, width, patch, outChannels);
    return Arguments.of(op, Loops.finalLayer(op));
  }

  private static Arguments block(long batch, long tokens, long width, long heads, long hidden) {
    DitBlock op = new DitBlock(batch, tokens, width, heads, hidden);
    return Arguments.of(op, Loops.ditBlock(op));
  }

  static List<Arguments> cases() {
    return List.of(
        gemm(1, 1, 1),
        gemm(2, 3, 5),
        gemm(7, 1, 4),
        copy(1),
        copy(17),
        patchify(1, 1, 1, 1, 1),
        patchify(2, 3, 10, 5, 7),
        patchify(3, 4, 4, 2, 5),
        adaLn(1, 1, 1),
        adaLn(3, 5, 6),
        adaLn(2, 7, 2),
        attention(1, 1, 1, 1),
        attention(2, 3, 5, 7),
        attention(3, 2, 7, 1),
        mlp(1, 1, 1, 1),
        mlp(2, 3, 5, 7),
        mlp(3, 4, 7, 2),
        finalLayer(1, 1, 1, 1, 1),
        finalLayer(2, 3, 5, 2, 7),
        finalLayer(3, 5, 2, 3, 1),
        block(1, 1, 1, 1, 1),
        block(2, 3, 10, 5, 7),
        block(3, 5, 6, 2, 11));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFormulaCountsWhatTheLoopsDo(Op op, Tally tally) {
    assertEquals(tally.work(), op.work());
    assertEquals(tally.parameters(), op.parameters());
  }

  @Test
  void everyTypeOfOpHasACase() {
    Set<String> covered = new TreeSet<>();
    cases().forEach(arguments -> covered.add(((Op) arguments.get()[0]).type()));
    assertEquals(new TreeSet<>(Ops.types()), covered);
    assertEquals(Op.class.getPermittedSubclasses().length, covered.size());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anOpSurvivesTheTripThroughItsTypeAndDimensions(Op op, Tally tally) {
    assertEquals(op, Ops.of(op.type(), op.dimensions()));
    assertTrue(tally.work().elementsWritten() > 0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theShapeNamesTheFirstDimension(Op op, Tally tally) {
    long first = op.dimensions().values().iterator().next();
    assertTrue(op.shape().startsWith(Long.toString(first)), op.shape());
    assertTrue(tally.work().elementsRead() > 0);
  }
}

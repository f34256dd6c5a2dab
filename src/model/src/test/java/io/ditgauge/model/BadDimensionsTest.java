package io.ditgauge.model;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad dimension is refused by a message that names it with its value. */
class BadDimensionsTest {
  private static final long LARGEST = 1L << 40;

  private static final List<Op> GOOD =
      List.of(
          new Gemm(2, 3, 4),
          new Copy(5),
          new Patchify(1, 4, 6, 2, 8),
          new AdaLn(1, 8, 6),
          new Attention(1, 2, 3, 4),
          new Mlp(1, 2, 3, 4),
          new FinalLayer(1, 2, 3, 4, 5),
          new DitBlock(1, 2, 6, 3, 24));

  private static String messageOf(Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }

  static Stream<Arguments> everyDimensionOfEveryOp() {
    return GOOD.stream()
        .flatMap(
            op ->
                op.dimensions().keySet().stream()
                    .flatMap(
                        name ->
                            Stream.of(0L, -1L, Long.MIN_VALUE, LARGEST + 1, Long.MAX_VALUE)
                                .map(value -> Arguments.of(op, name, value))));
  }

  @ParameterizedTest
  @MethodSource("everyDimensionOfEveryOp")
  void anImpossibleDimensionIsNamedWithValueRuleAndPlace(Op op, String name, long value) {
    Map<String, Long> dimensions = new LinkedHashMap<>(op.dimensions());
    dimensions.put(name, value);
    String message = messageOf(() -> Ops.of(op.type(), dimensions));
    assertTrue(message.contains(name + "=" + value), message);
    assertTrue(message.contains("between 1 and 2^40"), message);
    assertTrue(message.contains("in " + op.type()), message);
  }

  @Test
  void theLargestDimensionIsAccepted() {
    assertEquals(LARGEST + 1, new Gemm(LARGEST, 1, 1).work().elementsRead());
  }

  @Test
  void headsMustDivideTheWidth() {
    assertEquals(
        "heads must divide width: heads=15, width=1152 (in dit-block)",
        messageOf(() -> new DitBlock(1, 256, 1152, 15, 4608)));
    assertEquals(
        "heads must divide width: heads=7, width=1152 (in mine)",
        messageOf(() -> new DitModel("mine", 28, 1152, 7, 2)));
  }

  @Test
  void aGuidedStepNeedsAClassBesideNone() {
    Grid one = Grid.square(2);
    DitForward.Stack stack = new DitForward.Stack(1, 6, 3, 24, 1);
    assertEquals(
        "labels must be at least 2, a class and no class: labels=1 (in dit-step)",
        messageOf(() -> new DitStep(1, 4, one, one, stack)));
    assertNames("batch=0 (in dit-step)", () -> Ops.parse("dit-step:0x4x1x2x2x1x2x2x1x6x3x24x2"));
  }

  @Test
  void sinusoidsComeInPairs() {
    assertEquals(
        "features must be even, cosines and sines: features=255 (in timestep-embedding)",
        messageOf(() -> new TimestepEmbedding(1, 255, 8)));
  }

  @Test
  void factorisedBlocksComeInPairs() {
    Grid one = Grid.square(2);
    DitForward.Stack stack = new DitForward.Stack(3, 6, 3, 24, 1);
    assertEquals(
        "layers must be even, half of them over space and half over time: layers=3"
            + " (in factorised-forward)",
        messageOf(() -> new FactorisedForward(1, 4, one, one, stack)));
  }

  @Test
  void thePatchMustDivideTheSide() {
    assertEquals(
        "patch must divide side: patch=3, side=32 (in patchify)",
        messageOf(() -> new Patchify(1, 4, 32, 3, 8)));
  }

  @Test
  void theImageMustBeAMultipleOfEightPatches() {
    DitModel model = DitPresets.of("DiT-XL/2");
    assertEquals(
        "8 x patch must divide image side: 8 x patch=16, image side=250 (in DiT-XL/2)",
        messageOf(() -> model.tokens(250)));
    for (long side : new long[] {0, -256, Long.MAX_VALUE}) {
      String message = messageOf(() -> model.tokens(side));
      assertTrue(message.contains("image side=" + side + " (in DiT-XL/2)"), message);
    }
  }

  @Test
  void aModelRefusesBadDimensionsOfItsOwn() {
    assertAll(
        () -> assertNames("layers=0", () -> new DitModel("mine", 0, 8, 2, 2)),
        () -> assertNames("width=-8", () -> new DitModel("mine", 1, -8, 2, 2)),
        () -> assertNames("heads=0", () -> new DitModel("mine", 1, 8, 0, 2)),
        () -> assertNames("patch=0", () -> new DitModel("mine", 1, 8, 2, 0)),
        () -> assertNames("name='  '", () -> new DitModel("  ", 1, 8, 2, 2)),
        () -> assertNames("count=0", () -> new CountedOp("block", new Copy(1), 0)));
  }

  private static void assertNames(String expected, Executable executable) {
    String message = messageOf(executable);
    assertTrue(message.contains(expected), message);
  }

  @Test
  void workThatDoesNotFitALongNamesTheFactors() {
    assertEquals(
        "a count must stay below 2^63: "
            + "1099511627776 x 1099511627776 x 2; give smaller dimensions",
        messageOf(() -> new Gemm(LARGEST, LARGEST, 2).work()));
    assertAll(
        GOOD.stream()
            .filter(op -> !(op instanceof Copy))
            .map(BadDimensionsTest::allLargest)
            .map(op -> () -> assertNames("below 2^63: ", op::work)));
  }

  /** The op of the same type with dimensions whose product cannot be a long. */
  private static Op allLargest(Op op) {
    Map<String, Long> dimensions = new LinkedHashMap<>();
    op.dimensions().keySet().forEach(name -> dimensions.put(name, LARGEST));
    return Ops.of(op.type(), dimensions);
  }

  @Test
  void aForwardPassTooLargeToCountNamesModelBatchAndImage() {
    DitModel model = DitPresets.of("DiT-XL/2");
    String message = messageOf(() -> model.forwardWork(3, 1 << 20));
    assertTrue(message.startsWith("DiT-XL/2 at batch=3, image side=1048576: "), message);
    assertTrue(message.contains("below 2^63"), message);
    assertNames("batch=0", () -> model.forwardWork(0, 256));
  }
}

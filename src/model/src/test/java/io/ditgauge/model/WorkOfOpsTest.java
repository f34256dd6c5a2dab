package io.ditgauge.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  void aBlockCountsWhatItsPartsCount() {
    List<Op> blocks =
        List.of(
            new AdaLn(3, 5, 6),
            new Mlp(2, 3, 5, 7),
            new TimestepEmbedding(2, 4, 3),
            new FinalLayer(2, 3, 5, 2, 7),
            new DitBlock(2, 3, 10, 5, 7),
            new DitForward(2, 3, GRID, GRID, new DitForward.Stack(4, 10, 5, 7, 3)),
            new DitStep(2, 3, GRID, GRID, new DitForward.Stack(4, 10, 5, 7, 3)),
            new FactorisedForward(2, 3, GRID, GRID, new DitForward.Stack(4, 10, 5, 7, 3)));
    for (Op block : blocks) {
      Work parts = Composites.work(block.parts(), 0, 0);
      assertEquals(block.work().macs(), parts.macs(), block.type());
      assertEquals(block.work().elementwiseOps(), parts.elementwiseOps(), block.type());
      assertEquals(block.parameters(), Composites.parameters(block.parts()), block.type());
    }
  }

  /** Of 3 frames of 8 places, 24 tokens: in place of 24 x 24 pairs, 3 x 8 x 8 and 8 x 3 x 3. */
  @Test
  void factorisedBlocksLeaveOutThePairsThatMeetNeitherInAFrameNorAtAPlace() {
    Grid latent = new Grid(3, 4, 8);
    Grid patch = new Grid(1, 2, 2);
    DitForward.Stack stack = new DitForward.Stack(6, 20, 5, 7, 3);
    FactorisedForward op = new FactorisedForward(2, 4, latent, patch, stack);
    Work all = new DitForward(2, 4, latent, patch, stack).work();
    long pairs = 3 * (24 * 24 - 3 * 8 * 8) + 3 * (24 * 24 - 8 * 3 * 3);
    assertEquals(all.macs() - 2 * 2 * pairs * 20, op.work().macs());
    // Scale and softmax of each pair and head; the second table of positions is added too.
    assertEquals(
        all.elementwiseOps() - 2 * 2 * 5 * pairs + 2 * 24 * 20, op.work().elementwiseOps());
    assertEquals(all.elementsRead() - (24 - 3 - 8) * 20, op.work().elementsRead());
    assertEquals(all.elementsWritten(), op.work().elementsWritten());
  }

  @Test
  void theWayToEmbedPatchesDoesNotChangeTheWork() {
    PatchEmbed any = new PatchEmbed(2, 3, GRID, new Grid(1, 2, 2), 8);
    for (PatchEmbed.Way way : PatchEmbed.Way.values()) {
      PatchEmbed op = new PatchEmbed(2, 3, GRID, new Grid(1, 2, 2), 8, way);
      assertEquals(any.work(), op.work());
      assertEquals(op, Ops.parse(way.type() + ":2x3x2x4x6x1x2x2x8"));
    }
  }

  @Test
  void everyKindOfOpHasAType() {
    Set<Class<?>> made = new HashSet<>();
    for (Op op : EVERY_KIND) {
      assertEquals(op, Ops.of(op.type(), op.dimensions()));
      assertEquals(op, Ops.parse(Ops.text(op)));
      made.add(op.getClass());
    }
    assertEquals(Set.of(Op.class.getPermittedSubclasses()), made);
  }

  private static final Grid GRID = new Grid(2, 4, 6);
  private static final List<Op> EVERY_KIND =
      List.of(
          new Gemm(2, 3, 5),
          new Copy(4),
          new Patchify(1, 4, 6, 2, 8),
          new AdaLn(1, 8, 6),
          new Attention(1, 2, 3, 4),
          new Mlp(1, 2, 3, 4),
          new DitForward(1, 2, GRID, GRID, new DitForward.Stack(2, 6, 3, 24, 5)),
          new DitStep(1, 2, GRID, GRID, new DitForward.Stack(2, 6, 3, 24, 5)),
          new FactorisedForward(1, 2, GRID, GRID, new DitForward.Stack(2, 6, 3, 24, 5)),
          new FinalLayer(1, 2, 3, 4, 5),
          new DitBlock(1, 2, 6, 3, 24),
          new Linear(2, 3, 4, 1),
          Norm.layer(2, 3, true),
          Norm.rms(2, 3),
          new GroupNorm(1, 4, 5, 2),
          new Rope(1, 2, 3, 4),
          new Elementwise(Function.MODULATE, 12, 3),
          new LearnedTable(2, 3, 4, 5),
          new Lookup(2, 3, 4),
          new TimestepEmbedding(2, 4, 3),
          new PatchEmbed(1, 4, GRID, new Grid(1, 2, 2), 8),
          new Unpatchify(1, 4, GRID, new Grid(1, 2, 2)),
          new Sdpa(1, 4, 2, 3, 5, 6),
          new CausalAttention(1, 4, 2, 3, 6),
          new SparseAttention(1, 2, 6, 3, 4),
          new LinearAttention(1, 2, 3, 4),
          new FactorisedAttention(1, 2, 3, 4, 5),
          new Conv(1, Conv.Channels.full(2, 3), Grid.square(4), Grid.square(3)),
          new Conv(1, Conv.Channels.full(2, 3), GRID, Grid.cube(3)),
          new Resample(1, 2, GRID, new Grid(1, 2, 2)),
          new GatedMlp(2, 3, 4, 1),
          new ConvMlp(1, 2, 3, 4, 5),
          new Moe(2, 3, 4, 8, 2),
          new JointBlock(1, 2, 3, 8, 2, 16),
          new SingleBlock(1, 2, 8, 2, 16),
          new CrossBlock(1, 2, 3, 8, 2, 16),
          new Probe(Probe.Kind.READ, 5));

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

package io.ditgauge.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting mistakes that people really made in public, each with the right answer. */
class FlopCasesTest {
  private static final DitModel XL2 = DitPresets.of("DiT-XL/2");

  private static void assertWithin(double relative, double expected, long actual) {
    assertEquals(expected, (double) actual, relative * expected);
  }

  /** Source: facebookresearch/DiT issue 67 (a counter says 228 where the paper says 119). */
  @Test
  void thePapersGflopsAreMultiplyAccumulates() {
    Work work = XL2.forwardWork(1, 256);
    assertWithin(0.001, 118.6e9, work.macs());
    assertWithin(0.001, 237.2e9, work.flops());
  }

  /** Source: facebookresearch/DiT issue 72 (1024 tokens, where a 256-pixel image has 256). */
  @Test
  void theFeedForwardPartAloneIsExact() {
    assertEquals(21_743_271_936L, new Mlp(1, 1024, 1152, 4608).work().flops());
    assertEquals(1024, XL2.tokens(512));
    assertEquals(256, XL2.tokens(256));
  }

  /** Source: facebookresearch/DiT issue 47 (counters hooked on modules miss the two products). */
  @Test
  void theAttentionProductsAreCounted() {
    DitModel model = DitPresets.of("DiT-XL/4");
    long total = model.forwardWork(1, 256).macs();
    long attention = model.layers() * model.block(1, 256).attention().work().macs();
    assertWithin(0.002, 28.78e9, total - attention);
    assertWithin(0.002, 29.05e9, total);
  }

  /** Derived from arXiv 2212.09748: guidance runs two images where one is asked for. */
  @Test
  void guidanceDoublesFiftySteps() {
    assertWithin(0.001, 23.724e12, 50 * XL2.forwardWork(2, 256).flops());
  }

  /** Source: diffusers benchmarks and the ToCa table for FLUX.1-dev at 1024 x 1024 (57 blocks). */
  @Test
  void attentionOfAnotherModelIsCountedByTheSameOp() {
    assertWithin(0.003, 14.87e12, 57 * new Attention(1, 24, 4096 + 512, 128).work().flops());
  }

  /** Source: hahnyuan/LLM-Viewer (a third, gate matrix that DiT does not have: 313.3 GFLOP). */
  @Test
  void theFeedForwardPartHasTwoMatrices() {
    assertWithin(0.002, 237.24e9, XL2.forwardWork(1, 256).flops());
    Mlp mlp = XL2.block(1, 256).mlp();
    assertEquals(2 * mlp.width() * mlp.hidden() + mlp.hidden() + mlp.width(), mlp.parameters());
  }

  /** Source: Dao-AILab/flash-attention issue 741. */
  @Test
  void attentionForwardIsFourTSquaredKAHead() {
    assertWithin(0.001, 274.88e9, new Attention(64, 16, 1024, 64).work().flops());
  }

  /** Source: calflops issue 48 (a counter that reports exactly twice the work). */
  @ParameterizedTest
  @ValueSource(longs = {1, 16, 256, 4096})
  void twiceTheTokensIsMoreThanTwiceTheWork(long tokens) {
    double once = new DitBlock(1, tokens, 1152, 16, 4608).work().macs();
    double twice = new DitBlock(1, 2 * tokens, 1152, 16, 4608).work().macs();
    double modulation = new AdaLn(1, 1152, 6).work().macs();
    assertTrue((twice - modulation) / (once - modulation) > 2, "tokens=" + tokens);
    assertNotEquals(2 * once, twice);
  }
}

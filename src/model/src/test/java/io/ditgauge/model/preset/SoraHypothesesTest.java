package io.ditgauge.model.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.SoraHypotheses.Hypothesis;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoraHypothesesTest {
  /** 1440 / 8 frames of 512 / 16 x 512 / 16 patches, as the article has them. */
  private static final double TOKENS = 180 * 32 * 32;

  private static final double WIDTH = 5376;
  private static final double LAYERS = 42;
  private static final double TEXT = 512;
  private static final double STEPS = 250;

  private static Hypothesis hypothesis(String part) {
    return SoraHypotheses.all().stream()
        .filter(it -> it.name().contains(part))
        .findFirst()
        .orElseThrow();
  }

  /** By hand: 14 D^2 a token and 2 D^2 a text token in each block, embedders, final layer. */
  private static double linearMacs() {
    double square = WIDTH * WIDTH;
    return LAYERS * (14 * square * TOKENS + 2 * square * TEXT)
        + 2 * 64 * WIDTH * TOKENS
        + TEXT * (4096 * WIDTH + square)
        + 256 * WIDTH
        + 7 * square;
  }

  private static double toText() {
    return LAYERS * 2 * TOKENS * TEXT * WIDTH;
  }

  private static void assertMacs(double attended, Hypothesis actual) {
    double expected = STEPS * (linearMacs() + toText() + 2 * TOKENS * attended * WIDTH);
    assertEquals(expected, actual.macsPerMinute().value(), 1e-9 * expected);
    assertEquals(2 * expected, actual.flopsPerMinute(), 1e-9 * 2 * expected);
  }

  /** Source: the article, 524e9 x 30 x 180 x 250 = 708e15, its "FLOP" being MACs. */
  @Test
  void theArticleIsReproducedAndCorrected() {
    Hypothesis article = hypothesis("article");
    assertEquals(708e15, article.macsPerMinute().value(), 0.001 * 708e15);
    assertEquals(1.41642e18, article.flopsPerMinute(), 0.001 * 1.41642e18);
    assertEquals(20_000_000_000L, article.parameters());
    assertEquals(180 * 1024, article.tokens());
  }

  @Test
  void fullAttentionIsQuadraticInTheTokensOfTheMinute() {
    assertMacs(LAYERS * TOKENS, hypothesis("full"));
  }

  /** Against the article's linear extrapolation, on its own tokens. */
  @Test
  void fullAttentionCostsSeveralTimesTheExtrapolation() {
    double ratio = hypothesis("full").flopsPerMinute() / hypothesis("article").flopsPerMinute();
    assertTrue(ratio >= 5.6 && ratio <= 6.8, "ratio " + ratio);
  }

  @Test
  void factorisedAttentionSeesAFrameInHalfOfTheBlocksAndAPlaceInTheOthers() {
    assertMacs(LAYERS / 2 * (32 * 32 + 180), hypothesis("factorised"));
  }

  @Test
  void windowAttentionSeesAWindow() {
    assertMacs(LAYERS * 18 * 24 * 24, hypothesis("window"));
  }

  @Test
  void theNetworksHaveTheSameTokensAndAboutTheArticlesParameters() {
    List<Hypothesis> networks = SoraHypotheses.all().subList(1, 4);
    assertEquals(3, networks.size());
    for (Hypothesis network : networks) {
      assertEquals(184_320, network.tokens());
      assertEquals(20e9, (double) network.parameters(), 0.02 * 20e9);
      assertEquals(networks.get(0).parameters(), network.parameters());
    }
  }

  /** By hand: 16 D^2 of a block and its vectors, and what is outside of the blocks. */
  @Test
  void parametersAreCountedToTheElement() {
    long width = 5376;
    long square = width * width;
    long block = 16 * square + 13 * width + 4 * 128 + 6 * width;
    long outside =
        64 * width
            + width // patches
            + 256 * width
            + width
            + square
            + width
            + 6 * square
            + 6 * width // time
            + 4096 * width
            + width
            + square
            + width // text
            + 2 * width
            + 64 * width
            + 64; // final layer
    assertEquals(42 * block + outside, hypothesis("full").parameters());
  }

  @Test
  void fullAttentionOfAMinuteExceedsTheRangeOfALong() {
    Model model = Presets.of("Sora (20B, full attention)").model().orElseThrow();
    Counts step = model.forward(model.defaults()).counts();
    assertTrue(hypothesis("full").macsPerMinute().isExact());
    Request large = new Request(new Grid(1440, 1088, 1920), 24, 512, 1, 250, 1);
    assertFalse(model.forward(large).counts().macs().times(250).isExact());
    assertTrue(step.attentionShare() > 0.75, "share=" + step.attentionShare());
  }
}

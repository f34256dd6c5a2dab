package io.ditgauge.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Attention;
import io.ditgauge.model.CausalAttention;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training work against figures that others published, and against the mistakes they made. */
class PublishedTrainingTest {
  private static final TrainingPlan FULL = TrainingPlan.full();

  private static TrainingCounts train(String preset, long tokens, long batch, TrainingPlan plan) {
    TextNetwork network = (TextNetwork) Presets.of(preset).network();
    return TrainingCounts.of(TrainingPass.of(network.forward(tokens, batch), batch), plan);
  }

  private static double modelFlops(String preset, long tokens, long batch) {
    return train(preset, tokens, batch, FULL).modelFlops().value();
  }

  private static void assertWithin(double relative, double expected, double actual) {
    assertEquals(expected, actual, relative * expected);
  }

  private static void assertNotWithin(double relative, double trap, double actual) {
    assertTrue(Math.abs(actual - trap) > relative * trap, "trap " + trap + ", actual " + actual);
  }

  /** Source: Dao-AILab/flash-attention issue 741: batch 64, 16 heads of 64, 1024 tokens. */
  @Test
  void attentionBackwardIsTwiceForwardOrTwoAndAHalfTimesWhereScoresAreRecomputed() {
    ForwardPass pass =
        new ForwardPass(List.of(Part.of("attention", new Attention(64, 16, 1024, 64))), 1024, 0);
    TrainingCounts kept = TrainingCounts.of(TrainingPass.of(pass, 64), FULL);
    TrainingCounts flash =
        TrainingCounts.of(
            TrainingPass.of(pass, 64), FULL.scores(ScoreGradients.FROM_RECOMPUTED_SCORES));
    assertWithin(0.001, 274.88e9, kept.forward().flops().value());
    assertWithin(0.001, 824.6e9, kept.hardwareFlops().value());
    assertWithin(0.001, 962.1e9, flash.hardwareFlops().value());
    assertEquals(kept.modelFlops(), flash.modelFlops());
    assertNotWithin(0.001, 824.6e9 / 2, kept.hardwareFlops().value());
  }

  /** Source: calflops issue 48: a counter that reports exactly twice the work. */
  @ParameterizedTest
  @ValueSource(longs = {1, 64, 2048})
  void twiceTheSequenceIsMoreThanTwiceTheTraining(long tokens) {
    double ratio = modelFlops("Llama-2-7B", 2 * tokens, 1) / modelFlops("Llama-2-7B", tokens, 1);
    assertTrue(ratio > 2, "ratio " + ratio);
    assertNotEquals(2.0, ratio);
  }

  /**
   * Source: AI-Hypercomputer/maxtext pull request 644, batch 12 of 2048 tokens; the traps are what
   * its formula gave before the correction.
   */
  @ParameterizedTest
  @CsvSource({
    "Llama-2-7B, 1053.4e12, 1033.2e12",
    "Llama-2-13B, 2018.7e12, 1981.1e12",
    "Llama-2-70B, 10528.0e12, 10368.9e12",
    "Mistral-7B, 1127.6e12, 1107.4e12"
  })
  void aTrainingStepOfLanguageModelsIsAsPublished(String name, double expected, double trap) {
    double flops = modelFlops(name, 2048, 12);
    assertWithin(0.0001, expected, flops);
    assertNotWithin(0.001, trap, flops);
  }

  /** The same table has 6946.5e12 for Mixtral, with all eight experts at work. */
  @Test
  void onlyTheChosenExpertsWork() {
    double idle = 6.0 * 3 * 4096 * 14336 * 6 * 32 * 2048 * 12;
    double flops = modelFlops("Mixtral-8x7B", 2048, 12);
    assertWithin(0.0001, 6946.5e12, flops + idle);
    assertNotWithin(0.5, 6946.5e12, flops);
  }

  /** Source: AI-Hypercomputer/maxtext pull request 1670, batch 4 of 256 tokens. */
  @Test
  void aTrainingStepOfLlamaIsExact() {
    TrainingCounts counts = train("Llama-2-7B", 256, 4, FULL);
    assertEquals(40_593_883_398_144L, counts.pass().linearFlops().exact());
    assertEquals(412_316_860_416L, counts.pass().attentionFlops().exact());
  }

  /**
   * Source: AI-Hypercomputer/maxtext pull request 1988, batch 4 of 8192 tokens: 422.21e12 of
   * attention, and 211.11e12 by a kernel that skips what the mask hides.
   */
  @Test
  void theCausalMaskIsNotHalvedUnlessAskedFor() {
    TrainingCounts dense = train("Llama-2-7B", 8192, 4, FULL);
    assertWithin(0.0001, 422.21e12, dense.pass().attentionFlops().value());
    assertWithin(0.0001, 1721.22e12, dense.modelFlops().value());
    Part causal = Part.of("attention", new CausalAttention(4, 32, 32, 8192, 128));
    ForwardPass pass = new ForwardPass(List.of(causal), 8192, 0);
    TrainingCounts halved = TrainingCounts.of(TrainingPass.of(pass, 4), FULL);
    assertWithin(0.0005, 211.11e12, 32 * halved.modelFlops().value());
  }

  /**
   * Source: EleutherAI/cookbook: 72 L D^2 (1 + S / (6 D)) FLOP a token without the vocabulary head,
   * a third more with recomputation; 300e9 tokens (Brown et al., arXiv 2005.14165).
   */
  @Test
  void gpt3IsTrainedWithThePublishedWork() {
    long sequences = 300_000_000_000L / 2048;
    TextNetwork gpt3 = (TextNetwork) Presets.of("GPT-3-175B").network();
    ForwardPass whole = gpt3.forward(2048, 1);
    ForwardPass headless =
        new ForwardPass(
            whole.parts().stream().filter(part -> !part.name().equals("head")).toList(), 2048, 0);
    TrainingPass pass = TrainingPass.of(headless, 1);
    double flops = TrainingCounts.of(pass, FULL).run(sequences, 1536).flops().value();
    double again =
        TrainingCounts.of(pass, FULL.recomputing(Recomputation.EVERYTHING))
            .run(sequences, 1536)
            .flops()
            .value();
    assertWithin(0.0002, 3.218e23, flops);
    assertWithin(0.0002, 4.291e23, again);
    assertEquals(4.0 / 3, again / flops, 1e-12);
    double withHead =
        TrainingCounts.of(TrainingPass.of(whole, 1), FULL).run(sequences, 1536).flops().value();
    assertNotWithin(0.002, 3.218e23, withHead);
  }

  /** Source: Brown et al., arXiv 2005.14165, table D.1: 3.14e23 FLOP by the rule 6 N D. */
  @Test
  void theRuleForGpt3IsAsPublishedAndLeavesOutAttention() {
    TextNetwork gpt3 = (TextNetwork) Presets.of("GPT-3-175B").network();
    TrainingPass pass = TrainingPass.of(gpt3.forward(2048, 1), 1);
    ParameterRule rule = pass.rule();
    assertWithin(0.002, 3.14e23, rule.flops().value() * (300e9 / 2048));
    double ratio = rule.ratio(TrainingCounts.of(pass, FULL).modelFlops());
    assertEquals(1 + 2048.0 / (6 * 12288), ratio, 0.001);
  }

  /**
   * Source: NVIDIA/Megatron-LM issue 523: with selective recomputation attention has 16 B s^2 h a
   * layer, 12 without; the paper's equation (arXiv 2205.05198) has 24.
   */
  @Test
  void recomputingAttentionAloneAddsAThirdToIt() {
    TrainingCounts kept = train("GPT-3-175B", 2048, 1, FULL);
    TrainingCounts again = train("GPT-3-175B", 2048, 1, FULL.recomputing(Recomputation.ATTENTION));
    long unit = 96L * 2048 * 2048 * 12288;
    assertEquals(12 * unit, kept.pass().attentionFlops().exact());
    assertEquals(16 * unit, again.pass().attentionFlops().exact());
    assertNotEquals(24 * unit, again.pass().attentionFlops().exact());
    assertEquals(kept.pass().linearMacs(), again.pass().linearMacs());
    assertEquals(kept.modelFlops(), again.modelFlops());
  }

  /**
   * Source: Peebles and Xie, arXiv 2212.09748, section 5: training compute is Gflops x batch x
   * steps x 3, and its Gflops are multiply-accumulates: 524.6 for DiT-XL/2 at 512 pixels, 3e6 steps
   * of 256, so 2.417e21 FLOP and not 1.209e21.
   */
  @Test
  void theLargestDitIsTrainedWithTwiceThePrintedFigure() {
    Denoiser dit = (Denoiser) Presets.of("DiT-XL/2").network();
    ForwardPass pass = dit.forward(new Denoiser.Input(new Grid(1, 64, 64), 0, 1));
    TrainingCounts counts = TrainingCounts.of(TrainingPass.of(pass, 1), FULL);
    double flops = counts.run(256L * 3_000_000, 256).flops().value();
    assertWithin(0.001, 2.41736e21, flops);
    assertNotWithin(0.1, 1.20868e21, flops);
  }

  /** Modulation holds a third of DiT's parameters and runs once an image, not once a token. */
  @Test
  void theRuleOverstatesADiffusionTransformer() {
    Denoiser dit = (Denoiser) Presets.of("DiT-XL/2").network();
    ForwardPass pass = dit.forward(new Denoiser.Input(new Grid(1, 32, 32), 0, 1));
    TrainingPass training = TrainingPass.of(pass, 1);
    double ratio = training.rule().ratio(TrainingCounts.of(training, FULL).modelFlops());
    assertTrue(ratio > 0.65 && ratio < 0.70, "ratio " + ratio);
  }

  /**
   * Source: huggingface/peft's print of LLaMA-7B with rank 8 on q_proj and v_proj: 4,194,304
   * trainable of 6,742,609,920 parameters.
   */
  @Test
  void lowRankAdaptersHaveThePublishedParameters() {
    TrainingCounts counts = train("Llama-2-7B", 2048, 1, TrainingPlan.lowRank(8, "q", "v"));
    assertEquals(4_194_304, counts.weights().trained());
    assertEquals(6_742_609_920L, counts.weights().held());
  }
}

package io.ditgauge.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Attention;
import io.ditgauge.model.Conv;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.LinearAttention;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Moe;
import io.ditgauge.model.Op;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingCountsTest {
  private static final TrainingPlan FULL = TrainingPlan.full();
  private static final Linear FIRST = new Linear(6, 3, 5, 1);
  private static final Linear SECOND = new Linear(6, 5, 4, 1);

  private static TrainingCounts count(ForwardPass pass, TrainingPlan plan) {
    return TrainingCounts.of(TrainingPass.of(pass, 2), plan);
  }

  private static ForwardPass one(Op op) {
    return new ForwardPass(List.of(Part.of("part", op)), 3, 0);
  }

  /** Two linear maps, six rows of two samples: 3 to 5 to 4. */
  private static ForwardPass two() {
    return new ForwardPass(List.of(Part.of("first", FIRST), Part.of("second", SECOND)), 3, 0);
  }

  private static long macs(Counts counts) {
    return counts.macs().exact();
  }

  /** Multiplications of dx = dy w and dw = dy^T x, done one at a time. */
  @Test
  void aLinearMapHasTheTwoProductsThatLoopsDo() {
    long inputs = 0;
    long weights = 0;
    for (int row = 0; row < 6; row++) {
      for (int in = 0; in < 3; in++) {
        for (int out = 0; out < 5; out++) {
          inputs++;
          weights++;
        }
      }
    }
    TrainingCounts counts = count(one(FIRST), FULL);
    assertEquals(inputs, macs(counts.behind().inputGradients()));
    assertEquals(weights, macs(counts.behind().weightGradients()));
    assertEquals(inputs + weights, macs(counts.backward()));
  }

  /** dp = do v^T, dv = p^T do, dq = ds k, dk = ds^T q, and s = q k^T again. */
  @Test
  void attentionHasTheFourOrFiveProductsThatLoopsDo() {
    long gradients = 0;
    long again = 0;
    for (int head = 0; head < 2 * 3; head++) {
      for (int query = 0; query < 7; query++) {
        for (int key = 0; key < 7; key++) {
          for (int channel = 0; channel < 5; channel++) {
            gradients += 4;
            again++;
          }
        }
      }
    }
    ForwardPass pass = one(new Attention(2, 3, 7, 5));
    TrainingPlan flash = FULL.scores(ScoreGradients.FROM_RECOMPUTED_SCORES);
    assertEquals(gradients, macs(count(pass, FULL).backward()));
    assertEquals(0, macs(count(pass, FULL).behind().recomputed()));
    assertEquals(gradients, macs(count(pass, flash).backward()));
    assertEquals(again, macs(count(pass, flash).behind().recomputed()));
  }

  @Test
  void linearAttentionHasNoScoresToComputeAgain() {
    TrainingPlan flash = FULL.scores(ScoreGradients.FROM_RECOMPUTED_SCORES);
    TrainingCounts counts = count(one(new LinearAttention(1, 2, 3, 4)), flash);
    assertEquals(0, macs(counts.behind().recomputed()));
    assertEquals(2 * macs(counts.forward()), macs(counts.backward()));
  }

  /** Reads and writes of the two products: dy and w to dx; dy and x to dw and db. */
  @Test
  void theTrafficOfALinearMapIsThatOfItsTwoProducts() {
    Counts inputs = count(one(FIRST), FULL).behind().inputGradients();
    Counts weights = count(one(FIRST), FULL).behind().weightGradients();
    assertEquals(6 * 5 + 3 * 5 + 5, inputs.elementsRead().exact());
    assertEquals(6 * 3, inputs.elementsWritten().exact());
    assertEquals(6 * 5 + 6 * 3, weights.elementsRead().exact());
    assertEquals(3 * 5 + 5, weights.elementsWritten().exact());
    assertEquals(6 * 5, weights.elementwise().exact());
  }

  @Test
  void convolutionsAreProductsToo() {
    Conv conv = new Conv(1, Conv.Channels.full(2, 3), Grid.square(4), Grid.square(3));
    TrainingCounts counts = count(one(conv), FULL);
    assertEquals(16 * 3 * 2 * 9, macs(counts.forward()));
    assertEquals(2 * 16 * 3 * 2 * 9, macs(counts.backward()));
  }

  @Test
  void aLookUpAddsGradientsIntoItsTableOnlyWhereItIsTrained() {
    ForwardPass pass = one(new Lookup(6, 4, 100));
    assertEquals(24, count(pass, FULL).backward().elementwise().exact());
    Counts frozen = count(pass, FULL.freeze("part")).backward();
    assertEquals(Counts.ZERO, frozen);
  }

  @ParameterizedTest
  @CsvSource({"SILU, 12", "MULTIPLY, 24", "MODULATE, 36"})
  void elementwiseWorkIsOneForEachElementAndOperand(Function function, long expected) {
    TrainingCounts counts = count(one(new Elementwise(function, 12, 3)), FULL);
    assertEquals(expected, counts.backward().elementwise().exact());
    assertEquals(0, macs(counts.pass()));
  }

  @Test
  void aFrozenPartBehindATrainedOneHasItsInputsGradientAlone() {
    TrainingCounts counts = count(two(), FULL.freeze("second"));
    assertEquals(6 * 3 * 5 + 6 * 5 * 4, macs(counts.behind().inputGradients()));
    assertEquals(6 * 3 * 5, macs(counts.behind().weightGradients()));
    assertEquals(FIRST.parameters(), counts.weights().trained());
    assertEquals(two().parameters(), counts.weights().held());
  }

  @Test
  void aFrozenPartInFrontRunsForwardOnly() {
    TrainingPlan plan = FULL.detach("first").recomputing(Recomputation.EVERYTHING);
    TrainingCounts counts = count(two(), plan);
    assertEquals(6 * 3 * 5 + 6 * 5 * 4, macs(counts.forward()));
    assertEquals(2 * 6 * 5 * 4, macs(counts.backward()));
    assertEquals(6 * 5 * 4, macs(counts.behind().recomputed()));
  }

  @Test
  void theFirstLayerNeedsNoGradientOfTheData() {
    TrainingCounts counts = count(two(), FULL.withoutInputGradient("first"));
    assertEquals(6 * 5 * 4, macs(counts.behind().inputGradients()));
    assertEquals(6 * 3 * 5 + 6 * 5 * 4, macs(counts.behind().weightGradients()));
    assertEquals(two().parameters(), counts.weights().trained());
  }

  @Test
  void frozenNetworksBesideItRunForwardOnlyAndAreNotHeld() {
    ForwardPass encoder = one(new Linear(8, 10, 10, 0));
    TrainingPass pass = new TrainingPass(two(), 2, List.of(encoder, encoder));
    TrainingCounts counts = TrainingCounts.of(pass, FULL);
    TrainingCounts alone = TrainingCounts.of(TrainingPass.of(two(), 2), FULL);
    assertEquals(2 * 2 * 800, counts.modelFlops().exact() - alone.modelFlops().exact());
    assertEquals(alone.weights(), counts.weights());
    assertEquals(alone.backward(), counts.backward());
  }

  @Test
  void checkpointingIsAFurtherForwardPass() {
    TrainingCounts counts = count(two(), FULL.recomputing(Recomputation.EVERYTHING));
    assertEquals(counts.forward(), counts.behind().recomputed());
    assertEquals(4 * macs(counts.forward()), macs(counts.pass()));
    assertEquals(3 * macs(counts.forward()) * 2, counts.modelFlops().exact());
    assertEquals(4 * macs(counts.forward()) * 2, counts.hardwareFlops().exact());
    TrainingCounts kept =
        count(two(), FULL.recomputing(Recomputation.EVERYTHING).keeping("second"));
    assertEquals(6 * 3 * 5, macs(kept.behind().recomputed()));
  }

  /** y = x w + s (x a) b with rank 2 on 5 to 4, six rows. */
  @Test
  void anAdapterHasItsOwnWorkAndTheFrozenMapItsInputsGradient() {
    TrainingCounts counts = count(two(), TrainingPlan.lowRank(2, "second"));
    long adapter = 6 * 2 * (5 + 4);
    assertEquals(6 * 3 * 5 + 6 * 5 * 4 + adapter, macs(counts.forward()));
    assertEquals(6 * 3 * 5 + 6 * 5 * 4 + adapter, macs(counts.behind().inputGradients()));
    assertEquals(adapter, macs(counts.behind().weightGradients()));
    assertEquals(2 * (5 + 4), counts.weights().trained());
    assertEquals(two().parameters() + 2 * (5 + 4), counts.weights().held());
    TrainingCounts detached = count(two(), TrainingPlan.lowRank(2, "second").detach("first"));
    assertEquals(6 * 5 * 4 + adapter, macs(detached.behind().inputGradients()));
  }

  @Test
  void aPartCanBeTrainedBesideAdapters() {
    TrainingCounts counts = count(two(), TrainingPlan.lowRank(2, "second").train("first"));
    assertEquals(2 * (5 + 4) + FIRST.parameters(), counts.weights().trained());
  }

  /** 14, 4 and 3 for each parameter: torch/optim/adamw.py line by line, in Optimizer's Javadoc. */
  @Test
  void theOptimizerRunsOnceAStepWhateverTheBatch() {
    TrainingCounts counts = count(two(), FULL);
    long parameters = two().parameters();
    Counts step = counts.optimizerStep();
    assertEquals(14 * parameters, step.elementwise().exact());
    assertEquals(4 * parameters, step.elementsRead().exact());
    assertEquals(3 * parameters, step.elementsWritten().exact());
    assertEquals(0, macs(step));
    long one = counts.step(2).elementwise().exact() - step.elementwise().exact();
    long five = counts.step(10).elementwise().exact() - step.elementwise().exact();
    assertEquals(5 * one, five);
    TrainingCounts averaged = count(two(), FULL.optimizer(Optimizer.ADAMW.withAveragedWeights()));
    assertEquals(17 * parameters, averaged.optimizerStep().elementwise().exact());
  }

  @Test
  void aRunHasItsSamplesAndItsSteps() {
    TrainingCounts counts = count(two(), FULL);
    Counts run = counts.run(22, 8);
    assertEquals(11 * macs(counts.pass()), macs(run));
    long optimizer = run.elementwise().exact() - 11 * counts.pass().elementwise().exact();
    assertEquals(3 * counts.optimizerStep().elementwise().exact(), optimizer);
    assertEquals(counts.modelFlops().value() / 2, counts.modelFlopsPerSample());
  }

  @Test
  void samplesThatDoNotFillAPassAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> count(two(), FULL).step(3)).getMessage();
    assertTrue(message.contains("samples of the pass=2, batch=3"), message);
  }

  @ParameterizedTest
  @CsvSource({"frist, first", "first/second, first/first"})
  void anUnknownPartNamesTheNearest(String asked, String nearest) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> count(two(), FULL.freeze(asked)))
            .getMessage();
    assertTrue(message.contains("no part or op '" + asked + "'"), message);
    assertTrue(message.contains(nearest), message);
  }

  @Test
  void anUnknownLinearMapNamesTheNearest() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> count(two(), TrainingPlan.lowRank(2, "secnd")))
            .getMessage();
    assertTrue(message.contains("no linear map 'secnd'; the nearest are second"), message);
  }

  @Test
  void adaptersInsideExpertsOrDetachedPartsAreRefused() {
    ForwardPass experts = one(new Moe(2, 3, 4, 8, 2));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> count(experts, TrainingPlan.lowRank(2, "expert mlp down")))
            .getMessage();
    assertTrue(message.contains("mixture of experts"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> count(two(), TrainingPlan.lowRank(2, "first").detach("first")));
  }

  @Test
  void onlyASingleProductCanDoWithoutTheGradientOfItsInput() {
    ForwardPass pass =
        new ForwardPass(
            List.of(
                new Part(
                    "both",
                    List.of(new CountedOp("a", FIRST, 1), new CountedOp("b", SECOND, 1)),
                    1)),
            3,
            0);
    assertThrows(
        IllegalArgumentException.class, () -> count(pass, FULL.withoutInputGradient("both")));
    TrainingCounts named = count(pass, FULL.withoutInputGradient("both/a"));
    assertEquals(6 * 5 * 4, macs(named.behind().inputGradients()));
  }

  /** All experts are trained, but a token goes back through the chosen ones alone. */
  @Test
  void expertsAreTrainedAllAndWorkWhereChosen() {
    Moe moe = new Moe(6, 3, 4, 8, 2);
    TrainingCounts counts = count(one(moe), FULL);
    assertEquals(moe.parameters(), counts.weights().trained());
    assertEquals(3 * moe.work().macs(), macs(counts.pass()));
  }

  @Test
  void aTiedHeadIsTrainedOnceAndMultipliesTwiceBackward() {
    TextNetwork gpt3 = (TextNetwork) Presets.of("GPT-3-175B").network();
    TrainingCounts counts = count(gpt3.forward(1, 2), FULL);
    assertEquals(gpt3.parameters(), counts.weights().trained());
    assertEquals(3 * macs(counts.forward()), macs(counts.pass()));
  }
}

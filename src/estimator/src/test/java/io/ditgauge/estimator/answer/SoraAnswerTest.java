package io.ditgauge.estimator.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.audit.OurAnswer;
import io.ditgauge.estimator.audit.Range;
import io.ditgauge.model.preset.SoraHypotheses;
import org.junit.jupiter.api.Test;

class SoraAnswerTest {
  private static final OurAnswer ANSWER = SoraAnswer.answer();

  /** By hand: FLOPs of a minute over the H100's peak at the utilization that FA3 reaches. */
  @Test
  void minutesFollowFromTheWorkAndTheUtilization() {
    double flops =
        SoraHypotheses.all().stream()
            .filter(it -> it.name().contains("full"))
            .findFirst()
            .orElseThrow()
            .flopsPerMinute();
    double middle = ANSWER.minutesPerHour().middle().orElseThrow();
    double utilization = middle / 3600 * flops / 989.4e12;
    assertTrue(utilization > 0.55 && utilization < 0.72, "utilization " + utilization);
  }

  @Test
  void theFleetIsTheDemandOverTheMinutes() {
    Range minutes = ANSWER.minutesPerHour();
    Range average = ANSWER.averageH100s();
    double demand = 8.5e6 + 6.45e6;
    assertEquals(demand / 24 / minutes.middle().orElseThrow(), average.middle().orElseThrow(), 1);
    assertEquals(demand / 24 / minutes.high(), average.low(), 1);
    assertEquals(4 * average.high(), ANSWER.peakH100s().high(), 1);
  }

  @Test
  void breakEvenIsTheArticlesSinceAttentionCostsBothSides() {
    assertEquals(15.25e6, ANSWER.breakEvenMinutes().low(), 0.001 * 15.25e6);
    assertEquals(38.12e6, ANSWER.breakEvenMinutes().high(), 0.001 * 38.12e6);
  }

  @Test
  void theAuditShowsItBesideTheArticles() {
    assertTrue(SoraAnswer.audit().consequences().stream().allMatch(it -> it.answers().size() == 5));
  }
}

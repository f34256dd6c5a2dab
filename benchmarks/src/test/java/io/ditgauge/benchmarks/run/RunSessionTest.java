package io.ditgauge.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.benchmarks.plan.Effort;
import io.ditgauge.benchmarks.plan.Kind;
import io.ditgauge.benchmarks.plan.Planner.Planned;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.Status;
import io.ditgauge.kernels.Backend;
import io.ditgauge.kernels.Support;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a run plans before it measures. */
class RunSessionTest {
  private static Combination planned(Support support, Support fit) {
    List<Planned> plan = List.of(new Planned(Forks.MLP, support, fit));
    return RunSession.combinations(plan, Effort.QUICK).get(0);
  }

  @Test
  void whatCanRunIsPendingWithAllItsForks() {
    Combination combination = planned(Support.YES, Support.YES);
    assertEquals(Status.PENDING, combination.status());
    assertEquals(0, combination.forks());
    assertEquals(5, combination.plannedForks());
    assertEquals("", combination.reason());
    assertEquals(Forks.MLP.key(), combination.key());
    assertEquals(Forks.MLP.op(), combination.op().toOp());
    assertEquals(Forks.MLP.op().work().macs(), combination.work().macs());
  }

  @Test
  void whatTheLibraryCannotDoIsSkippedWithThatReasonAlone() {
    Combination combination = planned(Support.no("no such type"), Support.no("too large"));
    assertEquals(Status.SKIPPED, combination.status());
    assertEquals("no such type", combination.reason());
  }

  @Test
  void whatDoesNotFitFails() {
    Combination combination = planned(Support.YES, Support.no("too large"));
    assertEquals(Status.FAILED, combination.status());
    assertEquals("too large", combination.reason());
  }

  @Test
  void eachBackendGetsItsTunedOrItsPlainEnvironment() {
    List<Combination> plan = SampleRuns.combinations(Effort.FLASH, Forks.MLP, Forks.PATCHIFY);
    assertEquals(1, RunSession.backends(plan, 3, true).size());
    assertEquals(
        Backend.DJL.environment(3), RunSession.backends(plan, 3, true).get(0).environment());
    assertEquals(
        Map.of("MKL_NUM_THREADS", "3", "OMP_NUM_THREADS", "3"),
        RunSession.backends(plan, 3, false).get(0).environment());
    assertEquals(3, RunSession.backends(plan, 3, true).get(0).threads());
  }

  @Test
  void aBackendThatOnlySkipsIsNotListed() {
    Combination skipped = planned(Support.no("no such type"), Support.YES);
    assertEquals(List.of(), RunSession.backends(List.of(skipped), 2, true));
  }

  private static Case threads(String count) {
    Map<String, String> params = new TreeMap<>(Forks.MLP.params());
    params.put("threads", count);
    return new Case(Kind.MLP, params);
  }

  @Test
  void aBackendHasTheThreadsOfItsCombinationsAndAllCoresWhereTheyAreSwept() {
    List<Combination> one = SampleRuns.combinations(Effort.FLASH, threads("1"));
    assertEquals(1, RunSession.backends(one, 4, true).get(0).threads());
    assertEquals(
        Backend.DJL.environment(1), RunSession.backends(one, 4, true).get(0).environment());
    List<Combination> swept = SampleRuns.combinations(Effort.FLASH, threads("1"), threads("2"));
    assertEquals(4, RunSession.backends(swept, 4, true).get(0).threads());
    List<Combination> mixed = SampleRuns.combinations(Effort.FLASH, threads("1"), Forks.MLP);
    assertEquals(4, RunSession.backends(mixed, 4, true).get(0).threads());
  }
}

package io.ditgauge.estimator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeServersTest {
  private static final long SEED = 20_240_215;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 21, 1000, 100_000})
  void givesTheTimesThatAQueueOfTheLibraryGives(int servers) {
    Random random = new Random(SEED);
    FreeServers free = FreeServers.at(0, servers, false);
    PriorityQueue<Double> expected = new PriorityQueue<>();
    for (int i = 0; i < servers; i++) {
      expected.add(0.0);
    }
    double now = 0;
    for (int job = 0; job < 5 * servers + 1000; job++) {
      now -= Math.log(random.nextDouble()) / (0.98 * servers);
      double first = expected.remove();
      assertEquals(first, free.first(), "job " + job + ", seed " + SEED);
      double end = Math.max(now, first) - Math.log(random.nextDouble());
      expected.add(end);
      free.occupyUntil(end);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000, 100_000})
  void needNoHeapWhereJobsTakeEquallyLong(int servers) {
    Random random = new Random(SEED);
    FreeServers ring = FreeServers.at(0, servers, true);
    FreeServers heap = FreeServers.at(0, servers, false);
    assertInstanceOf(FreeServers.Ring.class, ring);
    double now = 0;
    for (int job = 0; job < 5 * servers + 1000; job++) {
      now -= Math.log(random.nextDouble()) / (0.98 * servers);
      assertEquals(heap.first(), ring.first(), "job " + job + ", seed " + SEED);
      double end = Math.max(now, ring.first()) + 1;
      heap.occupyUntil(end);
      ring.occupyUntil(end);
    }
  }
}

package io.ditgauge.estimator.fleet;

import java.util.Arrays;

/** When each of S equal servers is free next; eight bytes a server, no object a job. */
sealed interface FreeServers {
  /** When the server that is free first is free. */
  double first();

  /** Keeps that server until then, which is not before {@link #first}. */
  void occupyUntil(double end);

  /** All free at the time; in order of start where service times are constant, else in a heap. */
  static FreeServers at(double time, int servers, boolean constantService) {
    double[] free = new double[servers];
    Arrays.fill(free, time);
    return of(free, constantService);
  }

  /** Servers that are free at these times, which ascend and are kept. */
  static FreeServers of(double[] ascending, boolean constantService) {
    return constantService ? new Ring(ascending) : new Heap(ascending);
  }

  /** Servers whose jobs end in the order in which they start. */
  final class Ring implements FreeServers {
    private final double[] free;
    private int next;

    private Ring(double[] free) {
      this.free = free;
    }

    @Override
    public double first() {
      return free[next];
    }

    @Override
    public void occupyUntil(double end) {
      free[next] = end;
      next = next + 1 == free.length ? 0 : next + 1;
    }
  }

  /** Servers whose jobs end in any order: a heap whose nodes have four children. */
  final class Heap implements FreeServers {
    private static final int CHILDREN = 4;

    private final double[] free;

    private Heap(double[] free) {
      this.free = free;
    }

    @Override
    public double first() {
      return free[0];
    }

    @Override
    public void occupyUntil(double end) {
      int node = 0;
      int child = least(1);
      while (child < free.length && free[child] < end) {
        free[node] = free[child];
        node = child;
        child = least(CHILDREN * node + 1);
      }
      free[node] = end;
    }

    private int least(int firstChild) {
      int least = firstChild;
      int end = Math.min(firstChild + CHILDREN, free.length);
      for (int child = firstChild + 1; child < end; child++) {
        if (free[child] < free[least]) {
          least = child;
        }
      }
      return least;
    }
  }
}

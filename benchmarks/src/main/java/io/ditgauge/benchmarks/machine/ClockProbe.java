package io.ditgauge.benchmarks.machine;

/**
 * Measures the clock of a core by a dependent chain of 64-bit multiplications.
 *
 * <p>Each product needs the one before, so a chain takes a fixed number of cycles a link however
 * wide the core is: 3 on x86 since Nehalem and Zen (Fog, Instruction tables). The operating
 * system's own figure may be only the timer's. Other architectures differ by core, so there the
 * chain is of one-cycle additions and exclusive-ors.
 */
public final class ClockProbe {
  private static final int LINKS = 16;
  private static final int ROUNDS = 2_000_000;
  private static final int TRIALS = 15;

  private long sink;

  /** The clock in hertz: the best of several trials, each of a few hundredths of a second. */
  public double measureHertz() {
    boolean x86 = System.getProperty("os.arch").matches("amd64|x86_64|i386|x86");
    double best = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      long start = System.nanoTime();
      sink += x86 ? multiplications(sink | 3) : additions(sink | 3);
      double seconds = (System.nanoTime() - start) / 1e9;
      double cycles = (double) ROUNDS * (x86 ? 3 * LINKS + 1 : 2 * LINKS);
      best = Math.max(best, cycles / seconds);
    }
    return best;
  }

  /** What the chains computed, so that the compiler keeps them. */
  public long sink() {
    return sink;
  }

  /** 16 squarings, which a compiler cannot regroup, and one addition a round. */
  private static long multiplications(long term) {
    long x = term;
    for (int i = 0; i < ROUNDS; i++) {
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x += term;
    }
    return x;
  }

  private static long additions(long term) {
    long x = term;
    for (int i = 0; i < ROUNDS; i++) {
      for (int link = 0; link < LINKS; link++) {
        x = (x + term) ^ i;
      }
    }
    return x;
  }
}

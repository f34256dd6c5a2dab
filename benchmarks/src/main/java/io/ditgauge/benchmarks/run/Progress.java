package io.ditgauge.benchmarks.run;

import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.benchmarks.plan.Effort;
import java.io.PrintStream;
import java.util.Locale;

/** Tells how far a run is and how long it will take. */
final class Progress {
  /** Seconds of a fork outside its iterations, before any was seen on this machine. */
  private static final double OVERHEAD_SECONDS = 2.0;

  private final PrintStream out;
  private final int total;
  private final double expectedSeconds;
  private int done;
  private double elapsed;

  Progress(PrintStream out, int forks, Effort.Times times) {
    this.out = out;
    this.total = forks;
    this.expectedSeconds = times.seconds() + OVERHEAD_SECONDS;
  }

  /** The line before a run. */
  void announce(int combinations, int skipped, String machine) {
    out.printf(
        Locale.ROOT,
        "%d combinations, %d forks, about %s on %s%s%n",
        combinations,
        total,
        time(total * expectedSeconds),
        machine,
        skipped > 0 ? "; " + skipped + " skipped" : "");
  }

  /** The line after a fork. */
  void finished(Case combination, String outcome, double seconds) {
    done++;
    elapsed += seconds;
    double left = elapsed / done * (total - done);
    out.printf(
        Locale.ROOT,
        "[%3d/%d] %-55s %-32s %s left%n",
        done,
        total,
        combination.describe(),
        outcome,
        time(left));
  }

  /** The achieved rate in words. */
  static String rate(Case combination, double seconds) {
    double flops = combination.work().flops();
    return flops > 0
        ? String.format(
            Locale.ROOT, "%9.3f ms  %8.1f GFLOP/s", seconds * 1e3, flops / seconds / 1e9)
        : String.format(
            Locale.ROOT,
            "%9.3f ms  %8.1f GB/s",
            seconds * 1e3,
            combination.work().bytes(combination.dtype()) / seconds / 1e9);
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
  }
}

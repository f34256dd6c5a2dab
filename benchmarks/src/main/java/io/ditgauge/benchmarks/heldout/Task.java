package io.ditgauge.benchmarks.heldout;

import io.ditgauge.model.Op;
import io.ditgauge.model.Ops;

/**
 * A line of what a process is asked to measure, and of what it measured.
 *
 * @param index number of the case in the suite
 * @param op what to call
 * @param expectedSeconds about how long a call takes
 */
record Task(int index, Op op, double expectedSeconds) {
  String line() {
    return index + " " + Ops.text(op) + " " + expectedSeconds;
  }

  static Task of(String line) {
    String[] words = line.split(" ", -1);
    return new Task(Integer.parseInt(words[0]), Ops.parse(words[1]), Double.parseDouble(words[2]));
  }

  /**
   * What came of it.
   *
   * @param index number of the case
   * @param seconds median time of a call
   * @param calls calls timed
   * @param drift anchors' time over that of the calibration
   */
  record Done(int index, double seconds, int calls, double drift) {
    String line() {
      return index + " " + seconds + " " + calls + " " + drift;
    }

    static Done of(String line) {
      String[] words = line.split(" ", -1);
      return new Done(
          Integer.parseInt(words[0]),
          Double.parseDouble(words[1]),
          Integer.parseInt(words[2]),
          Double.parseDouble(words[3]));
    }
  }
}

package io.ditgauge.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.benchmarks.plan.Effort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a run tells while it measures. */
class ProgressTest {

  private static List<String> told() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Progress progress = new Progress(out, 4, Effort.QUICK.times());
    progress.announce(2, 1, "CPU");
    progress.finished(Forks.PATCHIFY, Progress.rate(Forks.PATCHIFY, 0.00123), 30);
    progress.finished(Forks.MLP, "FAILED: it died", 60);
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void countsAndExpectedMinutesComeBeforeTheRunAndTimeLeftAfterEachFork() {
    List<String> lines = told();
    assertEquals("2 combinations, 4 forks, about 0:16 min on CPU; 1 skipped", lines.get(0));
    assertEquals(
        "[  1/4] patchify djl f32 DiT-S/8 256 px, batch 2 1.230 ms 5.1 GFLOP/s 1:30 min left",
        lines.get(1).replaceAll(" +", " ").replace("[ 1", "[  1"));
    assertEquals(
        "[  2/4] mlp djl f32 DiT-S/8 256 px, batch 2 FAILED: it died 1:30 min left",
        lines.get(2).replaceAll(" +", " ").replace("[ 2", "[  2"));
  }

  @Test
  void readsTheSameUnderEveryLocale() {
    List<String> expected = told();
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("de-DE", "ar", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(expected, told(), tag);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}

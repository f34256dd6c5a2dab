package io.ditgauge.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What JMH and its fork print is kept for the case that something goes wrong. */
class CapturingOutputTest {

  @Test
  void keepsWhatIsPrintedInItsOrder() {
    CapturingOutput output = new CapturingOutput();
    output.print("a");
    output.println("b");
    output.write('c');
    output.write("d\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("ab\ncd\n", output.text());
  }

  @Test
  void leavesOutTheCommandLineOfTheFork() {
    CapturingOutput output = new CapturingOutput();
    output.verbosePrintln("Forking using command: [java, -cp, /home/me/Errors/killed.jar]");
    assertEquals("", output.text());
  }

  @Test
  void aForkThatPrintsWithoutEndDoesNotFillTheMemory() {
    CapturingOutput output = new CapturingOutput();
    for (int i = 0; i < 200_000; i++) {
      output.println("line " + i);
    }
    assertTrue(output.text().length() <= 64 << 10);
    assertTrue(output.text().endsWith("line 199999\n"), "the end says why it stopped");
  }
}

package io.ditgauge.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.TimeValue;

/** Options that go on to JMH, and those that the harness keeps to itself. */
class JmhArgumentsTest {

  private static String refusal(String line) {
    return assertThrows(IllegalArgumentException.class, () -> JmhArguments.of(line), line)
        .getMessage();
  }

  @Test
  void timesAndIterationsGoOnToJmh() {
    JmhArguments arguments = JmhArguments.of("  -w 20ms -r 50ms   -i 2 -wi 3 ");
    assertEquals(List.of("-w", "20ms", "-r", "50ms", "-i", "2", "-wi", "3"), arguments.words());
    assertEquals(TimeValue.milliseconds(20), arguments.options().getWarmupTime().get());
    assertEquals(TimeValue.milliseconds(50), arguments.options().getMeasurementTime().get());
    assertEquals(2, arguments.options().getMeasurementIterations().get());
    assertEquals(3, arguments.options().getWarmupIterations().get());
  }

  @Test
  void profilersGoOnToJmh() {
    assertEquals(1, JmhArguments.of("-prof gc").options().getProfilers().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void noArgumentsAreNone(String line) {
    assertEquals(List.of(), JmhArguments.of(line).words());
    assertFalse(JmhArguments.of(line).options().getWarmupTime().hasValue());
  }

  /** Each would change what is measured or where it goes behind the back of run.json. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-f 2",
        "-f2",
        "-f=2",
        "-wf 1",
        "-wf=1",
        "-p backend=djl",
        "-pbackend=djl",
        "-jvm /bin/java",
        "-jvmArgs -Xmx1g",
        "-jvmArgsAppend -Xmx1g",
        "-jvmArgsPrepend -Xmx1g",
        "-rf csv",
        "-rff out.csv",
        "-o log.txt",
        "-e mlp",
        "-t 2",
        "-t2",
        "-tg 1,1",
        "-bm thrpt",
        "-tu ms",
        "-opi 100",
        "-bs 10",
        "-wbs 10",
        "-wmb mlp",
        "-i 2 -f 3"
      })
  void whatTheHarnessSetsIsRefusedHoweverItIsWritten(String line) {
    String message = refusal(line);
    assertTrue(message.startsWith("jmh.args must not contain"), message);
    assertTrue(message.contains("jmh.effort"), "names the cure: " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-unknown", "--nonsense 3", "-i abc", "-w 5parsecs", "-i", "-i -3"})
  void whatJmhDoesNotUnderstandIsRefused(String line) {
    String message = refusal(line);
    assertTrue(message.startsWith("jmh.args: '" + line + "': JMH refuses it: "), message);
  }

  @Test
  void aNameOfABenchmarkBelongsToTheExpression() {
    assertEquals(
        "jmh.args must hold options only: [MlpBenchmark]; use jmh.include",
        refusal("-i 2 MlpBenchmark"));
  }
}

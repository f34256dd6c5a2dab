package io.ditgauge.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunArgumentsTest {
  @TempDir private Path folder;

  private List<String> arguments(String... namesAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return RunArguments.of(folder, properties, folder);
  }

  private String refusal(String... namesAndValues) {
    return assertThrows(IllegalArgumentException.class, () -> arguments(namesAndValues))
        .getMessage();
  }

  @Test
  void withoutPropertiesOnlyTheRootIsPassed() {
    assertEquals(List.of("--root", folder.toString()), arguments());
  }

  @Test
  void argumentsComeInAFixedOrderWithParametersSortedByName() {
    assertEquals(
        List.of(
            "--root",
            folder.toString(),
            "--effort",
            "flash",
            "--include",
            "Mlp|Block",
            "-p",
            "backend=nd4j,djl",
            "-p",
            "dtype=f32",
            "--jmh-args",
            "-prof gc",
            "--out",
            folder.resolve("runs").toString(),
            "--resume",
            "20261125T013000Z-abc1234"),
        arguments(
            "jmh.resume", "20261125T013000Z-abc1234",
            "jmh.out", "runs",
            "jmh.p.dtype", "f32",
            "jmh.args", "-prof gc",
            "jmh.p.backend", "nd4j,djl",
            "jmh.include", "Mlp|Block",
            "jmh.effort", "flash"));
  }

  @Test
  void aSuiteHasACalibrationRoundsAndCases() {
    assertEquals(
        List.of(
            "--suite",
            "heldout",
            "--calibration",
            folder.resolve("r/calibration.json").toString(),
            "--rounds",
            "3",
            "--cases",
            "12"),
        arguments(
                "jmh.cases", "12",
                "jmh.rounds", "3",
                "jmh.calibration", "r/calibration.json",
                "jmh.suite", "heldout")
            .subList(2, 10));
  }

  @Test
  void aValueWithSpacesAndQuotesStaysOneArgument() {
    List<String> arguments = arguments("jmh.args", "-jvmArgs \"-Da=1 -Db=2\"  -f 1");
    assertEquals(List.of("--jmh-args", "-jvmArgs \"-Da=1 -Db=2\"  -f 1"), arguments.subList(2, 4));
  }

  @Test
  void propertiesOfOthersAreLeftAlone() {
    assertEquals(2, arguments("skipTests", "true", "jmhx", "1", "maven.repo.local", "/x").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jmh.efort", "jmh.Effort", "jmh.", "jmh.p", "jmh.p.", "jmh.p. ", "jmh.effort.x"})
  void anUnknownPropertyIsRefusedNamingTheKnownOnes(String key) {
    String message = refusal(key, "flash");
    assertTrue(message.startsWith("unknown property '" + key + "'"), message);
    assertTrue(
        message.contains(
            "jmh.effort, jmh.include, jmh.args, jmh.env, jmh.out, jmh.resume, jmh.suite,"
                + " jmh.calibration, jmh.rounds, jmh.cases, jmh.p.NAME"),
        message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jmh.effort",
        "jmh.include",
        "jmh.args",
        "jmh.env",
        "jmh.out",
        "jmh.resume",
        "jmh.p.backend"
      })
  void anEmptyValueIsRefused(String key) {
    String message = refusal(key, " ");
    assertTrue(message.contains("'" + key + "' is empty"), message);
  }

  @Test
  void anAbsoluteOutputFolderIsPassedAsItIs() {
    Path out = folder.resolve("elsewhere").toAbsolutePath();
    assertEquals(out.toString(), arguments("jmh.out", out.toString()).get(3));
  }

  @Test
  void aRunGivenAsAFolderIsMadeAbsolute() throws IOException {
    Path run = Files.createDirectories(folder.resolve("runs/m-1/r-1"));
    assertEquals(
        List.of("--resume", run.toString()), arguments("jmh.resume", "runs/m-1/r-1").subList(2, 4));
  }
}

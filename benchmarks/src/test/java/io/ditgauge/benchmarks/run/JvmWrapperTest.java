package io.ditgauge.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script really starts this JVM under the environment. */
class JvmWrapperTest {
  @TempDir private Path folder;

  /** Prints the variables whose names start with DITGAUGE_, and its arguments. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] args) {
      new TreeMap<>(System.getenv())
          .forEach(
              (name, value) -> {
                if (name.startsWith("DITGAUGE_")) {
                  System.out.println(name + "=" + value);
                }
              });
      Arrays.stream(args).forEach(argument -> System.out.println("argument " + argument));
      System.out.println("home " + System.getProperty("java.home"));
    }
  }

  private static List<String> echo(Path script, String... arguments)
      throws IOException, InterruptedException {
    Stream<String> jvm =
        Stream.of(
            script.toString(),
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            Echo.class.getName());
    Process process =
        new ProcessBuilder(Stream.concat(jvm, Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().toList();
  }

  @Test
  void setsTheVariablesAndPassesTheArgumentsOn() throws IOException, InterruptedException {
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "DITGAUGE_DOLLAR", "$HOME `id`",
                "DITGAUGE_QUOTE", "it's \"so\"",
                "DITGAUGE_SPACE", "two  words",
                "DITGAUGE_PLAIN", "passive"));
    Path script = JvmWrapper.write(folder, "java-test", environment);
    assertEquals(
        List.of(
            "DITGAUGE_DOLLAR=$HOME `id`",
            "DITGAUGE_PLAIN=passive",
            "DITGAUGE_QUOTE=it's \"so\"",
            "DITGAUGE_SPACE=two  words",
            "argument one two",
            "argument $x'",
            "home " + System.getProperty("java.home")),
        echo(script, "one two", "$x'"));
  }

  @Test
  void anEmptyEnvironmentStartsThePlainJvm() throws IOException, InterruptedException {
    Path script = JvmWrapper.write(folder, "java-plain", Map.of());
    assertEquals(List.of("home " + System.getProperty("java.home")), echo(script));
  }

  /** No shell may lie between JMH and the fork, or a kill would not reach it. */
  @Test
  void theScriptBecomesTheJvm() throws IOException {
    Path script = JvmWrapper.write(folder, "java-exec", Map.of("A", "b"));
    assertTrue(Files.readString(script).contains("\nexec env 'A=b' "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "file/child"})
  void aFolderThatTakesNoFilesIsNamed(String where) throws IOException {
    Files.writeString(folder.resolve("file"), "");
    Path bad = folder.resolve(where);
    String message =
        assertThrows(UncheckedIOException.class, () -> JvmWrapper.write(bad, "java", Map.of()))
            .getMessage();
    assertTrue(message.contains("cannot write the start script of the forks in " + bad), message);
  }
}

package io.ditgauge.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ChildJvmTest {
  private static final Duration GRACE = Duration.ofSeconds(20);

  @TempDir private Path temporary;
  private Path folder;
  private Path file;

  @BeforeEach
  void resolveTheFolder() throws IOException {
    folder = temporary.toRealPath();
    file = folder.resolve("file");
  }

  private ChildJvm report(List<String> classpath, String... arguments) {
    return new ChildJvm(
        List.of("-Dgiven=a b"),
        classpath,
        ChildPrograms.Report.class.getName(),
        List.of(arguments),
        folder);
  }

  private static List<ProcessHandle> awaitProcesses(Path pidFile)
      throws IOException, InterruptedException {
    while (!Files.exists(pidFile)) {
      Thread.sleep(10);
    }
    return Files.readAllLines(pidFile).stream()
        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
        .toList();
  }

  private static void assertEnds(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(60, TimeUnit.SECONDS);
      assertFalse(process.isAlive());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 77})
  void returnsTheExitCodeOfTheProgram(int code) throws Exception {
    ChildJvm child =
        report(List.of(ChildPrograms.classpath()), file.toString(), Integer.toString(code));
    assertEquals(code, child.run(GRACE));
  }

  @Test
  void passesArgumentsFolderAndJvmArgumentsUnchanged() throws Exception {
    List<String> odd = List.of("a b", "", "\"quoted\" 'too'", "$HOME", "back\\slash", "*", "é");
    String classpath = ChildPrograms.classpath();
    String[] arguments = new String[2 + odd.size()];
    arguments[0] = file.toString();
    arguments[1] = "0";
    System.arraycopy(odd.toArray(), 0, arguments, 2, odd.size());
    assertEquals(0, report(List.of(classpath), arguments).run(GRACE));
    List<String> lines = Files.readAllLines(file);
    assertEquals(List.of(folder.toString(), "a b", classpath), lines.subList(0, 3));
    assertEquals(odd, lines.subList(3, lines.size()));
  }

  @Test
  void takesAClassPathOfThousandsOfCharacters() throws Exception {
    String filler = folder.resolve("no-such-library-with-a-rather-long-name.jar").toString();
    String longPath = String.join(File.pathSeparator, Collections.nCopies(800, filler));
    ChildJvm child = report(List.of(longPath, ChildPrograms.classpath()), file.toString(), "3");
    assertEquals(3, child.run(GRACE));
    assertTrue(Files.readAllLines(file).get(2).startsWith(longPath));
  }

  @Test
  void aMissingFolderIsAnError() {
    ChildJvm child =
        new ChildJvm(List.of(), List.of(), "No", List.of(), folder.resolve("no-such-folder"));
    assertThrows(IOException.class, () -> child.run(GRACE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"polite", "parent"})
  void theChildEndsWithItsLauncher(String kind) throws Exception {
    assertLauncherTakesAlong(kind, GRACE);
  }

  @Test
  void aChildThatDoesNotEndWhenAskedIsKilled() throws Exception {
    assertLauncherTakesAlong("stubborn", Duration.ofMillis(300));
  }

  private void assertLauncherTakesAlong(String kind, Duration grace) throws Exception {
    Process launcher =
        ChildPrograms.java(
            ChildPrograms.Launcher.class, file.toString(), kind, Long.toString(grace.toMillis()));
    try {
      List<ProcessHandle> processes = awaitProcesses(file);
      launcher.destroy();
      assertEnds(processes);
      assertTrue(launcher.waitFor(60, TimeUnit.SECONDS));
    } finally {
      launcher.descendants().forEach(ProcessHandle::destroyForcibly);
      launcher.destroyForcibly();
    }
  }

  @Test
  void anInterruptEndsTheChild() throws Exception {
    FutureTask<Integer> task =
        new FutureTask<>(() -> ChildPrograms.sleeper(file, "polite").run(GRACE));
    Thread thread = new Thread(task, "launcher");
    thread.start();
    List<ProcessHandle> processes = awaitProcesses(file);
    thread.interrupt();
    assertEnds(processes);
    ExecutionException failure = assertThrows(ExecutionException.class, task::get);
    assertTrue(failure.getCause() instanceof InterruptedException, failure.toString());
  }
}

package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.estimator.run.ForkRecord;
import io.ditgauge.estimator.run.GpuState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fork writes is what the process that started it reads. */
class ForkNoteTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void inAFork() {
    file = folder.resolve("note");
    System.setProperty(ForkNote.FILE, file.toString());
  }

  @AfterEach
  void noMore() {
    System.clearProperty(ForkNote.FILE);
  }

  @Test
  void everythingWrittenIsRead() {
    ForkNote.versions(Map.of("pytorch", "2.7.1", "djl", "0.36.0"));
    ForkNote.firstCalls(0.5, 1.5e-5);
    ForkNote.memory(1000, 3000);
    ForkNote.skip("this CPU emulates bfloat16");
    ForkNote.fail("it disagrees with the control");
    ForkNote.Notes notes = ForkNote.read(file);
    assertEquals(Map.of("djl", "0.36.0", "pytorch", "2.7.1"), notes.versions());
    assertEquals(Optional.of("this CPU emulates bfloat16"), notes.skipped());
    assertEquals(Optional.of("it disagrees with the control"), notes.failed());
    ForkRecord fork = notes.fork().orElseThrow();
    assertEquals(new ForkRecord(0.5, 1.5e-5, Optional.of(1000L), Optional.of(3000L)), fork);
    assertEquals(Optional.of(2000L), fork.opBytes());
  }

  @Test
  void theKernelsOfAttentionGoToTheForkIfThereAreAny() {
    ForkNote.firstCalls(2, 1);
    ForkNote.attention(Set.of());
    assertEquals(Optional.empty(), ForkNote.read(file).fork().orElseThrow().attention());
    ForkNote.attention(new TreeSet<>(Set.of("math", "flash")));
    assertEquals(Optional.of("flash, math"), ForkNote.read(file).fork().orElseThrow().attention());
  }

  @Test
  void aReasonOfManyLinesBecomesOne() {
    ForkNote.fail("first\n  second\r\nversion evil 1\tlast ");
    ForkNote.Notes notes = ForkNote.read(file);
    assertEquals(Optional.of("first second version evil 1 last"), notes.failed());
    assertEquals(Map.of(), notes.versions());
  }

  @Test
  void theFirstReasonIsTheOneThatCounts() {
    ForkNote.fail("cause");
    ForkNote.fail("consequence");
    assertEquals(Optional.of("cause"), ForkNote.read(file).failed());
  }

  @Test
  void aForkThatDiedBeforeItsEndToldItsFirstCallsAndNoMemory() {
    ForkNote.firstCalls(2, 1);
    assertEquals(
        Optional.of(new ForkRecord(2, 1, Optional.empty(), Optional.empty())),
        ForkNote.read(file).fork());
  }

  @Test
  void theStateOfAGpuIsReadAsItsDriverToldIt() {
    String line = "NVIDIA L40S, 570.86.15, 8.9, 46068, 2520, 9001, 350.00, 341.2, 58, ";
    ForkNote.gpu("before", line + "0x0000000000000000");
    ForkNote.gpu("after", line + "0x0000000000000004");
    Map<String, GpuState> gpus = ForkNote.read(file).gpus();
    assertEquals(List.of("before", "after"), List.copyOf(gpus.keySet()));
    assertEquals("NVIDIA L40S", gpus.get("before").name());
    assertEquals(List.of("power cap"), gpus.get("after").slowdowns());
  }

  @Test
  void whatADriverSaysInsteadOfAStateIsNoState() {
    ForkNote.gpu("after", "No devices were found");
    assertEquals(Map.of(), ForkNote.read(file).gpus());
  }

  @Test
  void aForkThatWroteNothingHasNoNotes() {
    ForkNote.Notes notes = ForkNote.read(folder.resolve("absent"));
    assertEquals(
        new ForkNote.Notes(
            Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Map.of()),
        notes);
  }

  @Test
  void aVersionThatIsMissingIsUnknown() throws IOException {
    Files.writeString(file, "version nd4j\nnonsense\n");
    assertEquals(Map.of("nd4j", "unknown"), ForkNote.read(file).versions());
  }

  @Test
  void withoutHarnessNothingIsWritten() {
    System.clearProperty(ForkNote.FILE);
    ForkNote.skip("nobody listens");
    assertEquals(false, Files.exists(file));
  }
}

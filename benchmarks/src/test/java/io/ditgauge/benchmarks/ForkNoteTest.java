package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
    ForkNote.skip("this CPU emulates bfloat16");
    ForkNote.fail("it disagrees with the control");
    ForkNote.Notes notes = ForkNote.read(file);
    assertEquals(Map.of("djl", "0.36.0", "pytorch", "2.7.1"), notes.versions());
    assertEquals(Optional.of("this CPU emulates bfloat16"), notes.skipped());
    assertEquals(Optional.of("it disagrees with the control"), notes.failed());
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
  void aForkThatWroteNothingHasNoNotes() {
    ForkNote.Notes notes = ForkNote.read(folder.resolve("absent"));
    assertEquals(new ForkNote.Notes(Optional.empty(), Optional.empty(), Map.of()), notes);
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

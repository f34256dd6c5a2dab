package io.ditgauge.benchmarks.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.benchmarks.GitFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commit of the sources, and whether they differ from it. */
class SourceStateTest {
  @TempDir private Path folder;

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void aCheckoutWithoutChangesIsClean() throws IOException, InterruptedException {
    write("Kernel.java", "class Kernel {}");
    String commit = GitFolder.commit(folder);
    assertEquals(new SourceState(commit, false), SourceState.of(folder));
    assertEquals(commit.substring(0, 7), SourceState.of(folder).shortCommit());
  }

  @Test
  void aChangedFileMakesItDirty() throws IOException, InterruptedException {
    write("Kernel.java", "class Kernel {}");
    GitFolder.commit(folder);
    write("Kernel.java", "class Kernel { int changed; }");
    assertTrue(SourceState.of(folder).dirty());
  }

  @Test
  void aNewFileMakesItDirty() throws IOException, InterruptedException {
    GitFolder.commit(folder);
    write("src/Kernel.java", "class Kernel {}");
    assertTrue(SourceState.of(folder).dirty());
  }

  @Test
  void changesUnderReportsAndOfTheReadmeDoNotCount() throws IOException, InterruptedException {
    write("README.md", "one");
    write("reports/old.md", "one");
    GitFolder.commit(folder);
    write("README.md", "two");
    write("reports/old.md", "two");
    write("reports/runs/m-1/run.json", "{}");
    assertFalse(SourceState.of(folder).dirty());
    write("src/reports/Kernel.java", "class Kernel {}");
    assertTrue(SourceState.of(folder).dirty(), "only the reports of the root are left out");
  }

  @Test
  void outsideGitTheCommitIsUnknownAndTheSourcesCountAsDirty() {
    SourceState state = SourceState.of(folder);
    assertEquals(new SourceState("unknown", true), state);
    assertEquals("unknown", state.shortCommit());
  }

  @Test
  void aFolderThatIsNotThereIsOutsideGit() {
    assertEquals(new SourceState("unknown", true), SourceState.of(folder.resolve("absent")));
  }

  @Test
  void aRepositoryWithoutCommitIsOutsideGit() throws IOException, InterruptedException {
    GitFolder.init(folder);
    assertEquals(new SourceState("unknown", true), SourceState.of(folder));
  }
}

package io.ditgauge.estimator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  private static final byte[] NEW = "new content\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Path old() throws IOException {
    return Files.writeString(folder.resolve("run.json"), "old content\n");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String failure(Path file, AtomicFiles.Sink sink) {
    return assertThrows(UncheckedIOException.class, () -> AtomicFiles.write(file, NEW, sink))
        .getMessage();
  }

  /** Writes half to the temporary file, as a disk that fills up does, then fails. */
  private static AtomicFiles.Sink failing(IOException failure) {
    return (file, bytes) -> {
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
      throw failure;
    };
  }

  @Test
  void replacesAFileAndLeavesNothingBeside() throws IOException {
    JsonFiles.writeAtomically(old(), NEW);
    assertEquals("new content\n", Files.readString(folder.resolve("run.json")));
    assertEquals(List.of("run.json"), names());
  }

  @Test
  void writesANewFile() throws IOException {
    JsonFiles.writeAtomically(folder.resolve("fresh.json"), NEW);
    assertEquals(List.of("fresh.json"), names());
  }

  @Test
  void keepsTheOldFileWhenTheDiskIsFull() throws IOException {
    Path file = old();
    String message = failure(file, failing(new IOException("No space left on device")));
    assertTrue(message.contains("the disk is full"), message);
    assertTrue(message.contains("free some space"), message);
    assertTrue(message.contains(folder.toString()), message);
    assertTrue(message.contains("old file is untouched"), message);
    assertEquals("old content\n", Files.readString(file));
    assertEquals(List.of("run.json"), names());
  }

  @Test
  void namesTheFullDiskThatTheSystemReports() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    String message =
        failure(
            old(),
            (file, bytes) -> {
              try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes));
              }
            });
    assertTrue(message.contains("the disk is full"), message);
  }

  @Test
  void keepsTheOldFileWhenTheFolderIsNotWritable() throws IOException {
    Path file = old();
    String message = failure(file, failing(new AccessDeniedException(file.toString())));
    assertTrue(message.contains("permission denied"), message);
    assertEquals("old content\n", Files.readString(file));
    assertEquals(List.of("run.json"), names());
  }

  @Test
  void saysThatTheFolderDoesNotExist() {
    String message = failure(folder.resolve("no/such/run.json"), AtomicFiles.DISK);
    assertTrue(message.contains("the folder does not exist; create it"), message);
  }

  @Test
  void saysThatAFolderTakesNoFiles() {
    Path folder = Path.of("/proc");
    assumeTrue(Files.isDirectory(folder), "this system has no /proc");
    String message = failure(folder.resolve("run.json"), AtomicFiles.DISK);
    assertTrue(message.contains("choose another folder"), message);
  }

  @Test
  void refusesAFolderAsTheTarget() throws IOException {
    Files.createDirectory(folder.resolve("taken"));
    String message = failure(folder.resolve("taken"), AtomicFiles.DISK);
    assertTrue(message.contains("it is a folder; choose another path"), message);
    assertEquals(List.of("taken"), names());
  }

  @Test
  void refusesADeviceAndLeavesItInPlace() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "this system has no /dev/null");
    String message = failure(device, AtomicFiles.DISK);
    assertTrue(message.contains("it is a device, not a file"), message);
    assertTrue(!Files.isRegularFile(device), "the device was replaced by a file");
  }

  @Test
  void refusesAFileAsTheFolder() throws IOException {
    String message = failure(old().resolve("run.json"), AtomicFiles.DISK);
    assertTrue(message.startsWith("cannot write "), message);
    assertEquals(List.of("run.json"), names());
  }
}

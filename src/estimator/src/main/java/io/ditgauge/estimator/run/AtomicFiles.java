package io.ditgauge.estimator.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Replaces files as a whole or not at all. */
final class AtomicFiles {
  /** Where the bytes go; the seam that stands in for a full or failing disk. */
  @FunctionalInterface
  interface Sink {
    /** Creates that file, which does not exist, with those bytes, and forces it to the disk. */
    void write(Path file, byte[] bytes) throws IOException;
  }

  /** The disk itself. */
  static final Sink DISK =
      (file, bytes) -> {
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
          channel.force(true);
        }
      };

  private AtomicFiles() {}

  static void write(Path file, byte[] bytes, Sink sink) {
    Path folder = folder(file);
    if (Files.isDirectory(file)) {
      throw failure(file, new FileSystemException(file.toString(), null, "it is a folder"));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw failure(
          file, new FileSystemException(file.toString(), null, "it is a device, not a file"));
    }
    Path temporary =
        folder.resolve(
            "."
                + file.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + Long.toHexString(System.nanoTime())
                + ".tmp");
    try {
      sink.write(temporary, bytes);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      remove(temporary, e);
      throw failure(file, e);
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || file.getFileName() == null) {
      throw failure(file, new FileSystemException(file.toString(), null, "it is a folder"));
    }
    return folder;
  }

  private static void remove(Path temporary, IOException cause) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static UncheckedIOException failure(Path file, IOException e) {
    Path parent = file.getParent();
    String folder = parent == null ? "the current folder" : parent.toString();
    return new UncheckedIOException(
        "cannot write "
            + file
            + " in "
            + folder
            + ": "
            + cause(e)
            + (Files.isRegularFile(file) ? "; the old file is untouched" : ""),
        e);
  }

  /** The cause and its cure, in words. */
  static String cause(IOException e) {
    String reason = e instanceof FileSystemException files ? files.getReason() : e.getMessage();
    String lower = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota")) {
      return "the disk is full (" + reason + "); free some space and try again";
    }
    if (e instanceof AccessDeniedException || lower.contains("permission denied")) {
      return "permission denied; choose a folder that you may write to, or change its permissions";
    }
    if (lower.contains("read-only")) {
      return "the file system is read-only; choose another folder";
    }
    if (e instanceof NoSuchFileException missing) {
      Path folder = Path.of(missing.getFile()).toAbsolutePath().getParent();
      return folder != null && Files.isDirectory(folder)
          ? "the folder takes no new files; choose another folder"
          : "the folder does not exist; create it or correct the path";
    }
    if (e instanceof AtomicMoveNotSupportedException) {
      return "the file system cannot replace a file atomically; choose a folder on another one";
    }
    return (reason == null ? e.getClass().getSimpleName() : reason) + "; choose another path";
  }
}

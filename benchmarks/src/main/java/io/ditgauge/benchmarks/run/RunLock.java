package io.ditgauge.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second run off the machine, whose timings would spoil both. */
public final class RunLock implements AutoCloseable {
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of this machine; the system gives it back when the process ends.
   *
   * @throws IllegalStateException if another run holds it
   */
  public static RunLock take() {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "ditgauge-run.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw busy(file);
      }
      return new RunLock(channel);
    } catch (OverlappingFileLockException e) {
      throw busy(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot take the lock " + file + ": " + e.getMessage() + "; remove the file", e);
    }
  }

  private static IllegalStateException busy(Path file) {
    return new IllegalStateException(
        "another run is measuring on this machine (it holds "
            + file
            + "); two at once would spoil both: wait until it ends, or stop it");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

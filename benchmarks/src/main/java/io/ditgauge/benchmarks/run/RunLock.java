package io.ditgauge.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Keeps a second run off the machine, whose timings would spoil both. */
public final class RunLock {
  private RunLock() {}

  /**
   * Does something while holding the lock of this machine; the system gives the lock back when the
   * process ends, however it ends.
   *
   * @throws IllegalStateException if another run holds it
   */
  public static <T> T whileHeld(Supplier<T> action) {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "ditgauge-run.lock");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        throw busy(file);
      }
      return action.get();
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
}

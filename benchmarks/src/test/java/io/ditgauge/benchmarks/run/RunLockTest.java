package io.ditgauge.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time. A second process is tried in the end-to-end test. */
class RunLockTest {
  private static final String TMPDIR = "java.io.tmpdir";

  @TempDir private Path folder;
  private String before;

  @BeforeEach
  void ownLock() {
    before = System.setProperty(TMPDIR, folder.toString());
  }

  @AfterEach
  void sharedLock() {
    System.setProperty(TMPDIR, before);
  }

  @Test
  void aSecondTakerIsRefusedAndTheFirstGoesOn() {
    String result =
        RunLock.whileHeld(
            () -> {
              String message =
                  assertThrows(IllegalStateException.class, () -> RunLock.whileHeld(() -> "second"))
                      .getMessage();
              assertTrue(message.contains("another run is measuring on this machine"), message);
              assertTrue(message.contains("ditgauge-run.lock"), message);
              assertTrue(message.contains("wait until it ends"), message);
              return "first";
            });
    assertEquals("first", result);
  }

  @Test
  void theLockIsFreeAgainAfterAFailure() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            RunLock.whileHeld(
                () -> {
                  throw new IllegalArgumentException("bad");
                }));
    assertEquals(3, RunLock.whileHeld(() -> 3));
  }

  @Test
  void aLockThatCannotBeMadeIsNamed() {
    System.setProperty(TMPDIR, folder.resolve("absent").toString());
    String message =
        assertThrows(UncheckedIOException.class, () -> RunLock.whileHeld(() -> 3)).getMessage();
    assertTrue(message.contains("cannot take the lock " + folder.resolve("absent")), message);
  }
}

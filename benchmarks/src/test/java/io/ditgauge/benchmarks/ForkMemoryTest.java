package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Resident memory of a process. */
class ForkMemoryTest {
  @Test
  void readsTheResidentSetAndItsHighWaterMark() {
    String status = "Name:\tjava\nVmPeak:\t  900 kB\nVmHWM:\t  512 kB\nVmRSS:\t  256 kB\n";
    assertEquals(Optional.of(262_144L), ForkMemory.now(status));
    assertEquals(Optional.of(524_288L), ForkMemory.peak(status));
    assertEquals(Optional.empty(), ForkMemory.peak("Name:\tjava\n"));
  }

  @Test
  void aNewMarkStartsAtWhatIsHeld() {
    assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "not Linux");
    long base = ForkMemory.start().orElseThrow();
    assertTrue(base > 1 << 20, "a JVM takes more than a megabyte");
    assertTrue(ForkMemory.peak().orElseThrow() >= base / 2);
  }
}

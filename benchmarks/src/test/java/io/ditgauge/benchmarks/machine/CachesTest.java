package io.ditgauge.benchmarks.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cache sizes as Linux writes them. */
class CachesTest {
  @TempDir private Path folder;

  private void cache(int index, String level, String size) throws IOException {
    Path cache = Files.createDirectories(folder.resolve("index" + index));
    Files.writeString(cache.resolve("level"), level + "\n");
    Files.writeString(cache.resolve("size"), size + "\n");
  }

  @Test
  void theHighestLevelIsTheLastWhateverItsIndex() throws IOException {
    cache(0, "1", "48K");
    cache(1, "1", "32K");
    cache(2, "3", "491520K");
    cache(3, "2", "2048K");
    assertEquals(Optional.of(503316480L), Caches.lastLevelBytes(folder));
  }

  @ParameterizedTest
  @CsvSource({"512,512", "32K,32768", "36M,37748736", "1G,1073741824"})
  void readsEachUnit(String size, long bytes) throws IOException {
    cache(0, "1", size);
    assertEquals(Optional.of(bytes), Caches.lastLevelBytes(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "K", "-1K", "12T", "1.5M", "99999999999K", "unknown"})
  void aSizeThatIsNoneIsPassedOver(String size) throws IOException {
    cache(0, "1", "32K");
    cache(1, "3", size);
    assertEquals(Optional.of(32768L), Caches.lastLevelBytes(folder));
  }

  @Test
  void aCacheWithoutLevelIsPassedOver() throws IOException {
    cache(0, "", "32K");
    Files.createDirectories(folder.resolve("index1"));
    assertEquals(Optional.empty(), Caches.lastLevelBytes(folder));
  }

  @Test
  void whereLinuxDoesNotTellThereIsNone() {
    assertEquals(Optional.empty(), Caches.lastLevelBytes(folder.resolve("absent")));
  }
}

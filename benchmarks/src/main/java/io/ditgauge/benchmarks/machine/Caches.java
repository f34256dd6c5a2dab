package io.ditgauge.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of the caches as Linux tells them; OSHI reads sizes in KiB as bytes there. */
final class Caches {
  private static final Path CPU0 = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final int MAX_INDEX = 10;
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([KMG]?)");

  private Caches() {}

  /** Bytes of the last-level cache of the first processor; empty where Linux does not tell. */
  static Optional<Long> lastLevelBytes() {
    return lastLevelBytes(CPU0);
  }

  static Optional<Long> lastLevelBytes(Path folder) {
    Optional<Long> result = Optional.empty();
    int highest = 0;
    for (int index = 0; index < MAX_INDEX; index++) {
      Path cache = folder.resolve("index" + index);
      int level =
          text(cache.resolve("level"))
              .filter(t -> t.matches("[0-9]"))
              .map(Integer::valueOf)
              .orElse(0);
      Optional<Long> size = text(cache.resolve("size")).flatMap(Caches::bytes);
      if (level > highest && size.isPresent()) {
        highest = level;
        result = size;
      }
    }
    return result;
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.isReadable(file)
          ? Optional.of(Files.readString(file).strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int shift =
        switch (matcher.group(2)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          default -> 0;
        };
    return Optional.of(Long.parseLong(matcher.group(1)) << shift);
  }
}

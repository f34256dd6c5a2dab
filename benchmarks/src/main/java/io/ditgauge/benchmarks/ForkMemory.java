package io.ditgauge.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resident memory of this process as Linux tells it (proc(5)); absent elsewhere. */
final class ForkMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String RESET_HIGH_WATER_MARK = "5";
  private static final Pattern NOW = Pattern.compile("VmRSS:\\s*([0-9]{1,15}) kB");
  private static final Pattern HIGHEST = Pattern.compile("VmHWM:\\s*([0-9]{1,15}) kB");

  private ForkMemory() {}

  /** Starts a new high-water mark and returns what is held now. */
  static Optional<Long> start() {
    try {
      Files.writeString(CLEAR, RESET_HIGH_WATER_MARK);
    } catch (IOException e) {
      return Optional.empty(); // an old mark would count what was held before
    }
    return bytes(NOW, status());
  }

  /** The most that was held since {@link #start}. */
  static Optional<Long> peak() {
    return bytes(HIGHEST, status());
  }

  static Optional<Long> now(String status) {
    return bytes(NOW, status);
  }

  static Optional<Long> peak(String status) {
    return bytes(HIGHEST, status);
  }

  private static Optional<Long> bytes(Pattern line, String status) {
    Matcher matcher = line.matcher(status);
    return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1)) << 10) : Optional.empty();
  }

  private static String status() {
    try {
      return Files.readString(STATUS, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}

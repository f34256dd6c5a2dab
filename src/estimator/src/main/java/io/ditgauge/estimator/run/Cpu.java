package io.ditgauge.estimator.run;

import java.util.List;

/**
 * A processor as the operating system describes it, and its measured clock.
 *
 * @param name marketing name, which a hypervisor may have shortened
 * @param vendor vendor identifier, as in {@code GenuineIntel}
 * @param family family number as displayed (extended family added)
 * @param model model number as displayed (extended model added)
 * @param stepping stepping number
 * @param flags instruction-set flags as in /proc/cpuinfo
 * @param cores physical cores that the process may use
 * @param threads hardware threads that the process may use
 * @param lastLevelCacheBytes size of the last-level cache; 0 where the system does not tell
 * @param reportedHertz clock that the operating system reports, which may be only a timer's
 * @param measuredHertz clock measured by a dependent chain of instructions
 */
public record Cpu(
    String name,
    String vendor,
    int family,
    int model,
    int stepping,
    List<String> flags,
    int cores,
    int threads,
    long lastLevelCacheBytes,
    double reportedHertz,
    double measuredHertz) {
  /** Validates and copies. */
  public Cpu {
    Values.text("cpu name", name);
    Values.text("cpu vendor", vendor);
    Values.atLeast("cores", cores, 1);
    Values.atLeast("threads", threads, cores);
    Values.atLeast("lastLevelCacheBytes", lastLevelCacheBytes, 0);
    Values.positive("reportedHertz", reportedHertz);
    Values.positive("measuredHertz", measuredHertz);
    flags = List.copyOf(flags);
  }
}

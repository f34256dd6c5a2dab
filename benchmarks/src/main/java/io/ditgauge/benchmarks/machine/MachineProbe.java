package io.ditgauge.benchmarks.machine;

import io.ditgauge.benchmarks.plan.MachineLimits;
import io.ditgauge.estimator.run.Accelerator;
import io.ditgauge.estimator.run.Cpu;
import io.ditgauge.estimator.run.Jvm;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.Os;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorCache;
import oshi.hardware.GlobalMemory;

/** Reads the facts of this machine, through OSHI where the JDK does not tell. */
public final class MachineProbe {
  private static final int ID_DIGITS = 12;

  private final CentralProcessor processor;
  private final GlobalMemory memory;

  /** Opens the operating system's tables. */
  public MachineProbe() {
    SystemInfo info = new SystemInfo();
    processor = info.getHardware().getProcessor();
    memory = info.getHardware().getMemory();
  }

  /** The machine, its clock measured now. */
  public Machine machine() {
    Cpu cpu = cpu(new ClockProbe().measureHertz());
    List<Accelerator> accelerators =
        NvidiaDriver.gpuNames().stream().map(Accelerator::new).toList();
    return new Machine(
        id(cpu, accelerators),
        cpu,
        memory.getTotal(),
        accelerators,
        new Os(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        new Jvm(
            System.getProperty("java.vendor"),
            System.getProperty("java.vm.name"),
            System.getProperty("java.version")));
  }

  /** What fits on the machine now. */
  public MachineLimits limits(Machine machine) {
    Cpu cpu = machine.cpu();
    return new MachineLimits(memory.getAvailable(), cpu.lastLevelCacheBytes(), cpu.flags());
  }

  private Cpu cpu(double measuredHertz) {
    CentralProcessor.ProcessorIdentifier identifier = processor.getProcessorIdentifier();
    int threads = Math.min(processor.getLogicalProcessorCount(), available());
    int cores = Math.max(1, Math.min(processor.getPhysicalProcessorCount(), threads));
    long reported =
        identifier.getVendorFreq() > 0 ? identifier.getVendorFreq() : processor.getMaxFreq();
    return new Cpu(
        orUnknown(identifier.getName()),
        orUnknown(identifier.getVendor()),
        number(identifier.getFamily()),
        number(identifier.getModel()),
        number(identifier.getStepping()),
        CpuFlags.of(processor.getFeatureFlags()),
        cores,
        threads,
        lastLevelCache(),
        reported > 0 ? (double) reported : measuredHertz,
        measuredHertz);
  }

  private static int available() {
    return Runtime.getRuntime().availableProcessors();
  }

  private long lastLevelCache() {
    return Caches.lastLevelBytes().orElseGet(this::largestCacheOfOshi);
  }

  private long largestCacheOfOshi() {
    return processor.getProcessorCaches().stream()
        .filter(cache -> cache.getType() != ProcessorCache.Type.INSTRUCTION)
        .max((a, b) -> Integer.compare(a.getLevel(), b.getLevel()))
        .map(cache -> Integer.toUnsignedLong(cache.getCacheSize()))
        .orElse(0L);
  }

  /** A hash of the facts that stay when the system is installed anew. */
  private static String id(Cpu cpu, List<Accelerator> accelerators) {
    String facts =
        Stream.of(
                cpu.name(),
                cpu.vendor(),
                cpu.family(),
                cpu.model(),
                cpu.stepping(),
                cpu.cores(),
                cpu.threads(),
                cpu.lastLevelCacheBytes(),
                accelerators.stream().map(Accelerator::name).toList())
            .map(String::valueOf)
            .reduce("", (a, b) -> a + "\n" + b);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
      return "m-" + HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String orUnknown(String text) {
    return text == null || text.isBlank() ? "unknown" : text.strip();
  }

  private static int number(String text) {
    return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }

  /** Flags of a processor as words. */
  static final class CpuFlags {
    private CpuFlags() {}

    /** The distinct lower-case words after the colon of lines such as {@code flags : fpu vme}. */
    static List<String> of(List<String> lines) {
      return lines.stream()
          .map(line -> line.substring(line.indexOf(':') + 1))
          .flatMap(line -> Arrays.stream(line.toLowerCase(Locale.ROOT).trim().split("\\s+")))
          .filter(word -> !word.isEmpty())
          .distinct()
          .sorted()
          .toList();
    }
  }
}

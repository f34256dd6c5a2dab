package io.ditgauge.benchmarks.machine;

import io.ditgauge.estimator.run.GpuState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The state of GPUs from {@code nvidia-smi}, which comes with each driver: clocks, power limit and
 * temperature without a native binding, in a tenth of a second and never while a call is timed.
 */
public final class NvidiaSmi {
  private static final String FIELDS =
      "name,driver_version,compute_cap,memory.total,clocks.sm,clocks.mem,power.limit,power.draw,"
          + "temperature.gpu,clocks_throttle_reasons.active";
  private static final int COUNT = FIELDS.split(",").length;
  private static final long PATIENCE_SECONDS = 20;
  private static final double MEBI = 1 << 20;
  private static final double MEGA = 1e6;

  // Bits of nvmlClocksThrottleReasons, from nvml.h.
  private static final long SOFTWARE_POWER_CAP = 0x04;
  private static final long HARDWARE_SLOWDOWN = 0x08;
  private static final long SOFTWARE_THERMAL = 0x20;
  private static final long HARDWARE_THERMAL = 0x40;
  private static final long POWER_BRAKE = 0x80;

  private NvidiaSmi() {}

  /** The states of all GPUs in the order of their device numbers; empty without a driver. */
  public static List<GpuState> states() {
    return states(command());
  }

  static List<GpuState> states(List<String> command) {
    return output(command).map(NvidiaSmi::parse).orElse(List.of());
  }

  /** What the driver says of the GPU of that number, in one line; empty without a driver. */
  public static Optional<String> line(int index) {
    return output(command("--id=" + index)).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static List<String> command(String... more) {
    List<String> result = new ArrayList<>(List.of("nvidia-smi", "--query-gpu=" + FIELDS));
    result.addAll(List.of(more));
    result.add("--format=csv,noheader,nounits");
    return result;
  }

  private static Optional<String> output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no such program: no driver
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** One state a line; a line of another number of fields is none. */
  public static List<GpuState> parse(String text) {
    return text.lines()
        .map(line -> Arrays.stream(line.split(",", -1)).map(String::strip).toList())
        .filter(fields -> fields.size() == COUNT && !fields.get(0).isEmpty())
        .map(NvidiaSmi::state)
        .toList();
  }

  private static GpuState state(List<String> fields) {
    return new GpuState(
        fields.get(0),
        told(fields.get(1)),
        told(fields.get(2)).filter(it -> it.matches("[0-9]{1,3}\\.[0-9]{1,3}")),
        number(fields.get(3), MEBI),
        number(fields.get(4), MEGA),
        number(fields.get(5), MEGA),
        number(fields.get(6), 1),
        number(fields.get(7), 1),
        number(fields.get(8), 1),
        slowdowns(fields.get(9)));
  }

  /** Drivers write [N/A] or [Not Supported] for what a card does not tell. */
  private static Optional<String> told(String field) {
    return field.isEmpty() || field.startsWith("[") ? Optional.empty() : Optional.of(field);
  }

  private static Optional<Double> number(String field, double unit) {
    return told(field)
        .filter(it -> it.matches("[0-9]{1,12}(\\.[0-9]{1,6})?"))
        .map(it -> Double.parseDouble(it) * unit);
  }

  private static List<String> slowdowns(String field) {
    if (!field.matches("0x[0-9a-fA-F]{1,16}")) {
      return List.of();
    }
    long bits = Long.parseUnsignedLong(field.substring(2), 16);
    List<String> result = new ArrayList<>();
    if ((bits & SOFTWARE_POWER_CAP) != 0) {
      result.add("power cap");
    }
    if ((bits & (SOFTWARE_THERMAL | HARDWARE_THERMAL)) != 0) {
      result.add("thermal");
    }
    if ((bits & POWER_BRAKE) != 0) {
      result.add("power brake");
    }
    if ((bits & HARDWARE_SLOWDOWN) != 0) {
      result.add("hardware");
    }
    return result;
  }
}

package io.ditgauge.benchmarks.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.benchmarks.plan.MachineLimits;
import io.ditgauge.estimator.run.Machine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run says of its machine. */
class MachineProbeTest {
  private static final Machine MACHINE = new MachineProbe().machine();

  @Test
  void theIdentifierIsAHashThatStaysTheSame() {
    assertTrue(MACHINE.id().matches("m-[0-9a-f]{12}"), MACHINE.id());
    assertEquals(MACHINE.id(), new MachineProbe().machine().id());
  }

  @Test
  void theFactsArePlausible() {
    assertTrue(MACHINE.cpu().threads() <= Runtime.getRuntime().availableProcessors());
    assertTrue(MACHINE.cpu().cores() >= 1 && MACHINE.cpu().cores() <= MACHINE.cpu().threads());
    assertTrue(MACHINE.memoryBytes() > 256L << 20, "memory " + MACHINE.memoryBytes());
    assertTrue(MACHINE.memoryBytes() < 1L << 50, "memory " + MACHINE.memoryBytes());
    assertTrue(MACHINE.cpu().lastLevelCacheBytes() < 8L << 30);
    assertEquals(System.getProperty("java.version"), MACHINE.jvm().version());
  }

  @Test
  void noFactTellsTheNameOfTheHost() throws UnknownHostException {
    String host = InetAddress.getLocalHost().getHostName();
    assertFalse(host.length() > 6 && MACHINE.toString().contains(host), host);
  }

  @Test
  void theClockIsThatOfARealProcessor() {
    double hertz = MACHINE.cpu().measuredHertz();
    assertTrue(hertz > 0.2e9 && hertz < 8e9, "measured " + hertz);
  }

  @Test
  void theClockProbeDoesItsWork() {
    ClockProbe probe = new ClockProbe();
    double hertz = probe.measureHertz();
    assertTrue(hertz > 0.2e9 && hertz < 8e9, "measured " + hertz);
    assertNotEquals(0, probe.sink());
  }

  @Test
  void whatFitsIsLessThanTheMemoryThereIs() {
    MachineLimits limits = new MachineProbe().limits(MACHINE);
    assertTrue(limits.availableBytes() > 0);
    assertTrue(limits.availableBytes() <= MACHINE.memoryBytes());
    assertEquals(MACHINE.cpu().flags(), limits.flags());
  }

  @Test
  void flagsAreTheDistinctWordsAfterTheColonInLowerCase() {
    List<String> lines = List.of("flags\t\t: fpu VME  avx2", "flags : avx2 amx_bf16", "flags :");
    assertEquals(List.of("amx_bf16", "avx2", "fpu", "vme"), MachineProbe.CpuFlags.of(lines));
    assertEquals(List.of("neon"), MachineProbe.CpuFlags.of(List.of(" NEON ")));
    assertEquals(List.of(), MachineProbe.CpuFlags.of(List.of()));
  }
}

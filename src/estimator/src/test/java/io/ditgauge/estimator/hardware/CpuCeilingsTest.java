package io.ditgauge.estimator.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.run.Cpu;
import io.ditgauge.model.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CpuCeilingsTest {
  private static final String AVX2 = "sse2 avx avx2 fma ";
  private static final String SKX = AVX2 + "avx512f avx512dq avx512bw avx512vl ";
  private static final String ICX = SKX + "avx512_vnni avx512vbmi avx512_vbmi2 ";
  private static final String SPR =
      ICX + "avx_vnni avx512_bf16 avx512_fp16 amx_tile amx_bf16 amx_int8 ";
  private static final String ZEN4 = ICX + "avx512_bf16 ";
  private static final String ZEN5 = ZEN4 + "avx_vnni avx512_vp2intersect ";

  private static Cpu cpu(String vendor, int family, int model, String flags) {
    return cpu("a processor", vendor, family, model, List.of(flags.strip().split(" ", -1)));
  }

  private static Cpu cpu(String name, String vendor, int family, int model, List<String> flags) {
    return new Cpu(name, vendor, family, model, 1, flags, 2, 4, 0, 2.0e9, 3.0e9);
  }

  private static void assertPeak(Cpu cpu, DType dtype, String core, double flopsPerCycle) {
    TheoreticalCeiling ceiling = CpuCeilings.of(cpu).at(dtype).orElseThrow();
    assertEquals(core, ceiling.core());
    assertEquals(flopsPerCycle, ceiling.flopsPerCycleAndCore());
    assertEquals(flopsPerCycle * 2 * 3.0e9, ceiling.flopsPerSecond());
    assertEquals("measured", ceiling.clock());
  }

  @Test
  void findsSapphireRapidsBehindAMaskedModelByItsInstructions() {
    Cpu masked = cpu("GenuineIntel", 6, 167, SPR);
    assertPeak(masked, DType.F32, "Sapphire Rapids", 64);
    assertPeak(masked, DType.F64, "Sapphire Rapids", 32);
    assertPeak(masked, DType.F16, "Sapphire Rapids", 128);
    assertPeak(masked, DType.BF16, "Sapphire/Emerald Rapids", 1024);
    String source = CpuCeilings.of(masked).at(DType.F32).orElseThrow().source();
    assertTrue(source.contains("family 6 model 167 names no core"), source);
    assertTrue(source.contains("avx512_fp16"), source);
    assertTrue(source.contains("Intel docs"), source);
  }

  @Test
  void takesRocketLakeForRocketLakeWhenItsInstructionsAgree() {
    assertPeak(cpu("GenuineIntel", 6, 167, ICX), DType.F32, "Ice Lake/Tiger Lake client", 32);
  }

  @Test
  void tellsIntelCoresApartByModelAmongThoseWithTheInstructions() {
    assertPeak(cpu("GenuineIntel", 6, 143, SPR), DType.BF16, "Sapphire/Emerald Rapids", 1024);
    assertPeak(cpu("GenuineIntel", 6, 207, SPR), DType.F32, "Sapphire Rapids", 64);
    assertPeak(cpu("GenuineIntel", 6, 173, SPR + "amx_fp16"), DType.F16, "Granite Rapids", 1024);
    assertPeak(cpu("GenuineIntel", 6, 106, ICX), DType.F32, "Ice Lake-SP", 64);
    assertPeak(
        cpu("GenuineIntel", 6, 85, SKX), DType.F32, "Skylake-X / Cascade Lake (2 FMA512)", 64);
    assertPeak(
        cpu("GenuineIntel", 6, 85, SKX + "avx512_vnni"),
        DType.F32,
        "Skylake-X / Cascade Lake (2 FMA512)",
        64);
    assertPeak(
        cpu("GenuineIntel", 6, 85, SKX + "avx512_vnni avx512_bf16"),
        DType.BF16,
        "Cooper Lake",
        128);
    assertPeak(cpu("GenuineIntel", 6, 63, AVX2), DType.F32, "Haswell/Broadwell", 32);
    assertPeak(cpu("GenuineIntel", 6, 158, AVX2), DType.F32, "Skylake/Kaby/Coffee client", 32);
    assertPeak(
        cpu("GenuineIntel", 6, 151, AVX2 + "avx_vnni"), DType.F32, "Alder/Raptor Lake P-core", 32);
    assertPeak(
        cpu("GenuineIntel", 6, 190, AVX2 + "avx_vnni"), DType.F32, "Gracemont/Skymont E-core", 16);
  }

  @Test
  void tellsAmdCoresApartByFamilyAndModel() {
    assertPeak(cpu("AuthenticAMD", 23, 1, AVX2), DType.F32, "AMD Zen 1", 16);
    assertPeak(cpu("AuthenticAMD", 23, 49, AVX2), DType.F32, "AMD Zen 2", 32);
    assertPeak(cpu("AuthenticAMD", 25, 1, AVX2), DType.F32, "AMD Zen 3", 32);
    for (int model : new int[] {0x11, 0x61, 0x74, 0xa0}) {
      assertPeak(cpu("AuthenticAMD", 25, model, ZEN4), DType.F32, "AMD Zen 4", 32);
      assertPeak(cpu("AuthenticAMD", 25, model, ZEN4), DType.BF16, "AMD Zen 4", 64);
    }
    assertPeak(cpu("AuthenticAMD", 26, 0x02, ZEN5), DType.F32, "AMD Zen 5 (server/desktop)", 64);
    assertPeak(cpu("AuthenticAMD", 26, 0x44, ZEN5), DType.BF16, "AMD Zen 5 (server/desktop)", 128);
    assertPeak(cpu("AuthenticAMD", 26, 0x24, ZEN5), DType.F32, "AMD Zen 5 mobile", 32);
  }

  @Test
  void countsOnlyInstructionsThatAHypervisorLeaves() {
    Cpu withoutAvx512 = cpu("AuthenticAMD", 25, 0x11, AVX2);
    assertPeak(withoutAvx512, DType.F32, "AMD Zen 3", 32);
    assertFalse(CpuCeilings.of(withoutAvx512).at(DType.BF16).isPresent());
    Cpu withoutAmx = cpu("GenuineIntel", 6, 143, ICX + "avx_vnni avx512_bf16 avx512_fp16");
    assertPeak(withoutAmx, DType.BF16, "Sapphire Rapids", 128);
  }

  @Test
  void hasNoPeakForATypeWithoutInstructions() {
    Cpu cascadeLake = cpu("GenuineIntel", 6, 85, SKX + "avx512_vnni");
    assertFalse(CpuCeilings.of(cascadeLake).at(DType.BF16).isPresent());
    assertFalse(CpuCeilings.of(cascadeLake).at(DType.F16).isPresent());
    assertTrue(CpuCeilings.of(cascadeLake).at(DType.F64).isPresent());
    assertFalse(CpuCeilings.of(cpu("AuthenticAMD", 25, 0x11, ZEN4)).at(DType.F16).isPresent());
  }

  @Test
  void readsFlagsInEachSpelling() {
    for (String separator : new String[] {"-", ".", "_", ""}) {
      List<String> flags = new ArrayList<>();
      for (String flag : SPR.strip().split(" ", -1)) {
        flags.add(flag.toUpperCase(java.util.Locale.ROOT).replace("_", separator));
      }
      Cpu cpu = cpu("a processor", "GenuineIntel", 6, 143, flags);
      assertPeak(cpu, DType.BF16, "Sapphire/Emerald Rapids", 1024);
    }
    Cpu oneLine = cpu("a processor", "GenuineIntel", 6, 143, List.of("flags : " + SPR));
    assertPeak(oneLine, DType.F32, "Sapphire Rapids", 64);
  }

  @Test
  void findsNeoverseCoresByName() {
    Cpu graviton = cpu("AWS Graviton3", "ARM", 8, 1, List.of("asimd", "asimdhp", "bf16", "sve"));
    assertPeak(graviton, DType.F32, "Neoverse V1 (Graviton3)", 32);
    assertPeak(graviton, DType.BF16, "Neoverse V1 (Graviton3)", 128);
  }

  @Test
  void saysWhyForAnUnknownCpuInsteadOfBorrowingANumber() {
    for (Cpu unknown :
        List.of(
            cpu("GenuineIntel", 6, 42, "sse2 avx"),
            cpu("CentaurHauls", 7, 59, ICX),
            cpu("ARM", 8, 1, "asimd"))) {
      CpuPeak peak = CpuCeilings.of(unknown);
      assertEquals(List.of(), peak.ceilings());
      assertTrue(peak.explanation().startsWith("no theoretical peak: "), peak.explanation());
      assertTrue(peak.explanation().contains(unknown.vendor()), peak.explanation());
    }
  }

  @Test
  void resolvesEachCoreOfTheTableAndUsesEachRowOfIt() {
    Set<String> used = new TreeSet<>();
    for (CpuCore core : CpuCore.table()) {
      used.add(core.vector().core() + "," + core.vector().isa());
      if (!core.matrix().core().isEmpty()) {
        used.add(core.matrix().core() + "," + core.matrix().isa());
      }
    }
    Set<String> rows = new TreeSet<>();
    Tables.rows("/io/ditgauge/estimator/hardware/cpu_isa.csv")
        .forEach(row -> rows.add(row.get("core") + "," + row.get("isa")));
    assertEquals(rows, used);
  }
}

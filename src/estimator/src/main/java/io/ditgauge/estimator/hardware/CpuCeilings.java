package io.ditgauge.estimator.hardware;

import io.ditgauge.estimator.run.Cpu;
import io.ditgauge.model.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/**
 * Theoretical peak of a CPU: FLOPs per cycle and core x measured clock x physical cores.
 *
 * <p>The core is found by its instructions first and by family and model second, because
 * hypervisors mask the model more often than the instructions: of the cores that have exactly the
 * instructions that tell cores apart, the one that family and model name, else the most capable
 * one. FLOPs per cycle come from a published table; a row names its source.
 *
 * <p>A type without instructions has no peak here: bfloat16 that is computed in float32 is not a
 * bfloat16 peak. The clock is that of integer code: under AVX-512 or AMX load a core may run
 * slower, so the peak is an upper bound.
 */
public final class CpuCeilings {
  private static final String TABLE = "/io/ditgauge/estimator/hardware/cpu_isa.csv";
  private static final int MOST_FLAGS = 6;

  /** Instructions without which a vector unit has no arithmetic of that type. */
  private static final Map<DType, Set<String>> VECTOR =
      Map.of(DType.BF16, Set.of("avx512bf16", "bf16"), DType.F16, Set.of("avx512fp16", "asimdhp"));

  /** The same for a matrix unit. */
  private static final Map<DType, Set<String>> MATRIX =
      Map.of(DType.BF16, Set.of("amxbf16"), DType.F16, Set.of("amxfp16"));

  private record Peak(double flopsPerCycle, CpuCore.IsaKey row, String source) {}

  private CpuCeilings() {}

  /** The peaks by element type; empty for a CPU that the tables do not know. */
  public static List<TheoreticalCeiling> theoretical(Cpu cpu) {
    return of(cpu).ceilings();
  }

  /** The peaks by element type, and how the core was found or why it was not. */
  public static CpuPeak of(Cpu cpu) {
    Set<String> flags = CpuCore.flags(cpu.flags());
    List<CpuCore> fitting = CpuCore.table().stream().filter(core -> core.fits(cpu, flags)).toList();
    if (fitting.isEmpty()) {
      return new CpuPeak(List.of(), unknown(cpu));
    }
    Optional<CpuCore> named = fitting.stream().filter(core -> core.named(cpu)).findFirst();
    CpuCore core = named.orElse(fitting.get(0));
    String explanation = explanation(cpu, core, named.isPresent());
    List<TheoreticalCeiling> ceilings = new ArrayList<>();
    for (DType dtype : DType.values()) {
      peak(core, dtype, flags)
          .ifPresent(peak -> ceilings.add(ceiling(cpu, dtype, peak, explanation)));
    }
    return new CpuPeak(ceilings, explanation);
  }

  private static TheoreticalCeiling ceiling(Cpu cpu, DType dtype, Peak peak, String explanation) {
    return new TheoreticalCeiling(
        dtype.id(),
        peak.flopsPerCycle() * cpu.cores() * cpu.measuredHertz(),
        peak.row().core(),
        peak.row().isa(),
        peak.flopsPerCycle(),
        cpu.cores(),
        cpu.measuredHertz(),
        "measured",
        peak.source() + "; " + explanation);
  }

  /** The better of vector and matrix unit, of those with instructions for the type. */
  private static Optional<Peak> peak(CpuCore core, DType dtype, Set<String> flags) {
    Optional<Peak> vector =
        has(VECTOR, dtype, flags, true) ? row(core.vector(), dtype) : Optional.empty();
    Optional<Peak> matrix =
        has(MATRIX, dtype, flags, false) ? row(core.matrix(), dtype) : Optional.empty();
    if (vector.isPresent() && matrix.isPresent()) {
      return vector.get().flopsPerCycle() >= matrix.get().flopsPerCycle() ? vector : matrix;
    }
    return vector.or(() -> matrix);
  }

  private static boolean has(
      Map<DType, Set<String>> instructions, DType dtype, Set<String> flags, boolean otherwise) {
    Set<String> any = instructions.get(dtype);
    return any == null ? otherwise : any.stream().anyMatch(flags::contains);
  }

  private static Optional<Peak> row(CpuCore.IsaKey key, DType dtype) {
    for (CSVRecord row : Tables.rows(TABLE)) {
      if (row.get("core").equals(key.core()) && row.get("isa").equals(key.isa())) {
        String source = row.get("source") + " (confidence " + row.get("confidence") + ")";
        return Tables.number(row, dtype.id()).map(value -> new Peak(value, key, source));
      }
    }
    return Optional.empty();
  }

  private static String explanation(Cpu cpu, CpuCore core, boolean named) {
    String how;
    if (!core.names().isEmpty()) {
      how = "core found by the name '" + cpu.name() + "'";
    } else if (named) {
      how = "core found by instructions and by " + identity(cpu);
    } else {
      how =
          "core found by its instructions ("
              + instructions(cpu, core)
              + ") alone: "
              + identity(cpu)
              + " names no core that has them, a hypervisor may mask the model";
    }
    return core.note().isEmpty() ? how : how + "; " + core.note();
  }

  /** The flags that told the core, as the CPU spells them. */
  private static String instructions(Cpu cpu, CpuCore core) {
    Set<String> telling = new HashSet<>(core.required());
    if (!core.matrix().core().isEmpty()) {
      MATRIX.values().forEach(telling::addAll);
    }
    return cpu.flags().stream()
        .filter(flag -> CpuCore.flags(List.of(flag)).stream().anyMatch(telling::contains))
        .limit(MOST_FLAGS)
        .collect(Collectors.joining(" "));
  }

  private static String unknown(Cpu cpu) {
    return "no theoretical peak: the tables know no core of "
        + cpu.vendor()
        + ", "
        + identity(cpu)
        + ", '"
        + cpu.name()
        + "', with its "
        + cpu.flags().size()
        + " instruction flags; utilization is given against measured ceilings only";
  }

  private static String identity(Cpu cpu) {
    return "family " + cpu.family() + " model " + cpu.model();
  }
}

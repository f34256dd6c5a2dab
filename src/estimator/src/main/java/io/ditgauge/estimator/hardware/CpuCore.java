package io.ditgauge.estimator.hardware;

import io.ditgauge.estimator.run.Cpu;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/**
 * A row of the table that finds a core: who it is, what instructions it has and lacks, and which
 * rows of the instruction-set table give its FLOPs per cycle.
 *
 * @param vendor vendor identifier, or {@code *} where the name decides
 * @param names parts of the name, one of which must occur; empty where family and model decide
 * @param family family number; -1 where the name decides
 * @param models ranges of model numbers, as {@code 16-31 96-127}
 * @param required normalized flags that the core has
 * @param absent normalized flags that the core lacks
 * @param vector row of its vector units
 * @param matrix row of its matrix unit; both texts are empty without one
 * @param note what to know about the numbers; may be empty
 */
record CpuCore(
    String vendor,
    List<String> names,
    int family,
    String models,
    Set<String> required,
    Set<String> absent,
    IsaKey vector,
    IsaKey matrix,
    String note) {

  /** Names a row of the instruction-set table. */
  record IsaKey(String core, String isa) {}

  private static final String TABLE = "/io/ditgauge/estimator/hardware/cpu_cores.csv";

  /** All cores; those of one vendor from the most to the least capable. */
  static List<CpuCore> table() {
    return Tables.rows(TABLE).stream().map(CpuCore::of).toList();
  }

  private static CpuCore of(CSVRecord row) {
    String names = row.get("name");
    return new CpuCore(
        row.get("vendor"),
        names.isEmpty() ? List.of() : List.of(names.split("\\|", -1)),
        row.get("family").isEmpty() ? -1 : Integer.parseInt(row.get("family")),
        row.get("models"),
        flags(List.of(row.get("required"))),
        flags(List.of(row.get("absent"))),
        new IsaKey(row.get("core"), row.get("isa")),
        new IsaKey(row.get("matrix_core"), row.get("matrix_isa")),
        row.get("note"));
  }

  /**
   * Flags in one spelling: lower case, letters and digits only, so that {@code avx512_bf16}, {@code
   * AVX512-BF16} and {@code AVX512.BF16} are the same.
   */
  static Set<String> flags(List<String> flags) {
    return flags.stream()
        .flatMap(flag -> Arrays.stream(flag.strip().split("\\s+")))
        .map(flag -> flag.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""))
        .filter(flag -> !flag.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether vendor or name and the instructions of that CPU are those of this core. */
  boolean fits(Cpu cpu, Set<String> flags) {
    boolean who =
        names.isEmpty()
            ? vendor.equals(cpu.vendor())
            : names.stream().anyMatch(name -> containsIgnoringCase(cpu.name(), name));
    return who && flags.containsAll(required) && absent.stream().noneMatch(flags::contains);
  }

  /** Whether family and model, or the name, of that CPU name this core. */
  boolean named(Cpu cpu) {
    if (!names.isEmpty()) {
      return true;
    }
    if (family != cpu.family()) {
      return false;
    }
    for (String range : models.split(" ", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
      if (first <= cpu.model() && cpu.model() <= last) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsIgnoringCase(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}

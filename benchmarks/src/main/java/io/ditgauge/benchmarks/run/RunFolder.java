package io.ditgauge.benchmarks.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.GpuFiles;
import io.ditgauge.estimator.run.GpuRecord;
import io.ditgauge.estimator.run.GpuSample;
import io.ditgauge.estimator.run.GpuState;
import io.ditgauge.estimator.run.JsonFiles;
import io.ditgauge.estimator.run.RunFiles;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder of a run: what is on disk is what was measured.
 *
 * <p>{@code jmh.json} is written before {@code run.json}: after a kill between the two, the forks
 * in {@code jmh.json} are the truth and {@link #forks} counts them.
 */
public final class RunFolder {
  /** Name of the calibration beside the two files of a run. */
  public static final String CALIBRATION_JSON = "calibration.json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;
  private final Map<String, ObjectNode> entries = new LinkedHashMap<>();

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A new run's folder.
   *
   * @throws IllegalStateException if it holds a run already, or cannot be made
   */
  public static RunFolder create(Path folder) {
    if (Files.exists(folder.resolve(RunFiles.RUN_JSON))) {
      throw new IllegalStateException(
          folder + " holds a run already; give an empty folder, or resume with jmh.resume");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot make the folder of the run: "
              + folder
              + ": "
              + e.getMessage()
              + " ("
              + e.getClass().getSimpleName()
              + "); choose another with jmh.out",
          e);
    }
    return new RunFolder(folder);
  }

  /** The folder of an interrupted run with what it measured. */
  public static RunFolder open(Path folder) {
    RunFolder result = new RunFolder(folder);
    Path jmh = folder.resolve(RunFiles.JMH_JSON);
    if (Files.exists(jmh)) {
      for (JsonNode entry : RunFiles.readJmh(jmh)) {
        result.entries.put(id(entry), (ObjectNode) entry);
      }
    }
    return result;
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** Forks of the combination that are measured. */
  int forks(Case combination) {
    ObjectNode entry = entries.get(id(combination));
    return entry == null ? 0 : JmhJson.forks(entry);
  }

  /** Adds a fork's result, and writes {@code jmh.json}. */
  void add(Case combination, ObjectNode fork) {
    ObjectNode entry = entries.get(id(combination));
    if (entry == null) {
      entries.put(id(combination), fork);
    } else {
      JmhJson.append(entry, fork);
    }
    writeJmh();
  }

  /** Writes {@code jmh.json} from all results. */
  void writeJmh() {
    ArrayNode all = MAPPER.createArrayNode();
    entries.values().forEach(all::add);
    JsonFiles.writeAtomically(folder.resolve(RunFiles.JMH_JSON), JsonFiles.bytes(all));
  }

  /** Adds the states of the GPU of the last fork of a combination; none, and no file, on a CPU. */
  void addGpus(String runId, Combination combination, Map<String, GpuState> states) {
    if (states.isEmpty()) {
      return;
    }
    GpuRecord gpus = GpuFiles.read(folder).orElseGet(() -> GpuRecord.of(runId));
    for (Map.Entry<String, GpuState> state : states.entrySet()) {
      gpus =
          gpus.with(
              new GpuSample(
                  combination.key(),
                  Math.max(1, combination.forks()),
                  state.getKey(),
                  state.getValue()));
    }
    GpuFiles.write(folder, gpus);
  }

  /** Writes {@code run.json}. */
  void write(RunRecord run) {
    RunFiles.write(folder.resolve(RunFiles.RUN_JSON), run);
  }

  private static String id(Case combination) {
    return combination.kind().benchmark() + combination.params();
  }

  private static String id(JsonNode entry) {
    Map<String, String> params = new TreeMap<>();
    entry.path("params").properties().forEach(e -> params.put(e.getKey(), e.getValue().asText()));
    return entry.path("benchmark").asText() + Variation.departing(params);
  }
}

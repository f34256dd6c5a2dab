package io.ditgauge.estimator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The GPUs of a run: {@code gpus.json} beside {@code run.json}, where a GPU was measured.
 *
 * @param format always {@link #FORMAT}
 * @param version version of the format, {@link #VERSION}
 * @param runId identifier of the run
 * @param samples in the order of the forks
 */
public record GpuRecord(String format, int version, String runId, List<GpuSample> samples) {
  /** Name of the format. */
  public static final String FORMAT = "ditgauge-gpus";

  /** Version of the format. */
  public static final int VERSION = 1;

  /** Validates and copies. */
  public GpuRecord {
    Values.text("format", format);
    Values.text("runId", runId);
    samples = List.copyOf(samples);
  }

  /** A record of that run without samples. */
  public static GpuRecord of(String runId) {
    return new GpuRecord(FORMAT, VERSION, runId, List.of());
  }

  /** The record with one sample more. */
  public GpuRecord with(GpuSample sample) {
    List<GpuSample> all = new ArrayList<>(samples);
    all.add(sample);
    return new GpuRecord(format, version, runId, all);
  }

  /**
   * One warning for each reason for which a clock was held down when a fork ended, naming the
   * combinations: their rates are those of a throttled card.
   */
  public List<String> warnings() {
    List<GpuSample> slowed =
        samples.stream()
            .filter(sample -> sample.when().equals("after"))
            .filter(sample -> !sample.state().slowdowns().isEmpty())
            .toList();
    return slowed.stream()
        .flatMap(sample -> sample.state().slowdowns().stream())
        .distinct()
        .sorted()
        .map(reason -> warning(reason, slowed))
        .toList();
  }

  private static String warning(String reason, List<GpuSample> slowed) {
    TreeSet<String> keys =
        slowed.stream()
            .filter(sample -> sample.state().slowdowns().contains(reason))
            .map(GpuSample::key)
            .collect(Collectors.toCollection(TreeSet::new));
    return "the GPU's clock was held down (" + reason + ") after " + String.join(", ", keys);
  }
}

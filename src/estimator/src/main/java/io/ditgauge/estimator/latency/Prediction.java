package io.ditgauge.estimator.latency;

import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Predicted time of a request.
 *
 * @param stages by stage
 * @param spread standard deviation of the logarithm of the total
 * @param cards cards at work
 * @param efficiency what the op list was multiplied by
 * @param memory what it needs on each card
 * @param flags what limits or weakens the answer
 */
public record Prediction(
    List<StageTime> stages,
    double spread,
    int cards,
    Efficiency efficiency,
    Memory memory,
    Set<Flag> flags) {
  /** Standard deviations of a two-sided interval of 90 %. */
  public static final double NINETY = 1.6449;

  /**
   * Memory on each card.
   *
   * @param need weights and activations
   * @param fits whether the card holds them
   * @param fewestCards cards that share the model and hold it; 0 where none do
   */
  public record Memory(MemoryNeed need, boolean fits, int fewestCards) {}

  private static final double SECONDS_IN_HOUR = 3600;
  private static final double SECONDS_IN_MINUTE = 60;

  /** What limits or weakens an answer. */
  public enum Flag {
    /** More memory than the card has. */
    DOES_NOT_FIT,
    /** Shapes outside the measured range. */
    EXTRAPOLATED,
    /** The host launches more slowly than the card computes. */
    HOST_BOUND,
    /** A stage that runs on one of several cards. */
    SERIAL_STAGE,
    /** Rates of another machine, or of another kernel or head width on it. */
    TRANSFERRED
  }

  /** Copies. */
  public Prediction {
    stages = List.copyOf(stages);
    flags = Set.copyOf(flags);
  }

  /** Median of the total. */
  public double seconds() {
    return stages.stream().mapToDouble(StageTime::seconds).sum();
  }

  /** Lower end of the 90 % interval. */
  public double lowSeconds() {
    return seconds() * Math.exp(-NINETY * spread);
  }

  /** Upper end of the 90 % interval. */
  public double highSeconds() {
    return seconds() * Math.exp(NINETY * spread);
  }

  /** Time of a kind of stage. */
  public double seconds(Stage.Kind kind) {
    return stages.stream().filter(it -> it.kind() == kind).mapToDouble(StageTime::seconds).sum();
  }

  /** Time of one denoising step, all its passes together. */
  public double stepSeconds(Request request) {
    return seconds(Stage.Kind.DENOISER) / request.steps();
  }

  /** Bytes that a card sends to others in a denoising step. */
  public double linkBytesPerStep(Request request) {
    double bytes = 0;
    for (StageTime stage : stages) {
      bytes += stage.runs() * stage.ops().stream().mapToDouble(OpTime::linkBytes).sum();
    }
    return bytes / request.steps();
  }

  /** Time of a denoising step that waits for them. */
  public double linkSecondsPerStep(Request request) {
    return byClass().getOrDefault(TimeClass.COMMUNICATION, 0.0) / request.steps();
  }

  /** Time of what runs on one card however many there are: no number of cards is faster. */
  public double serialSeconds() {
    return seconds() - seconds(Stage.Kind.DENOISER);
  }

  /** Time that the card waits for the host to launch. */
  public double hostSeconds() {
    return byClass().getOrDefault(TimeClass.HOST, 0.0);
  }

  /** FLOPs of all stages. */
  public double flops() {
    return stages.stream().mapToDouble(it -> it.runs() * it.flopsPerPass()).sum();
  }

  /** FLOPs a second and card. */
  public double flopsPerSecondAndCard() {
    return flops() / seconds() / cards;
  }

  /** Model FLOPs utilization against the theoretical peak at the element type. */
  public double mfu() {
    return flopsPerSecondAndCard() / efficiency.peakFlopsPerSecond();
  }

  /** Outputs that one card makes in an hour, if it does nothing else. */
  public double outputsPerCardHour(Request request) {
    return SECONDS_IN_HOUR * request.batch() / (seconds() * cards);
  }

  /**
   * Minutes of video that one card makes in an hour, as clips of the request's length: twelve clips
   * of five seconds are not one minute of full attention.
   */
  public double videoMinutesPerCardHour(Request request) {
    return outputsPerCardHour(request) * request.seconds() / SECONDS_IN_MINUTE;
  }

  /** Seconds by what they are spent on. */
  public Map<TimeClass, Double> byClass() {
    Map<TimeClass, Double> result = new EnumMap<>(TimeClass.class);
    for (StageTime stage : stages) {
      for (OpTime op : stage.ops()) {
        result.merge(op.timeClass(), stage.runs() * op.seconds(), Double::sum);
      }
    }
    return result;
  }

  /** What most seconds are spent on. */
  public TimeClass bindingLimit() {
    return byClass().entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(TimeClass.GEMM);
  }
}

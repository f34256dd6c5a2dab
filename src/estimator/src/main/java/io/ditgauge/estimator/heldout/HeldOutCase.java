package io.ditgauge.estimator.heldout;

import io.ditgauge.estimator.published.Errors;
import io.ditgauge.estimator.run.Values;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The forward pass of a whole model: what the calibration predicts of it, and what was measured
 * after that.
 *
 * @param model name of the model
 * @param image side of the image in pixels
 * @param batch images
 * @param backend tensor library
 * @param dtype element type
 * @param predictedSeconds median of the prediction
 * @param lowSeconds lower end of its 90 % interval
 * @param highSeconds upper end of its 90 % interval
 * @param extrapolated whether a notable share of it is of shapes outside the measured range
 * @param rounds the measurements, in their order
 */
public record HeldOutCase(
    String model,
    long image,
    long batch,
    String backend,
    String dtype,
    double predictedSeconds,
    double lowSeconds,
    double highSeconds,
    boolean extrapolated,
    List<HeldOutRound> rounds) {
  /** Validates and copies. */
  public HeldOutCase {
    Values.text("model", model);
    Values.atLeast("image", image, 1);
    Values.atLeast("batch", batch, 1);
    Values.text("backend", backend);
    Values.text("dtype", dtype);
    Values.positive("predictedSeconds", predictedSeconds);
    Values.positive("lowSeconds", lowSeconds);
    Values.positive("highSeconds", highSeconds);
    if (!(lowSeconds <= predictedSeconds && predictedSeconds <= highSeconds)) {
      throw new IllegalArgumentException(
          "a prediction lies within its interval: low="
              + lowSeconds
              + ", predicted="
              + predictedSeconds
              + ", high="
              + highSeconds);
    }
    rounds = List.copyOf(rounds);
  }

  /** Its name in files: {@code DiT-XL/2 256 px, batch 2, torchscript bf16}. */
  public String key() {
    return model + " " + image + " px, batch " + batch + ", " + backend + " " + dtype;
  }

  /** The same case with other rounds. */
  public HeldOutCase with(List<HeldOutRound> measured) {
    return new HeldOutCase(
        model,
        image,
        batch,
        backend,
        dtype,
        predictedSeconds,
        lowSeconds,
        highSeconds,
        extrapolated,
        measured);
  }

  /** Backend and element type. */
  public String place() {
    return backend + " " + dtype;
  }

  /** Whether it was measured at all. */
  public boolean wasMeasured() {
    return !rounds.isEmpty();
  }

  /** Median over the rounds of the time as the clock showed it. */
  public double rawSeconds() {
    return median(HeldOutRound::seconds);
  }

  /** Median over the rounds of the time at the calibration's speed: the drift is divided out. */
  public double measuredSeconds() {
    return median(it -> it.seconds() / it.drift());
  }

  /** Median drift over the rounds. */
  public double drift() {
    return median(HeldOutRound::drift);
  }

  /** |ln predicted/measured|. */
  public double error() {
    return Math.abs(Math.log(predictedSeconds / measuredSeconds()));
  }

  /** The same of the time as the clock showed it. */
  public double rawError() {
    return Math.abs(Math.log(predictedSeconds / rawSeconds()));
  }

  /** Whether the measured time lies within the 90 % interval. */
  public boolean covered() {
    return lowSeconds <= measuredSeconds() && measuredSeconds() <= highSeconds;
  }

  private double median(ToDoubleFunction<HeldOutRound> value) {
    if (rounds.isEmpty()) {
      throw new IllegalStateException("not measured: " + key());
    }
    return Errors.median(rounds.stream().mapToDouble(value).toArray());
  }
}

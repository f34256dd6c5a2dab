package io.ditgauge.estimator.published;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Network;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVRecord;

/**
 * A published time of a whole text encoder, or of a decoder, and of nothing beside it.
 *
 * @param network name of a preset
 * @param card name of a published efficiency
 * @param input what it ran over
 * @param runs passes in the time
 * @param seconds the time
 * @param source where it is published
 */
record StageMeasurement(
    String network, String card, Input input, long runs, double seconds, String source) {
  /**
   * What a stage ran over.
   *
   * @param pixels extent of what was decoded; of a text encoder, one pixel
   * @param tokens of a text encoder
   */
  record Input(Grid pixels, OptionalLong tokens) {}

  StageMeasurement {
    if (!(seconds > 0 && Double.isFinite(seconds))) {
      throw new IllegalArgumentException("seconds must be positive: seconds=" + seconds);
    }
    if (source.isBlank()) {
      throw new IllegalArgumentException("a published time needs a source: source=''");
    }
    if (!PublishedEfficiencies.names().contains(card)) {
      throw new IllegalArgumentException(
          "unknown card: card='"
              + card
              + "'; use one of "
              + String.join(", ", PublishedEfficiencies.names()));
    }
    if (isText(network) != input.tokens().isPresent()) {
      throw new IllegalArgumentException(
          "a text encoder has tokens, and a decoder frames, height and width: network='"
              + network
              + "', tokens="
              + input.tokens());
    }
  }

  /** All rows of the table of stage times. */
  static List<StageMeasurement> all() {
    return KernelTables.rows(KernelTables.STAGES).stream().map(StageMeasurement::of).toList();
  }

  /**
   * A row of the table.
   *
   * @throws IllegalArgumentException naming the line and the column that is wrong
   */
  static StageMeasurement of(CSVRecord row) {
    try {
      boolean text = !row.get("tokens").isEmpty();
      Grid pixels =
          text
              ? Grid.square(1)
              : new Grid(whole(row, "frames"), whole(row, "height"), whole(row, "width"));
      return new StageMeasurement(
          row.get("network"),
          row.get("card"),
          new Input(pixels, text ? OptionalLong.of(whole(row, "tokens")) : OptionalLong.empty()),
          whole(row, "runs"),
          seconds(row),
          row.get("source"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          KernelTables.STAGES + ", row " + row.getRecordNumber() + ": " + e.getMessage(), e);
    }
  }

  private static long whole(CSVRecord row, String column) {
    String text = row.get(column);
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          column + " must be a positive whole number: " + column + "='" + text + "'");
    }
    return Long.parseLong(text);
  }

  private static double seconds(CSVRecord row) {
    try {
      return Double.parseDouble(row.get("seconds"));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "seconds must be a number: seconds='" + row.get("seconds") + "'", e);
    }
  }

  private static boolean isText(String network) {
    Network it = Presets.of(network).network();
    if (it instanceof TextNetwork || it instanceof Autoencoder) {
      return it instanceof TextNetwork;
    }
    throw new IllegalArgumentException(
        "a stage is a text encoder or an autoencoder, never the denoiser: network='"
            + network
            + "'");
  }

  /** Whether it is of a text encoder. */
  boolean text() {
    return input.tokens().isPresent();
  }

  /** The name that a stage of a request has: a text encoder its own, a decoder its class. */
  String stage() {
    return text() ? network : Presets.of(network).network().className();
  }

  /** One of the passes that were timed. */
  ForwardPass pass() {
    Network it = Presets.of(network).network();
    return it instanceof Autoencoder decoder
        ? decoder.decode(decoder.latentSpace().latent(input.pixels(), Grid.square(1)), 1)
        : ((TextNetwork) it).forward(input.tokens().orElseThrow(), 1);
  }

  /** Counted FLOPs of the passes over the published seconds. */
  double flopsPerSecond() {
    return runs * pass().counts().flops().value() / seconds;
  }
}

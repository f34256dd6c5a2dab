package io.ditgauge.estimator.validation;

import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.model.Grid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A published time of a whole model.
 *
 * @param fields the columns by name
 */
public record TimingRow(Map<String, String> fields) {
  /** Copies. */
  public TimingRow {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** A column, empty where it is missing. */
  public String text(String column) {
    return fields.getOrDefault(column, "").trim();
  }

  /** Identifier. */
  public String id() {
    return text("row_id");
  }

  /**
   * A positive number.
   *
   * @throws IllegalArgumentException naming row and column where it is none
   */
  public double number(String column) {
    try {
      double value = Double.parseDouble(text(column));
      if (value > 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(column, e);
    }
    throw refused(column, null);
  }

  private IllegalArgumentException refused(String column, Throwable cause) {
    return new IllegalArgumentException(
        "row "
            + id()
            + ": "
            + column
            + " must be a positive number: "
            + column
            + "='"
            + text(column)
            + "'",
        cause);
  }

  /** A positive whole number. */
  public long integer(String column) {
    double value = number(column);
    if (value != Math.rint(value) || value > 1L << 40) {
      throw refused(column, null);
    }
    return (long) value;
  }

  /** A positive whole number, or a default where the column is empty. */
  public long integer(String column, long byDefault) {
    return text(column).isEmpty() ? byDefault : integer(column);
  }

  /**
   * Tokens along time, height and width; where the geometry disagrees with the stated number of
   * tokens, or is missing, that number in one row.
   */
  public Grid tokens() {
    boolean counted = !text("image_tokens").isEmpty();
    if (counted && !text("latent_grid").matches("[0-9]{1,9}x[0-9]{1,9}x[0-9]{1,9}")) {
      return new Grid(1, 1, integer("image_tokens"));
    }
    String[] sides = text("latent_grid").split("x", -1);
    if (sides.length != 3) {
      throw refused("latent_grid", null);
    }
    try {
      Grid grid =
          new Grid(
              Long.parseLong(sides[0].trim()),
              Long.parseLong(sides[1].trim()),
              Long.parseLong(sides[2].trim()));
      return !counted || grid.elements() == integer("image_tokens")
          ? grid
          : new Grid(1, 1, integer("image_tokens"));
    } catch (NumberFormatException e) {
      throw refused("latent_grid", e);
    }
  }

  /** Latent elements of a token. */
  public Grid patch() {
    return new Grid(integer("patch_t", 1), integer("patch_h", 1), integer("patch_w", 1));
  }

  /** How it is spread over cards; empty where the row does not say. */
  public Optional<Parallelism> parallelism() {
    for (String column : new String[] {"cfg", "ulysses", "ring", "tp", "pipe"}) {
      if (text(column).isEmpty()) {
        return integer("n_gpus", 1) == 1 ? Optional.of(Parallelism.NONE) : Optional.empty();
      }
    }
    return integer("pipe", 1) > 1
        ? Optional.empty()
        : Optional.of(
            new Parallelism(
                (int) integer("cfg"),
                (int) integer("ulysses"),
                (int) integer("ring"),
                (int) integer("tp")));
  }

  /** Whether only the denoiser was timed. */
  public boolean denoiserOnly() {
    return text("tier").equals("A")
        || text("scope").toLowerCase(java.util.Locale.ROOT).contains("dit only");
  }
}

package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;

/**
 * An extent in time, height and width, in elements; an image has one frame.
 *
 * @param frames extent in time
 * @param height rows
 * @param width columns
 */
public record Grid(long frames, long height, long width) {
  /** Validates the extents. */
  public Grid {
    dimension("grid", "frames", frames);
    dimension("grid", "height", height);
    dimension("grid", "width", width);
  }

  /** The same extent along every axis of an image. */
  public static Grid square(long side) {
    return new Grid(1, side, side);
  }

  /** The same extent along every axis. */
  public static Grid cube(long side) {
    return new Grid(side, side, side);
  }

  /** Elements: frames x height x width. */
  public long elements() {
    return Checks.product(frames, height, width);
  }

  /** Elements of one frame: height x width. */
  public long area() {
    return Checks.product(height, width);
  }

  /**
   * This grid in units of another, exactly.
   *
   * @throws IllegalArgumentException naming the axis that does not divide
   */
  public Grid over(String place, Grid unit) {
    Checks.divides(place, "patch frames", unit.frames, "frames", frames);
    Checks.divides(place, "patch height", unit.height, "height", height);
    Checks.divides(place, "patch width", unit.width, "width", width);
    return new Grid(frames / unit.frames, height / unit.height, width / unit.width);
  }

  /** This grid in units of another, rounded up: the output of a padded strided convolution. */
  public Grid overUp(Grid unit) {
    return new Grid(
        Math.floorDiv(frames - 1, unit.frames) + 1,
        Math.floorDiv(height - 1, unit.height) + 1,
        Math.floorDiv(width - 1, unit.width) + 1);
  }

  /** This grid enlarged by another. */
  public Grid times(Grid factor) {
    return new Grid(
        Checks.product(frames, factor.frames),
        Checks.product(height, factor.height),
        Checks.product(width, factor.width));
  }

  @Override
  public String toString() {
    return frames + "x" + height + "x" + width;
  }
}

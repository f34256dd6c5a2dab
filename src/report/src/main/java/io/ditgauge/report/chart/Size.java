package io.ditgauge.report.chart;

/** How wide a chart is drawn. */
public enum Size {
  /** For a screen or a sheet of paper. */
  WIDE(760, 440),
  /** For a telephone. */
  NARROW(360, 360);

  private final int width;
  private final int height;

  Size(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Pixels from left to right. */
  public int width() {
    return width;
  }

  /** Pixels from top to bottom of a chart whose height is free. */
  int height() {
    return height;
  }

  /** Whether labels go above bars, for want of room beside them. */
  boolean isNarrow() {
    return this == NARROW;
  }
}

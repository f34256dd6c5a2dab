package io.ditgauge.kernels;

import java.util.List;

/** Outputs of a kernel as one array. */
public final class Outputs {
  private Outputs() {}

  /** The arrays one after the other. */
  public static float[] joined(List<float[]> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    float[] result = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, result, at, part.length);
      at += part.length;
    }
    return result;
  }
}

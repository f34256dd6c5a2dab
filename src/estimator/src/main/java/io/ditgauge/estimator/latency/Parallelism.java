package io.ditgauge.estimator.latency;

/**
 * How a job is spread over cards.
 *
 * @param cfg guidance branches on cards of their own
 * @param ulysses cards that share a sequence and exchange heads (all-to-all)
 * @param ring cards that share a sequence and pass keys and values on
 * @param tensor cards that share each matrix
 */
public record Parallelism(int cfg, int ulysses, int ring, int tensor) {
  /** One card. */
  public static final Parallelism NONE = new Parallelism(1, 1, 1, 1);

  private static final int MOST = 4096;

  /** Validates the degrees. */
  public Parallelism {
    check("cfg", cfg);
    check("ulysses", ulysses);
    check("ring", ring);
    check("tensor", tensor);
  }

  private static void check(String name, int degree) {
    if (degree < 1 || degree > MOST) {
      throw new IllegalArgumentException(
          "a degree must lie between 1 and " + MOST + ": " + name + "=" + degree);
    }
  }

  /** Cards that share the sequence. */
  public int sequence() {
    return ulysses * ring;
  }

  /** All cards. */
  public int cards() {
    return cfg * ulysses * ring * tensor;
  }

  /**
   * Reads {@code cfg=2,ulysses=4}.
   *
   * @throws IllegalArgumentException for an unknown name or a degree that is no number
   */
  public static Parallelism of(String text) {
    int[] degrees = {1, 1, 1, 1};
    java.util.List<String> names = java.util.List.of("cfg", "ulysses", "ring", "tensor");
    for (String part : text.split(",", -1)) {
      String[] sides = part.split("=", -1);
      int at = names.indexOf(sides[0].trim());
      if (at < 0 || sides.length != 2 || !sides[1].trim().matches("[0-9]{1,4}")) {
        throw new IllegalArgumentException(
            "--parallel must be NAME=DEGREE,... with names "
                + String.join(", ", names)
                + ": --parallel="
                + text);
      }
      degrees[at] = Integer.parseInt(sides[1].trim());
    }
    return new Parallelism(degrees[0], degrees[1], degrees[2], degrees[3]);
  }
}

package io.ditgauge.kernels;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a backend computes: {@code cpu}, or {@code cuda:N} for the Nth GPU.
 *
 * @param cudaIndex the GPU's number, or empty for the CPU
 */
public record Device(OptionalInt cudaIndex) {
  /** The host's processor. */
  public static final Device CPU = new Device(OptionalInt.empty());

  private static final Pattern CUDA = Pattern.compile("cuda:([0-9]{1,3})");

  /**
   * The device of that identifier.
   *
   * @throws IllegalArgumentException for anything but {@code cpu} and {@code cuda:N}
   */
  public static Device of(String id) {
    if (id.equals("cpu")) {
      return CPU;
    }
    Matcher matcher = CUDA.matcher(id);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("unknown device '" + id + "'; use cpu or cuda:0");
    }
    return new Device(OptionalInt.of(Integer.parseInt(matcher.group(1))));
  }

  /** Whether it is a GPU. */
  public boolean isCuda() {
    return cudaIndex.isPresent();
  }

  /** The identifier in files and on command lines. */
  public String id() {
    return isCuda() ? String.format(Locale.ROOT, "cuda:%d", cudaIndex.getAsInt()) : "cpu";
  }
}

package io.ditgauge.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** An element type and its size. */
public enum DType {
  /** IEEE 754 binary64. */
  F64(8),
  /** IEEE 754 binary32. */
  F32(4),
  /** bfloat16: the upper half of a binary32. */
  BF16(2),
  /** IEEE 754 binary16. */
  F16(2),
  /** Binary32 in memory, rounded to 10 bits of fraction inside matrix products: NVIDIA's TF32. */
  TF32(4),
  /** Eight bits: 4 of exponent and 3 of fraction (E4M3), for matrix products. */
  F8(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** The identifier used in files and on command lines: {@code f64 f32 bf16 f16 tf32 f8}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The element type of that identifier.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static DType of(String id) {
    for (DType dtype : values()) {
      if (dtype.id().equals(id)) {
        return dtype;
      }
    }
    throw new IllegalArgumentException(
        "unknown dtype '"
            + id
            + "'; use one of "
            + Arrays.stream(values()).map(DType::id).collect(Collectors.joining(", ")));
  }
}

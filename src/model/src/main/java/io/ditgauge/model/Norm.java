package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.flag;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * A norm of each row: LayerNorm (x - mean) / deviation, or RMSNorm x / root mean square.
 *
 * <p>Work on [M, W]: M W elementwise for the norm, as the field counts it; with an affine part M W
 * for the scale, and for LayerNorm M W for the shift. M W and the parameters read, M W written. As
 * QK-norm, the rows are those of all heads and W is the head width. Sources: Ba et al., arXiv
 * 1607.06450; Zhang and Sennrich, arXiv 1910.07467.
 *
 * @param kind layer or RMS
 * @param rows M
 * @param width W
 * @param affine 1 with learned scale (and shift), 0 without
 */
public record Norm(Kind kind, long rows, long width, long affine) implements Op {
  /** Which norm. */
  public enum Kind {
    /** Mean and variance. */
    LAYER("layer-norm"),
    /** Root mean square alone. */
    RMS("rms-norm");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** The type identifier of the op. */
    public String type() {
      return type;
    }
  }

  /** Validates the dimensions. */
  public Norm {
    dimension(kind.type(), "rows", rows);
    dimension(kind.type(), "width", width);
    flag(kind.type(), "affine", affine);
  }

  /** A LayerNorm. */
  public static Norm layer(long rows, long width, boolean affine) {
    return new Norm(Kind.LAYER, rows, width, affine ? 1 : 0);
  }

  /** An RMSNorm with its learned scale. */
  public static Norm rms(long rows, long width) {
    return new Norm(Kind.RMS, rows, width, 1);
  }

  @Override
  public String type() {
    return kind.type();
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("rows", rows, "width", width, "affine", affine);
  }

  private long vectors() {
    return kind == Kind.LAYER ? 2 * affine : affine;
  }

  @Override
  public Work work() {
    long elements = product(rows, width);
    return new Work(0, product(elements, 1 + vectors()), sum(elements, parameters()), elements);
  }

  @Override
  public OpClass opClass() {
    return OpClass.ELEMENTWISE;
  }

  @Override
  public long parameters() {
    return product(vectors(), width);
  }

  @Override
  public String shape() {
    return rows + "x" + width + (affine == 0 ? ", not affine" : "");
  }
}

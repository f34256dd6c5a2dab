package io.ditgauge.kernels.reference;

import io.ditgauge.model.Sdpa;

/**
 * Rearrangements of streams: rows [B T, columns] to heads [B, H, T, K] and back, and tensors one
 * after the other. No arithmetic.
 *
 * @param batch B
 * @param tokens T
 * @param heads H
 * @param headWidth K
 */
record Layout(int batch, int tokens, int heads, int headWidth) {
  Layout(long batch, long tokens, long width, long heads) {
    this((int) batch, (int) tokens, (int) heads, (int) (width / heads));
  }

  /** D. */
  int width() {
    return heads * headWidth;
  }

  /** Attention of these tokens to {@code keys} others, or to themselves. */
  Sdpa attention(long keys) {
    return new Sdpa(batch, heads, heads, tokens, keys, headWidth);
  }

  private int headIndex(int row, int column) {
    int sample = row / tokens;
    int head = column / headWidth;
    int token = row % tokens;
    return ((sample * heads + head) * tokens + token) * headWidth + column % headWidth;
  }

  /** The D columns from {@code from} on of rows [B T, columns] as heads [B, H, T, K]. */
  Cells heads(Cells rows, int from) {
    int columns = rows.size() / (batch * tokens);
    Cells result = Cells.blank((long) batch * tokens * width());
    for (int row = 0; row < batch * tokens; row++) {
      for (int column = 0; column < width(); column++) {
        result.set(headIndex(row, column), rows.get(row * columns + from + column));
      }
    }
    return result;
  }

  /** Heads [B, H, T, K] as rows [B T, D]. */
  Cells rows(Cells heads) {
    Cells result = Cells.blank(heads.size());
    for (int row = 0; row < batch * tokens; row++) {
      for (int column = 0; column < width(); column++) {
        result.set(row * width() + column, heads.get(headIndex(row, column)));
      }
    }
    return result;
  }

  /** {@code count} columns from {@code from} on of rows of {@code columns}. */
  static Cells columns(Cells rows, int columns, int from, int count) {
    Cells result = Cells.blank((long) rows.size() / columns * count);
    for (int i = 0; i < result.size(); i++) {
      result.set(i, rows.get(i / count * columns + from + i % count));
    }
    return result;
  }

  /** Rows of a, each followed by the row of b. */
  static Cells beside(Cells a, int aColumns, Cells b, int bColumns) {
    int columns = aColumns + bColumns;
    Cells result = Cells.blank(a.size() + b.size());
    for (int i = 0; i < result.size(); i++) {
      int row = i / columns;
      int column = i % columns;
      result.set(
          i,
          column < aColumns
              ? a.get(row * aColumns + column)
              : b.get(row * bColumns + column - aColumns));
    }
    return result;
  }

  /** a, then b. */
  static Cells joined(Cells a, Cells b) {
    return beside(a, a.size(), b, b.size());
  }
}

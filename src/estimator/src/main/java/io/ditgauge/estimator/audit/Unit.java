package io.ditgauge.estimator.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A unit as a product of powers of symbols, so that formulas carry their units along.
 *
 * <p>Written as in {@code FLOP/H100-s}: symbols joined by {@code -}, at most one {@code /}; {@code
 * ratio} is the unit of a plain number. Two units are equal when their powers are, in whatever
 * order they were written. MAC and FLOP are different symbols: that is how an audit finds where
 * multiply-accumulates were read as FLOP.
 *
 * @param powers exponent of each symbol; no zeros
 */
public record Unit(SortedMap<String, Integer> powers) {
  /** Floating-point operations of matrix products; two for each {@link #MAC}. */
  public static final String FLOP = "FLOP";

  /** Multiply-accumulates. */
  public static final String MAC = "MAC";

  /** The unit of a plain number. */
  public static final Unit RATIO = new Unit(Collections.emptySortedMap());

  private static final String RATIO_TEXT = "ratio";

  /** Copies the powers without zeros. */
  public Unit {
    SortedMap<String, Integer> copy = new TreeMap<>(powers);
    copy.values().removeIf(power -> power == 0);
    powers = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Reads a unit.
   *
   * @throws IllegalArgumentException if a symbol is blank or there are two slashes
   */
  public static Unit of(String text) {
    if (text.equals(RATIO_TEXT)) {
      return RATIO;
    }
    List<String> sides = List.of(text.split("/", -1));
    if (sides.size() > 2) {
      throw new IllegalArgumentException(
          "a unit has at most one slash: " + text + "; join symbols below it by -");
    }
    SortedMap<String, Integer> powers = new TreeMap<>();
    for (int side = 0; side < sides.size(); side++) {
      for (String symbol : sides.get(side).split("-", -1)) {
        if (symbol.isBlank()) {
          throw new IllegalArgumentException(
              "a unit's symbols must not be blank: '" + text + "'; as in FLOP/H100-s");
        }
        if (!symbol.equals("1")) {
          powers.merge(symbol, side == 0 ? 1 : -1, Integer::sum);
        }
      }
    }
    return new Unit(powers);
  }

  /** The power of a symbol; 0 if it does not occur. */
  public int power(String symbol) {
    return powers.getOrDefault(symbol, 0);
  }

  /** The unit of a product. */
  public Unit times(Unit other) {
    return combined(other, 1);
  }

  /** The unit of a quotient. */
  public Unit over(Unit other) {
    return combined(other, -1);
  }

  private Unit combined(Unit other, int sign) {
    SortedMap<String, Integer> sum = new TreeMap<>(powers);
    other.powers.forEach((symbol, power) -> sum.merge(symbol, sign * power, Integer::sum));
    return new Unit(sum);
  }

  /** The same unit with each MAC called a FLOP. */
  public Unit inFlop() {
    SortedMap<String, Integer> renamed = new TreeMap<>(powers);
    renamed.remove(MAC);
    renamed.merge(FLOP, power(MAC), Integer::sum);
    return new Unit(renamed);
  }

  /** The unit as {@link #of} reads it. */
  public String text() {
    if (powers.isEmpty()) {
      return RATIO_TEXT;
    }
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : powers.entrySet()) {
      List<String> side = entry.getValue() > 0 ? above : below;
      side.addAll(Collections.nCopies(Math.abs(entry.getValue()), entry.getKey()));
    }
    String numerator = above.isEmpty() ? "1" : String.join("-", above);
    return below.isEmpty() ? numerator : numerator + "/" + String.join("-", below);
  }

  @Override
  public String toString() {
    return text();
  }
}

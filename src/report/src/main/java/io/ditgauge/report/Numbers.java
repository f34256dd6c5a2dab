package io.ditgauge.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes numbers with few digits, the same under every locale. */
public final class Numbers {
  private static final double LARGE = 1e6;
  private static final double SMALL = 1e-3;
  private static final Pattern ZEROS = Pattern.compile("(\\.[0-9]*?)0+(?=$|e)");
  private static final Pattern POINT = Pattern.compile("\\.(?=$|e)");

  private Numbers() {}

  /** The number with that many digits behind the point. */
  public static String fixed(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /**
   * Digits behind the point with which the smallest of the values still shows that many significant
   * digits; 1 to 4.
   */
  public static int decimals(List<Double> values, int digits) {
    double smallest = values.stream().mapToDouble(Math::abs).filter(v -> v > 0).min().orElse(1);
    int magnitude = (int) Math.floor(Math.log10(smallest));
    return Math.max(1, Math.min(4, digits - 1 - magnitude));
  }

  /**
   * The number with that many significant digits, for instance {@code 0.3899}, {@code 4211} or
   * {@code 1.080e25}.
   */
  public static String significant(double value, int digits) {
    return isExtreme(value) ? exponent(value, digits) : plain(value, digits);
  }

  /**
   * The same without zeros at the end, for numbers that someone wrote: {@code 30}, {@code 1e21}.
   */
  public static String compact(double value, int digits) {
    String zeros = ZEROS.matcher(significant(value, digits)).replaceFirst("$1");
    return POINT.matcher(zeros).replaceFirst("");
  }

  /** Numbers that are read side by side: all integers, all plain or all with an exponent. */
  public static List<String> alike(List<Double> values, int digits) {
    if (values.stream().allMatch(value -> value == Math.rint(value) && Math.abs(value) < 1000)) {
      return values.stream().map(value -> Long.toString(Math.round(value))).toList();
    }
    boolean extreme = values.stream().anyMatch(Numbers::isExtreme);
    return values.stream()
        .map(value -> extreme ? exponent(value, digits) : plain(value, digits))
        .toList();
  }

  private static boolean isExtreme(double value) {
    double size = Math.abs(value);
    return size != 0 && (size >= LARGE || size < SMALL);
  }

  private static String plain(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value).round(new MathContext(digits, RoundingMode.HALF_UP));
    int decimals = Math.max(0, digits - (rounded.precision() - rounded.scale()));
    return rounded.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  private static String exponent(double value, int digits) {
    return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value)
        .replace("e+0", "e")
        .replace("e+", "e")
        .replace("e-0", "e-");
  }

  /** The number without an exponent where that is exact and short, for CSV: all its digits. */
  public static String exact(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** A ratio as per cent with one digit behind the point. */
  public static String percent(double ratio) {
    return fixed(100 * ratio, 1);
  }
}

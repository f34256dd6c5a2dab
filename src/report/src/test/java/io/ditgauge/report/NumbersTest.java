package io.ditgauge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void showsFourSignificantDigits() {
    assertEquals("0.3899", Numbers.significant(0.389936, 4));
    assertEquals("11.70", Numbers.significant(11.6981, 4));
    assertEquals("4211", Numbers.significant(4211.31, 4));
    assertEquals("124600", Numbers.significant(124583.3, 4));
    assertEquals("1.080e25", Numbers.significant(1.08e25, 4));
    assertEquals("7.625e6", Numbers.significant(7.62486e6, 4));
    assertEquals("1.000e-4", Numbers.significant(1e-4, 4));
    assertEquals("0", Numbers.significant(0, 4));
    assertEquals("10.00", Numbers.significant(9.99999, 4));
    assertEquals("-0.5000", Numbers.significant(-0.5, 4));
  }

  @Test
  void writesNumbersOfOneRowAlike() {
    assertEquals(List.of("9.967e5", "1.993e6"), Numbers.alike(List.of(996667.0, 1993333.0), 4));
    assertEquals(List.of("1", "2"), Numbers.alike(List.of(1.0, 2.0), 4));
    assertEquals(List.of("1.000", "0.5000"), Numbers.alike(List.of(1.0, 0.5), 4));
  }

  @Test
  void leavesOutNeedlessZerosOfNumbersThatSomeoneWrote() {
    assertEquals("30", Numbers.compact(30, 4));
    assertEquals("0.15", Numbers.compact(0.15, 4));
    assertEquals("1e21", Numbers.compact(1e21, 4));
    assertEquals("9.894e14", Numbers.compact(989.4e12, 4));
    assertEquals("250", Numbers.compact(250, 4));
    assertEquals("1000", Numbers.compact(1000, 4));
  }

  @Test
  void choosesTheDigitsOfAColumnByItsSmallestNumber() {
    assertEquals(2, Numbers.decimals(List.of(3.2, 512.0), 3));
    assertEquals(1, Numbers.decimals(List.of(350.0, 5120.0), 3));
    assertEquals(4, Numbers.decimals(List.of(0.0000012), 3));
    assertEquals(2, Numbers.decimals(List.of(), 3));
  }

  @Test
  void writesAllDigitsForPrograms() {
    assertEquals("524538298368", Numbers.exact(524538298368.0));
    assertEquals("0.1", Numbers.exact(0.1));
    assertEquals("1.0E25", Numbers.exact(1e25));
  }

  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("de-DE", "ar", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals("1.080e25", Numbers.significant(1.08e25, 4), tag);
        assertEquals("50.0", Numbers.percent(0.5), tag);
        assertEquals("0.5000", Numbers.significant(0.5, 4), tag);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}

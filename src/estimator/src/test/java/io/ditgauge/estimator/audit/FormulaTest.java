package io.ditgauge.estimator.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.audit.Formula.Given;
import io.ditgauge.estimator.audit.Formula.Leaf;
import io.ditgauge.estimator.audit.Formula.Role;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.source.Figure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormulaTest {
  private static final Given WORK = given("work", 12, "MAC/image");
  private static final Given RATE = given("rate", 4, "FLOP/H100-s");
  private static final Given IMAGES = given("images", 5, "image");

  @Test
  void carriesUnitsAlong() {
    Formula seconds = Formula.over(Formula.times(WORK, IMAGES), RATE);
    Quantity value = seconds.value(leaf -> ((Given) leaf).quantity());
    assertEquals(15, value.value());
    assertEquals("H100-MAC-s/FLOP", value.unit().text());
    assertEquals(new Quantity(30, Unit.of("H100-s")), value.converted());
    assertEquals(new Quantity(15, Unit.of("H100-s")), value.misread());
  }

  @Test
  void convertsBelowTheLineTheOtherWay() {
    assertEquals(
        new Quantity(2.5, Unit.of("minute/FLOP")),
        new Quantity(5, Unit.of("minute/MAC")).converted());
    assertEquals(Unit.RATIO, Unit.of("MAC/MAC"));
    assertEquals(7, new Quantity(7, Unit.of("image/day")).converted().value());
  }

  @Test
  void refusesToAddDifferentUnits() {
    Formula sum = Formula.plus(WORK, IMAGES);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> sum.value(leaf -> ((Given) leaf).quantity()))
            .getMessage();
    assertTrue(message.contains("equal units: MAC/image and image"), message);
  }

  @Test
  void readsAndWritesUnits() {
    for (String text : List.of("ratio", "FLOP", "H100-month", "FLOP/H100-s", "1/s", "day/month")) {
      assertEquals(text, Unit.of(text).text());
    }
    assertEquals(Unit.of("FLOP/H100-s"), Unit.of("FLOP/s-H100"));
    assertEquals(2, Unit.of("s-s").power("s"));
    for (String bad : List.of("a/b/c", "", "a-", "/s")) {
      assertThrows(IllegalArgumentException.class, () -> Unit.of(bad), bad);
    }
  }

  @Test
  void writesParenthesesOnlyWhereTheyMatter() {
    Formula sum = Formula.plus(WORK, IMAGES);
    assertEquals("work x (work + images)", Formula.times(WORK, sum).text(Leaf::name));
    assertEquals(
        "work / (rate x images)", Formula.over(WORK, Formula.times(RATE, IMAGES)).text(Leaf::name));
    assertEquals("(work + images) / rate", Formula.over(sum, RATE).text(Leaf::name));
    assertEquals("work - (work + images)", Formula.minus(WORK, sum).text(Leaf::name));
    assertEquals("log10(work + images)", new Formula.Log10(sum).text(Leaf::name));
  }

  @Test
  void refusesAClaimWhoseFormulaComesOutInAnotherUnit() {
    Claim claim =
        new Claim(
            "X1",
            "test",
            "seconds",
            Printed.number("15", "s"),
            new Basis.Computed(Formula.over(Formula.times(WORK, IMAGES), RATE), List.of()),
            List.of());
    Ledger ledger = new Ledger(List.of(claim));
    String message =
        assertThrows(IllegalStateException.class, () -> ledger.value("X1", Reading.ARTICLE))
            .getMessage();
    assertTrue(message.contains("claim X1 comes out in H100-s and not in s"), message);
  }

  @Test
  void judgesToThePrintedPrecision() {
    Printed twoDigits = Printed.number("7.2e5", "H100");
    assertEquals(ArithmeticVerdict.AGREES, twoDigits.judge(713_333));
    assertEquals(ArithmeticVerdict.DISAGREES, twoDigits.judge(709_000));
    assertEquals(ArithmeticVerdict.DISAGREES, Printed.number("720000", "H100").judge(713_333));
    Printed power = new Printed.PowerOfTen(21, Unit.of("FLOP"));
    assertEquals(ArithmeticVerdict.ORDER_OF_MAGNITUDE, power.judge(3e21));
    assertEquals(ArithmeticVerdict.DISAGREES, power.judge(3.3e21));
    assertEquals(ArithmeticVerdict.DISAGREES, new Printed.Range("4", "10", Unit.RATIO).judge(3));
    assertEquals(ArithmeticVerdict.DISAGREES, new Printed.Word("several", 2, Unit.RATIO).judge(1));
  }

  @Test
  void refusesWhatIsNotANumber() {
    assertThrows(IllegalArgumentException.class, () -> Printed.number("0", "s"));
    assertThrows(IllegalArgumentException.class, () -> new Quantity(1.0 / 0, Unit.RATIO));
    assertThrows(IllegalArgumentException.class, () -> Range.exactly(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Range(1, Optional.of(3.0), 2));
    assertThrows(IllegalArgumentException.class, () -> new Remark("{} and {}", List.of()));
  }

  private static Given given(String id, double value, String unit) {
    return new Given(new Figure(id, id, value, unit, new Assumed("for this test")), Role.FACT);
  }
}

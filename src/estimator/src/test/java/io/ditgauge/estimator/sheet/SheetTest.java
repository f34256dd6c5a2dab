package io.ditgauge.estimator.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import io.ditgauge.estimator.uncertainty.Uncertain;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {
  private static Sheet sheet() {
    Sheet sheet = new Sheet();
    sheet.given(new Item.Label("a", "a", "1"), 6, new Assumed("by hand"));
    sheet.given(new Item.Label("b.c", "b", "1"), 3, new Assumed("by hand"));
    return sheet;
  }

  @ParameterizedTest
  @CsvSource({
    "a + b.c * 2, 12",
    "(a + b.c) * 2, 18",
    "a / b.c / 2, 1",
    "a - b.c - 1, 2",
    "a / (b.c - 1), 3",
    "a * 0.5, 3"
  })
  void computesFormulasAsTheyAreRead(String formula, double expected) {
    Sheet sheet = sheet();
    sheet.derived("x", "x", "1", formula);
    assertEquals(expected, sheet.figure("x").value(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a +", "(a", "a b.c", "a)", "a ^ 2", "a + + a", ".a"})
  void refusesWhatIsNoFormula(String formula) {
    assertThrows(IllegalArgumentException.class, () -> Expression.of(formula));
  }

  @Test
  void aFormulaUsesOnlyWhatStandsAbove() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> sheet().derived("x", "x", "1", "a * later"))
            .getMessage();
    assertTrue(message.contains("x needs later"), message);
  }

  @Test
  void refusesTheSameNameTwice() {
    assertThrows(IllegalArgumentException.class, () -> sheet().derived("a", "a", "1", "b.c * 1"));
  }

  /** A uniform from 0 to 1 has these quantiles; twice it plus 1 has them twice and one more. */
  @Test
  void propagatesWhatIsNotKnown() {
    Sheet sheet = sheet();
    sheet.given(
        new Item.Label("u", "u", "1"), new Distribution.Uniform(0, 1), new Assumed("by hand"));
    sheet.derived("x", "x", "1", "2 * u + 1");
    Map<String, Uncertain> known = sheet.uncertain(new MonteCarlo(1, 20_000));
    assertEquals(1.1, known.get("x").low(), 0.02);
    assertEquals(2, known.get("x").median(), 0.02);
    assertEquals(2.9, known.get("x").high(), 0.02);
    assertEquals(Uncertain.exactly(6), known.get("a"));
    assertEquals(List.of("u"), sheet.tornado("x").stream().map(it -> it.input()).toList());
    assertEquals(1.8, sheet.tornado("x").get(0).width(), 1e-9);
    assertTrue(sheet.tornado("a").isEmpty());
  }
}

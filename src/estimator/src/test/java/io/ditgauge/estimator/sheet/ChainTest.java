package io.ditgauge.estimator.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChainTest {
  private static Item.Label label(String id) {
    return new Item.Label(id, id, "1");
  }

  private static Sheet sheet() {
    Assumed byHand = new Assumed("by hand");
    Sheet sheet = new Sheet();
    sheet.given(label("fixed"), 3, byHand);
    sheet.given(label("u"), new Distribution.Uniform(1, 2), byHand);
    sheet.given(label("v"), new Distribution.Triangular(1, 2, 5), byHand);
    sheet.given(label("unused"), new Distribution.Uniform(0, 1), byHand);
    sheet.derived("known", "known", "1", "fixed * 2 + 1");
    sheet.derived("x", "x", "1", "(u - v / fixed) * known + 0.1");
    sheet.computed(label("root"), "root of v", List.of("v"), in -> Math.sqrt(in.value("v")));
    sheet.derived("y", "y", "1", "x / root");
    return sheet;
  }

  /** Each draw of the chain is what the lines give for the inputs that were drawn with it. */
  @Test
  void computesWhatTheLinesCompute() {
    Sheet sheet = sheet();
    Chain chain = sheet.chain(List.of("u", "v", "known", "x", "root", "y"));
    double[][] drawn = new MonteCarlo(3, 1000).sample(chain, 2);
    for (int i = 0; i < 1000; i++) {
      Map<String, Double> values = new HashMap<>(Map.of("fixed", 3.0));
      values.put("u", drawn[0][i]);
      values.put("v", drawn[1][i]);
      for (int line = 2; line < 6; line++) {
        Item.Computed item = (Item.Computed) sheet.item(chain.names().get(line));
        double expected = item.model().result(values::get);
        assertEquals(expected, drawn[line][i], 0, item.label().id());
        values.put(item.label().id(), expected);
      }
    }
  }

  @Test
  void leavesOutWhatIsNotAskedFor() {
    Chain chain = sheet().chain(List.of("x"));
    assertEquals(Set.of("u", "v"), chain.inputs().keySet());
    assertFalse(chain.calls());
    assertTrue(sheet().chain(List.of("y")).calls());
    assertEquals(List.of("root", "y"), Analysis.formulas(sheet(), false));
  }

  @Test
  void needsNoInputs() {
    assertEquals(7, new MonteCarlo(1, 2).sample(sheet().chain(List.of("known")))[0][1], 0);
  }
}

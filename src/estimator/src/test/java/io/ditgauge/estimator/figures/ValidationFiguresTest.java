package io.ditgauge.estimator.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.validation.Ablation;
import io.ditgauge.estimator.validation.RowResult;
import io.ditgauge.estimator.validation.TimingRow;
import io.ditgauge.estimator.validation.ValidationSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidationFiguresTest {
  private static RowResult row(String id, String scored, double ratio) {
    TimingRow row = new TimingRow(Map.of("row_id", id, "scored", scored));
    return new RowResult(row, 10, 10 * ratio, 9, 11 * ratio, "", Optional.empty());
  }

  @Test
  void countsScoredRowsByHowCloseTheyAre() {
    ValidationFigures figures =
        ValidationFigures.of(
            List.of(
                row("1", "sxm", 1.09),
                row("2", "sxm", 1 / 1.09),
                row("3", "sxm", 1.11),
                row("4", "pcie", 0.5),
                row("5", "", 4),
                row("6", "sxm", Double.NaN)));
    assertEquals(5, figures.predicted().size());
    assertEquals(4, figures.scored().size());
    assertEquals(2, figures.within10());
    assertEquals(3, figures.within25());
    assertEquals(3, figures.covered());
    assertEquals("4", figures.furthest().orElseThrow().row().id());
    assertEquals(0.75, figures.share(figures.within25()));
    assertTrue(ValidationFigures.of(List.of()).furthest().isEmpty());
    assertEquals(0, ValidationFigures.of(List.of()).share(0));
  }

  private static ValidationSummary summary(double sxm, double pcie) {
    return new ValidationSummary(
        Map.of(
            "scored",
            Map.of(
                "sxm", new ValidationSummary.Group(3, sxm, sxm, 1, 0.1),
                "pcie", new ValidationSummary.Group(2, pcie, pcie, 1, 0.1))));
  }

  @Test
  void namesWhatHurtsAGroupMost() {
    Map<String, ValidationSummary> summaries = new LinkedHashMap<>();
    summaries.put(Ablation.NONE.name(), summary(0.05, 0.04));
    summaries.put("without a", summary(0.10, 0.30));
    summaries.put("without b", summary(0.20, 0.03));
    AblationFigures figures = new AblationFigures(summaries);
    assertEquals(List.of("sxm", "pcie"), figures.groups());
    AblationFigures.Worst sxm = figures.worst("sxm").orElseThrow();
    assertEquals("without b", sxm.ablation());
    assertEquals(4, sxm.times(), 1e-12);
    assertEquals("without a", figures.worst("pcie").orElseThrow().ablation());
    assertTrue(figures.worst("multi").isEmpty());
  }
}

package io.ditgauge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ditgauge.estimator.article.ArticleChain;
import io.ditgauge.estimator.article.Estimate;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EstimateReportTest {
  private static final Estimate ESTIMATE =
      ArticleChain.estimate(Optional.of(CalibrationFixture.of("A CPU", false)));

  @Test
  void setsTheColumnsSideBySide() {
    String text = EstimateReport.text(ESTIMATE);
    String line =
        text.lines().filter(candidate -> candidate.startsWith("T12 ")).findFirst().orElseThrow();
    assertEquals(
        List.of("4211", "8423", "16850", "33690"),
        List.of(line.replaceFirst(".*H100-month +", "").split(" +", -1)));
  }

  @Test
  void namesTheMachineThatAUtilizationWasTransferredFrom() {
    String text = EstimateReport.text(ESTIMATE);
    assertTrue(text.contains("transferred from m-3f9a2b7c41d0 (A CPU): measured, run"), text);
  }

  @Test
  void fitsIntoAHundredAndTwentyColumns() {
    for (String line : EstimateReport.text(ESTIMATE).lines().toList()) {
      assertTrue(line.length() <= 120, line);
    }
  }

  @Test
  void givesEveryFigureItsSourceInJsonAndCsv() throws IOException {
    JsonNode json = new ObjectMapper().readTree(EstimateReport.json(ESTIMATE));
    int figures = 0;
    for (JsonNode row : json.get("rows")) {
      for (JsonNode value : row.get("values")) {
        assertTrue(Double.isFinite(value.get("value").doubleValue()));
        assertEquals("derived", value.at("/source/kind").textValue());
        assertTrue(value.at("/source/inputs").size() > 0);
        figures++;
      }
    }
    assertEquals(4 * ESTIMATE.rows().size(), figures);
    List<String> csv = EstimateReport.csv(ESTIMATE).lines().toList();
    assertEquals(1 + figures + ESTIMATE.inputs().size(), csv.size());
    assertTrue(
        csv.stream().anyMatch(line -> line.startsWith("T10,") && line.contains(",article-100,")));
  }
}

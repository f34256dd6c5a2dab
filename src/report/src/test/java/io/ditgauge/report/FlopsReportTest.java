package io.ditgauge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ditgauge.model.DitPresets;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlopsReportTest {
  private static final FlopsReport REPORT = new FlopsReport(DitPresets.of("DiT-XL/2"), 512, 1);

  @Test
  void countsTheModelOfThePaper() throws IOException {
    JsonNode json = new ObjectMapper().readTree(REPORT.json());
    assertEquals(524.6e9, json.get("macs").doubleValue(), 0.006 * 524.6e9);
    assertEquals(2 * json.get("macs").longValue(), json.get("flops").longValue());
    assertEquals(1024, json.get("tokens").longValue());
    assertEquals(675e6, json.get("parameters").doubleValue(), 6.75e6);
  }

  @Test
  void partsAddUpToTheTotal() throws IOException {
    JsonNode json = new ObjectMapper().readTree(REPORT.json());
    long macs = 0;
    for (JsonNode part : json.get("parts")) {
      macs += part.get("macs").longValue();
    }
    assertEquals(json.get("macs").longValue(), macs);
  }

  @Test
  void endsTextAndCsvWithTheTotal() {
    List<String> csv = REPORT.csv().lines().toList();
    assertEquals(
        "total,,,,524538298368,1049076596736,1636958080,1024,674834720", csv.get(csv.size() - 1));
    assertTrue(REPORT.text().contains("524.5383"), REPORT.text());
  }
}

package io.ditgauge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.ditgauge.model.count.Counter;
import io.ditgauge.model.count.FlopCount;
import io.ditgauge.model.count.Setting;
import io.ditgauge.model.count.Settings;
import io.ditgauge.model.count.Subject;
import io.ditgauge.model.count.Training;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlopsSchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static Schema schema() throws IOException {
    try (InputStream in = FlopsReport.class.getResourceAsStream("schema/flops-2.schema.json")) {
      return SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(MAPPER.readTree(in));
    }
  }

  private static JsonNode json(Subject subject, Settings settings) throws IOException {
    FlopCount count = Counter.count(subject, settings);
    return MAPPER.readTree(
        new FlopsReport(count, Convention.PAPER, false, Optional.of(Training.of(count))).json());
  }

  @Test
  void everyPresetsCountKeepsIt() throws IOException {
    Schema schema = schema();
    for (Preset preset : Presets.all()) {
      assertEquals(
          List.of(), schema.validate(json(Subject.of(preset), Settings.NONE)), preset.name());
    }
  }

  @Test
  void textNetworksClipsAndRoundedTotalsKeepIt() throws IOException {
    Schema schema = schema();
    Subject text =
        new Subject(
            "experts",
            new FlopsReportTest.Experts(),
            Optional.empty(),
            Optional.empty(),
            new Subject.Origin("here", List.of("a=1"), List.of("b"), List.of("c")));
    assertEquals(List.of(), schema.validate(json(text, Settings.NONE)));
    Subject video = Subject.of(Presets.of("HunyuanVideo"));
    Settings clip = Settings.NONE.with(Setting.FRAMES, 9).with(Setting.STEPS, 1L << 38);
    assertEquals(List.of(), schema.validate(json(video, clip)));
  }

  @Test
  void aFieldTooFewOrTooManyOrOfAnotherKindBreaksIt() throws IOException {
    Schema schema = schema();
    ObjectNode whole = (ObjectNode) json(Subject.of(Presets.of("DiT-S/8")), Settings.NONE);
    whole.remove(List.of("step", "output", "training"));
    assertEquals(List.of(), schema.validate(whole));
    int fields = 0;
    for (Map.Entry<String, JsonNode> field : whole.deepCopy().properties()) {
      JsonNode old = whole.remove(field.getKey());
      assertFalse(schema.validate(whole).isEmpty(), "without " + field.getKey());
      whole.putNull(field.getKey());
      assertFalse(schema.validate(whole).isEmpty(), "null " + field.getKey());
      whole.set(field.getKey(), old);
      fields++;
    }
    assertEquals(22, fields);
    whole.put("more", 1);
    assertFalse(schema.validate(whole).isEmpty());
    whole.remove("more");
    whole.put("macs", -1);
    assertFalse(schema.validate(whole).isEmpty());
  }
}

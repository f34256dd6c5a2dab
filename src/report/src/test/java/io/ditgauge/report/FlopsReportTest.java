package io.ditgauge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Moe;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.count.Counter;
import io.ditgauge.model.count.FlopCount;
import io.ditgauge.model.count.Setting;
import io.ditgauge.model.count.Settings;
import io.ditgauge.model.count.Subject;
import io.ditgauge.model.count.Subjects;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlopsReportTest {
  private static final Settings AT_512 =
      Settings.NONE.with(Setting.WIDTH, 512).with(Setting.HEIGHT, 512);
  private static final FlopsReport REPORT = report("DiT-XL/2", AT_512);

  private static FlopsReport report(String model, Settings settings) {
    return report(Counter.count(Subjects.of(model), settings));
  }

  private static FlopsReport report(FlopCount count) {
    return new FlopsReport(count, Convention.FLOP, false);
  }

  private static JsonNode json(FlopsReport report) throws IOException {
    return new ObjectMapper().readTree(report.json());
  }

  @Test
  void countsTheModelOfThePaper() throws IOException {
    JsonNode json = json(REPORT);
    assertEquals(524.6e9, json.get("macs").doubleValue(), 0.006 * 524.6e9);
    assertEquals(2 * json.get("macs").longValue(), json.get("flops").longValue());
    assertEquals(1024, json.get("tokens").longValue());
    assertEquals(675e6, json.get("parameters").doubleValue(), 6.75e6);
  }

  /** facebookresearch/DiT#47: 28.78 GMAC without attention's two products, 29.05 with them. */
  @Test
  void tellsLinearFromAttention() throws IOException {
    JsonNode forward = json(report("DiT-XL/4", Settings.NONE)).get("forward");
    assertEquals(2 * 28.78e9, forward.get("linearFlops").doubleValue(), 0.002 * 2 * 28.78e9);
    assertEquals(29.05e9, forward.get("macs").doubleValue(), 0.002 * 29.05e9);
    assertEquals(
        forward.get("flops").longValue(),
        forward.get("linearFlops").longValue() + forward.get("attentionFlops").longValue());
    assertEquals(1 - 28.78 / 29.05, forward.get("attentionShare").doubleValue(), 0.0005);
  }

  @Test
  void partsAndOpsAddUpToTheTotal() throws IOException {
    JsonNode json = json(REPORT);
    for (String list : List.of("parts", "ops")) {
      long macs = 0;
      long parameters = 0;
      for (JsonNode line : json.get(list)) {
        macs += line.get("macs").longValue();
        parameters += line.get("parameters").longValue();
      }
      assertEquals(json.get("macs").longValue(), macs, list);
      assertEquals(json.get("parameters").longValue(), parameters, list);
    }
  }

  @Test
  void endsCsvWithTheTotals() {
    List<String> csv = REPORT.csv().lines().toList();
    String total = "total,,,,,524538298368,1049076596736,";
    assertTrue(csv.stream().anyMatch(it -> it.startsWith("forward," + total)), REPORT.csv());
    assertTrue(csv.get(csv.size() - 1).startsWith("output,,,,,,"), REPORT.csv());
    long ops =
        new FlopsReport(REPORT.count(), Convention.FLOP, true)
            .csv()
            .lines()
            .filter(it -> it.startsWith("op,"))
            .count();
    assertTrue(ops > csv.size(), "ops: " + ops);
  }

  @Test
  void namesBothUnitsInEachTable() {
    String text = REPORT.text();
    assertTrue(text.contains("524.5383 GMACs = 1049.0766 GFLOP"), text);
    String paper = new FlopsReport(REPORT.count(), Convention.PAPER, true).text();
    assertTrue(paper.contains("524.5383 GMACs, which the DiT paper calls Gflops"), paper);
    for (String output : List.of(text, paper, REPORT.markdown())) {
      long macs =
          output.lines().filter(it -> it.contains("MACs  ") || it.contains("MACs |")).count();
      long flop =
          output.lines().filter(it -> it.contains("FLOP  ") || it.contains("FLOP |")).count();
      assertEquals(macs, flop, output);
      assertTrue(macs >= 2, output);
    }
  }

  @Test
  void tellsWhatWasAssumedLeftOutAndUnknown() {
    Subject.Origin origin =
        new Subject.Origin(
            "x.json", List.of("width=8"), List.of("strange|key"), List.of("vae is not counted"));
    Subject subject =
        new Subject("x.json", new Experts(), Optional.empty(), Optional.empty(), origin);
    FlopsReport report = report(Counter.count(subject, Settings.NONE.with(Setting.TOKENS, 5)));
    String text = report.text();
    assertTrue(
        text.contains("x.json (Experts), batch 1: 5 tokens, 1648 parameters (880 active)"), text);
    assertTrue(
        text.contains("warning: unknown keys, which change no count here: strange|key"), text);
    assertTrue(text.contains("warning: vae is not counted"), text);
    assertTrue(text.contains("assumed: width=8"), text);
    assertTrue(text.contains("left out: sorting"), text);
    assertFalse(text.contains("not exact"), text);
    assertTrue(report.markdown().contains("strange\\|key"), report.markdown());
    assertEquals(2, report.warnings().size());
  }

  /** The encoder's and decoder's convolutions along time do not run on the first frame. */
  @Test
  void totalsHoldTheParametersThatOneFrameDoesNotMeet() throws IOException {
    FlopsReport image = report("Wan2.1 VAE", Settings.NONE.with(Setting.FRAMES, 1));
    long published = 126892531;
    assertEquals(published, json(image).get("parameters").longValue());
    assertTrue(image.text().contains(" of the parameters are in no part"), image.text());
    FlopsReport clip = report("Wan2.1 VAE", Settings.NONE.with(Setting.FRAMES, 9));
    assertEquals(published, json(clip).get("parameters").longValue());
    assertFalse(clip.text().contains("are in no part"), clip.text());
  }

  @Test
  void saysWhereATotalIsRounded() throws IOException {
    FlopsReport report =
        report("DiT-XL/2", Settings.NONE.with(Setting.STEPS, 1L << 38).with(Setting.PASSES, 1));
    assertTrue(report.text().contains("not exact"), report.text());
    JsonNode json = json(report);
    assertFalse(json.get("exact").booleanValue());
    assertTrue(json.get("output").get("flops").isDouble());
    assertTrue(json.get("flops").isIntegralNumber());
  }

  /** A mixture of two of four experts: 4 x 384 + 32 parameters, of which 2 x 384 + 32 are met. */
  static final class Experts implements TextNetwork {
    @Override
    public String className() {
      return "Experts";
    }

    @Override
    public List<String> leftOut() {
      return List.of("sorting");
    }

    @Override
    public ForwardPass forward(long tokens, long batch) {
      return new ForwardPass(
          List.of(
              Part.of("experts", new Moe(batch * tokens, 8, 16, 4, 2)),
              Part.of("head", new Linear(batch * tokens, 8, 10, 0))),
          tokens,
          0);
    }
  }
}

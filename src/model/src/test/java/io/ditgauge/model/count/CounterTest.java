package io.ditgauge.model.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Count;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CounterTest {
  private static FlopCount dit(Settings settings) {
    return Counter.count(Subjects.of("DiT-XL/2"), settings);
  }

  /** shared case W5: 50 steps with classifier-free guidance. */
  @Test
  void guidanceDoublesTheStepsOfAnOutput() {
    Output output =
        dit(Settings.NONE.with(Setting.STEPS, 50).with(Setting.PASSES, 2)).output().orElseThrow();
    assertEquals(23.724e12, output.whole().flops().value(), 0.001 * 23.724e12);
    assertEquals(output.whole().flops().exact(), 50 * output.step().flops().exact());
  }

  @Test
  void aBatchIsInThePassAndTheStepAndNotInTheOutput() {
    FlopCount one = dit(Settings.NONE);
    FlopCount four = dit(Settings.NONE.with(Setting.BATCH, 4));
    assertEquals(4 * one.counts().macs().exact(), four.counts().macs().exact());
    assertEquals(
        one.output().orElseThrow().whole().macs(), four.output().orElseThrow().whole().macs());
  }

  @Test
  void opsAndPartsOfEveryPresetAddUpToItsPass() {
    for (Preset preset : Presets.all()) {
      FlopCount count = Counter.count(Subject.of(preset), Settings.NONE);
      for (List<Row> rows : List.of(Row.parts(count.forward()), Row.ops(count.forward()))) {
        Counts sum = Counts.ZERO;
        long weights = 0;
        long active = 0;
        for (Row row : rows) {
          sum = sum.plus(row.counts());
          weights += row.weights().all();
          active += row.weights().active();
        }
        assertEquals(count.counts(), sum, preset.name());
        assertEquals(count.forward().parameters(), weights, preset.name());
        assertEquals(count.forward().activeParameters(), active, preset.name());
      }
    }
  }

  @Test
  void countsATextNetworkByItsTokens() {
    FlopCount count =
        Counter.count(
            Fakes.subject(new Fakes.Text()),
            Settings.NONE.with(Setting.TOKENS, 5).with(Setting.BATCH, 3));
    // 15 rows: head 8 x 10, router 8 x 4, two experts of three 8 x 16; 2 heads x 5 x 5 x 4, twice.
    assertEquals(15 * (80 + 32 + 2 * 3 * 128), count.counts().linearMacs().exact());
    assertEquals(3 * 2 * 2 * 5 * 5 * 4, count.counts().attentionMacs().exact());
    assertEquals(80 + 32 + 4 * 384 + 80, count.forward().parameters());
    assertEquals(80 + 32 + 2 * 384 + 80, count.forward().activeParameters());
    assertEquals(List.of("the tokenizer"), count.remarks().leftOut());
    assertTrue(count.output().isEmpty());
    assertEquals(List.of(), count.remarks().assumed());
  }

  @Test
  void namesTheTokensThatItHadToAssume() {
    FlopCount count = Counter.count(Fakes.subject(new Fakes.Text()), Settings.NONE);
    assertEquals(List.of("tokens=512 (no model here uses it)"), count.remarks().assumed());
  }

  @Test
  void countsBothHalvesOfAnAutoencoder() {
    Settings clip =
        Settings.NONE
            .with(Setting.WIDTH, 64)
            .with(Setting.HEIGHT, 32)
            .with(Setting.FRAMES, 9)
            .with(Setting.BATCH, 2);
    FlopCount count = Counter.count(Fakes.subject(new Fakes.Pictures()), clip);
    // A latent of 3 x 4 x 8, 12 weights at each element, both ways.
    assertEquals(96, count.forward().tokens());
    assertEquals(2 * 96 * 12 * 2, count.counts().macs().exact());
    assertEquals(12 + 4 + 12 + 3, count.forward().parameters());
    assertEquals(
        List.of("encoder", "decoder"), count.stages().stream().map(StageCount::kind).toList());
    assertEquals(96 * 12, count.stages().get(1).counts().macs().exact());
    refused("frames=8; the nearest are 5 and 9", new Fakes.Pictures(), Setting.FRAMES, 8);
    refused("width=63; the nearest are 56 and 64", new Fakes.Pictures(), Setting.WIDTH, 63);
  }

  @Test
  void refusesSettingsThatTheNetworkDoesNotHave() {
    refused(
        "fake is a text network and has no steps: steps=4; it has tokens, batch",
        new Fakes.Text(),
        Setting.STEPS,
        4);
    refused("fake is an autoencoder and has no tokens", new Fakes.Pictures(), Setting.TOKENS, 4);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> dit(Settings.NONE.with(Setting.TOKENS, 4)))
            .getMessage();
    assertTrue(message.contains("DiT-XL/2 makes images or clips and has no tokens"), message);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Counter.count(Fakes.subject(new Fakes.Text()), Settings.NONE.withFramesPerSecond(24)));
  }

  private static void refused(
      String expected, io.ditgauge.model.arch.Network network, Setting setting, long value) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Counter.count(Fakes.subject(network), Settings.NONE.with(setting, value)))
            .getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void warnsOfSettingsThatChangeNothing() {
    FlopCount count = dit(Settings.NONE.with(Setting.TEXT_TOKENS, 77).withFramesPerSecond(24));
    assertEquals(2, count.remarks().warnings().size(), count.remarks().warnings().toString());
    FlopCount clip =
        Counter.count(
            Subjects.of("HunyuanVideo"),
            Settings.NONE.with(Setting.FRAMES, 9).withFramesPerSecond(3));
    assertEquals(List.of(), clip.remarks().warnings());
    assertEquals(3.0, clip.output().orElseThrow().second().orElseThrow().seconds());
  }

  /**
   * A model of all three stages: two runs of the text network, eight of the denoiser, one decoder.
   */
  @Test
  void addsTheStagesOfAModelToOneOutputAndASecondOfVideo() {
    Denoiser denoiser = (Denoiser) Presets.of("HunyuanVideo").network();
    Fakes.Text text = new Fakes.Text();
    Fakes.Pictures pictures = new Fakes.Pictures();
    Model model =
        new Model(
            "clips",
            denoiser,
            new LatentSpace(new Grid(4, 8, 8), true, 4),
            List.of(new Model.TextEncoder("words", text, 7)),
            Optional.of(pictures),
            new Request(new Grid(9, 32, 64), 4.5, 7, 1, 4, 2));
    Subject.Origin origin = new Subject.Origin("here", List.of(), List.of(), List.of());
    FlopCount count =
        Counter.count(
            new Subject("clips", denoiser, Optional.of(model), Optional.empty(), origin),
            Settings.NONE);
    ForwardPass pass = denoiser.forward(new Denoiser.Input(new Grid(3, 4, 8), 7, 1));
    long whole =
        2 * text.forward(7, 1).counts().macs().exact()
            + 8 * pass.counts().macs().exact()
            + pictures.decode(new Grid(3, 4, 8), 1).counts().macs().exact();
    Output output = count.output().orElseThrow();
    assertEquals(whole, output.whole().macs().exact());
    assertEquals(whole / 2.0, output.second().orElseThrow().macs());
    assertEquals((double) whole, output.second().orElseThrow().flops());
    assertTrue(count.remarks().leftOut().contains("words: the tokenizer"));
  }

  @Test
  void totalsBeyondALongAreRounded() {
    Settings many = Settings.NONE.with(Setting.BATCH, 1L << 18).with(Setting.STEPS, 1_000_000);
    FlopCount count = dit(many);
    assertTrue(count.counts().flops().isExact());
    FlopCount all = dit(many.with(Setting.STEPS, 1L << 30).with(Setting.PASSES, 1000));
    assertFalse(all.isExact());
    Count whole = all.output().orElseThrow().whole().flops();
    double one = dit(Settings.NONE).counts().flops().value();
    assertEquals(one * (1L << 30) * 1000, whole.value(), 1e-12 * whole.value());
  }
}

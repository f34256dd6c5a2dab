package io.ditgauge.estimator.scenario;

import io.ditgauge.estimator.breakeven.BreakEvenFigures;
import io.ditgauge.estimator.hardware.DataSheet;
import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.measured.Selection;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.serving.FleetFigures;
import io.ditgauge.estimator.serving.Platform;
import io.ditgauge.estimator.serving.PredictedModel;
import io.ditgauge.estimator.serving.ReferenceFigures;
import io.ditgauge.estimator.serving.ServingFigures;
import io.ditgauge.estimator.sheet.Analysis;
import io.ditgauge.estimator.sheet.Influence;
import io.ditgauge.estimator.sheet.Item;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.source.Datasheet;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.source.Measured;
import io.ditgauge.estimator.training.TrainingFigures;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import io.ditgauge.estimator.uncertainty.Uncertain;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows from a scenario.
 *
 * @param scenario the scenario
 * @param sheet its inputs and all that was computed of them
 */
public record ScenarioResult(Scenario scenario, Sheet sheet) {
  /** Draws of the inputs. */
  public static final MonteCarlo DRAWS = MonteCarlo.STANDARD;

  private static final String CARD = "h100-sxm";

  /**
   * Computes a scenario.
   *
   * @throws IllegalArgumentException where something is missing or impossible
   */
  public static ScenarioResult of(Scenario scenario) {
    return of(scenario, Optional.empty());
  }

  /**
   * Computes a scenario with what was measured: a known model runs on the machine of the
   * calibration, in the place of the scenario's card, attention and execution; a model that is
   * scaled from another keeps its GPU and gets the measured utilization of a DiT block.
   *
   * @throws IllegalArgumentException where something is missing or impossible
   */
  public static ScenarioResult of(Scenario scenario, Selection measured) {
    return of(scenario, Optional.of(measured));
  }

  private static ScenarioResult of(Scenario scenario, Optional<Selection> measured) {
    boolean known = scenario.setting("model.preset").isPresent();
    return known
        ? computed(scenario, measured)
        : computed(
            measured.map(it -> Calibrated.utilization(scenario, it.calibration())).orElse(scenario),
            Optional.empty());
  }

  private static ScenarioResult computed(Scenario scenario, Optional<Selection> measured) {
    try {
      ofOneModel(scenario);
      Sheet sheet = new Sheet();
      inputs(scenario, sheet);
      Optional<String> preset = scenario.setting("model.preset");
      if (preset.isPresent() || !sheet.has("hardware.peak") || hasCard(scenario)) {
        Platform platform =
            measured.map(Platform::measured).orElseGet(() -> Platform.published(card(scenario)));
        hardware(sheet, platform);
        preset.ifPresent(name -> predicted(scenario, sheet, name, platform));
      }
      power(sheet);
      ReferenceFigures.reference(sheet);
      List<String> data = scenario.names("training.data");
      List<String> cases = data.isEmpty() ? List.of("") : data;
      boolean trains = sheet.has("scaling.training") || sheet.has("training.samples");
      if (trains) {
        TrainingFigures.add(sheet, cases);
      }
      ServingFigures.add(sheet);
      if (trains) {
        BreakEvenFigures.add(sheet, cases);
      }
      ReferenceFigures.comparisons(sheet, scenario.names("comparison"));
      FleetFigures.add(sheet, scenario.names("demand.streams"));
      refuseUnused(scenario, sheet);
      sheet.figures();
      return new ScenarioResult(scenario, sheet);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(scenario.place() + ": " + e.getMessage(), e);
    }
  }

  private static void ofOneModel(Scenario scenario) {
    boolean scaled = !scenario.names("scaling").isEmpty();
    boolean known = scenario.setting("model.preset").isPresent();
    if (scaled == known) {
      throw new IllegalArgumentException(
          "a scenario needs a model: give either model.preset, or scaling.step and what else scales"
              + " another model; found "
              + (known ? "both" : "neither"));
    }
    for (String only : List.of("attention", "execution", "parallel")) {
      if (scaled && scenario.setting("hardware." + only).isPresent()) {
        throw new IllegalArgumentException(
            "hardware." + only + ": nothing uses it without model.preset; leave it out");
      }
    }
  }

  /** A number that changes nothing is a mistake of whoever gave it. */
  private static void refuseUnused(Scenario scenario, Sheet sheet) {
    for (String path : scenario.numbers().keySet()) {
      if (!sheet.uses(path)) {
        throw new IllegalArgumentException(
            path
                + ": nothing in this scenario uses it; leave it out, or give what goes with it"
                + " (steps and clips of a preset are model.steps and model.frames)");
      }
    }
  }

  private static void inputs(Scenario scenario, Sheet sheet) {
    scenario
        .numbers()
        .forEach(
            (path, number) -> {
              Entry entry = Entry.of(path).orElseThrow();
              sheet.given(
                  new Item.Label(path, entry.words(), entry.unit()),
                  number.known(),
                  number.source());
            });
    if (scenario.setting("model.preset").isEmpty()) {
      sheet.given(
          new Item.Label("hardware.gpus", "GPUs of an output", "GPU"),
          1,
          new Assumed("an output is made on one GPU"));
    }
    if (!sheet.has("month.days")) {
      sheet.given(
          new Item.Label("month.days", "days of a month", "day"),
          30,
          new Assumed("as the article counts months"));
    }
  }

  private static void hardware(Sheet sheet, Platform platform) {
    if (!sheet.has("hardware.peak")) {
      platform
          .measured()
          .ifPresentOrElse(
              it ->
                  sheet.given(
                      new Item.Label("hardware.peak", "peak at " + it.dtype(), "FLOP/s"),
                      platform.efficiency().peakFlopsPerSecond(),
                      new Measured(it.calibration().run(), "theoretical ceiling, " + it.dtype())),
              () -> peak(sheet, platform.efficiency().card()));
    }
  }

  private static boolean hasCard(Scenario scenario) {
    return scenario.setting("hardware.card").isPresent();
  }

  private static Efficiency card(Scenario scenario) {
    return PublishedEfficiencies.of(scenario.setting("hardware.card").orElse(CARD));
  }

  private static void power(Sheet sheet) {
    if (sheet.has("power.gpuWatts") && sheet.has("power.pue")) {
      sheet.derived(
          "power.perGpu",
          "power of a GPU and its share of the rest",
          "W",
          (sheet.has("power.hostWatts") ? "(power.gpuWatts + power.hostWatts)" : "power.gpuWatts")
              + " * power.pue");
    }
  }

  private static void peak(Sheet sheet, DataSheet card) {
    sheet.given(
        new Item.Label("hardware.peak", "dense bf16 peak of the GPU", "FLOP/s"),
        card.bf16FlopsPerSecond().orElseThrow(),
        new Datasheet(card.name() + ", dense", card.source(), "2026-11-25"));
  }

  private static void predicted(Scenario scenario, Sheet sheet, String name, Platform platform) {
    Preset preset = Presets.of(name);
    Request usual =
        preset
            .model()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        name + " makes no images or videos: model.preset=" + name))
            .defaults();
    Options options =
        platform.measured().isPresent()
            ? Calibrated.options(scenario)
            : options(scenario, platform.efficiency());
    PredictedModel.add(sheet, preset, request(scenario, usual), options, platform);
  }

  private static Request request(Scenario scenario, Request usual) {
    Grid pixels = usual.pixels();
    return new Request(
        new Grid(
            size(scenario, "frames", pixels.frames()),
            size(scenario, "height", pixels.height()),
            size(scenario, "width", pixels.width())),
        scenario
            .setting("model.framesPerSecond")
            .map(Double::parseDouble)
            .orElse(usual.framesPerSecond()),
        size(scenario, "textTokens", usual.textTokens()),
        1,
        size(scenario, "steps", usual.steps()),
        size(scenario, "passes", usual.passes()));
  }

  private static long size(Scenario scenario, String name, long usual) {
    return scenario.setting("model." + name).map(Long::parseLong).orElse(usual);
  }

  private static Options options(Scenario scenario, Efficiency card) {
    return new Options(
        scenario.setting("hardware.attention").orElse(card.attention().usual()),
        Execution.of(scenario.setting("hardware.execution").orElse("compiled")),
        scenario.setting("hardware.parallel").map(Parallelism::of).orElse(Parallelism.NONE),
        true);
  }

  /** All figures, every input at its median. */
  public List<Figure> figures() {
    return sheet.figures();
  }

  /** The value of a figure, every input at its median. */
  public double value(String id) {
    return sheet.figure(id).value();
  }

  /** What is known of each figure. */
  public Map<String, Uncertain> uncertain() {
    return sheet.uncertain(DRAWS);
  }

  /** Which inputs make each computed figure uncertain; figures that are known exactly have none. */
  public Map<String, List<Influence>> influences() {
    return Analysis.influences(
        sheet,
        sheet.items().stream()
            .filter(Item.Computed.class::isInstance)
            .map(item -> item.label().id())
            .toList());
  }

  /** Which inputs make a figure uncertain. */
  public List<Influence> influences(String id) {
    return Analysis.influences(sheet, List.of(id)).get(id);
  }
}

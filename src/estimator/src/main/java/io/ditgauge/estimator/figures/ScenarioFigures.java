package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.source.Figure;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.Presets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report draws of a scenario: the article's charts, made of the scenario's own figures.
 *
 * @param breakEvens training against inference, of the model that was scaled and of the scenario's
 * @param outputs compute of an output, here and of other models, the least first
 * @param platforms GPUs for each stream of the demand
 */
public record ScenarioFigures(
    List<BreakEven> breakEvens, List<OutputWork> outputs, List<Platform> platforms) {
  private static final double FURTHER = 100;
  private static final List<String> COMPARED =
      List.of("DiT-XL/2", "FLUX.1-dev", "Wan2.1-T2V-14B", "HunyuanVideo");

  /**
   * Compute of training beside that of inference as it adds up.
   *
   * @param name whose
   * @param output compute of one unit of output
   * @param cases trainings, the cheapest first
   * @param fromOutputs the fewest outputs worth showing
   * @param toOutputs the most outputs worth showing
   */
  public record BreakEven(
      String name, Figure output, List<Case> cases, double fromOutputs, double toOutputs) {
    /** Copies. */
    public BreakEven {
      cases = List.copyOf(cases);
    }

    /** What inference took after the fewest of the outputs. */
    public double fromFlops() {
      return output.value() * fromOutputs;
    }

    /** What inference took after the most of the outputs. */
    public double toFlops() {
      return output.value() * toOutputs;
    }
  }

  /**
   * A training.
   *
   * @param training its compute
   * @param outputs outputs after which inference has taken as much
   */
  public record Case(Figure training, Figure outputs) {}

  /**
   * Compute of an output.
   *
   * @param name of what
   * @param flops FLOP
   * @param times how many of it one output of the scenario is worth
   * @param figure identifier of the scenario's figure; empty for another model
   * @param origin where it is from
   */
  public record OutputWork(String name, double flops, double times, String figure, String origin) {}

  /**
   * GPUs for one stream of the demand.
   *
   * @param name of the stream
   * @param generated figure of what is generated for it in a day
   * @param averageGpus at the average load
   * @param peakGpus at the peak, with all that the scenario multiplies it by
   */
  public record Platform(String name, Figure generated, double averageGpus, double peakGpus) {}

  /** Copies. */
  public ScenarioFigures {
    breakEvens = List.copyOf(breakEvens);
    outputs = List.copyOf(outputs);
    platforms = List.copyOf(platforms);
  }

  /** What is drawn of a scenario's figures; lists are empty where it does not ask. */
  public static ScenarioFigures of(List<Figure> figures) {
    Map<String, Figure> byId = byId(figures);
    return new ScenarioFigures(breakEvens(figures), outputs(byId), platforms(byId));
  }

  private static Map<String, Figure> byId(List<Figure> figures) {
    Map<String, Figure> byId = new LinkedHashMap<>();
    figures.forEach(figure -> byId.put(figure.id(), figure));
    return byId;
  }

  /** Training against inference, of the model that was scaled and of the scenario's. */
  public static List<BreakEven> breakEvens(List<Figure> figures) {
    Map<String, Figure> byId = byId(figures);
    List<BreakEven> breakEvens = new ArrayList<>();
    if (byId.containsKey("reference.breakEven")) {
      breakEvens.add(
          breakEven(
              "the reference",
              byId.get("reference.image"),
              List.of(new Case(byId.get("reference.training"), byId.get("reference.breakEven")))));
    }
    own(byId).ifPresent(breakEvens::add);
    return breakEvens;
  }

  private static Optional<BreakEven> own(Map<String, Figure> figures) {
    boolean video = figures.containsKey("serving.flopsPerMinute");
    String prefix = video ? "breakEven.minutes.compute" : "breakEven.compute";
    List<Case> cases = new ArrayList<>();
    for (Figure figure : figures.values()) {
      if (figure.id().equals(prefix) || figure.id().startsWith(prefix + ".")) {
        String end = figure.id().substring(prefix.length());
        cases.add(new Case(figures.get("training.flops" + end), figure));
      }
    }
    if (cases.isEmpty()) {
      return Optional.empty();
    }
    cases.sort(Comparator.comparingDouble(it -> it.training().value()));
    String output = video ? "serving.flopsPerMinute" : "serving.flops";
    return Optional.of(breakEven("the scenario's model", figures.get(output), cases));
  }

  private static BreakEven breakEven(String name, Figure output, List<Case> cases) {
    double first = cases.get(0).outputs().value();
    double last = cases.get(cases.size() - 1).outputs().value();
    return new BreakEven(name, output, cases, first / FURTHER, last * FURTHER);
  }

  private static List<OutputWork> outputs(Map<String, Figure> figures) {
    List<OutputWork> outputs = new ArrayList<>();
    double own = figures.get("serving.flops").value();
    for (Figure figure : figures.values()) {
      boolean text = figure.id().matches("comparison\\..*\\.flops");
      if (text || figure.id().equals("reference.image") || figure.id().equals("serving.flops")) {
        outputs.add(
            new OutputWork(
                figure.id().equals("serving.flops") ? "this scenario's output" : words(figure),
                figure.value(),
                own / figure.value(),
                figure.id(),
                figure.source().describe()));
      }
    }
    COMPARED.stream()
        .map(name -> Presets.of(name).model().orElseThrow())
        .forEach(model -> outputs.add(of(model, own)));
    outputs.sort(Comparator.comparingDouble(OutputWork::flops).thenComparing(OutputWork::name));
    return outputs;
  }

  private static String words(Figure figure) {
    return figure
        .label()
        .replace("compute of its image", "image of the reference")
        .replace("compute of a text, ", "text of ");
  }

  private static OutputWork of(Model model, double own) {
    Request it = model.defaults();
    Request one =
        new Request(it.pixels(), it.framesPerSecond(), it.textTokens(), 1, it.steps(), it.passes());
    double flops =
        model.stages(one).stream().mapToDouble(stage -> stage.counts().flops().value()).sum();
    String size = it.pixels().width() + "x" + it.pixels().height();
    String frames = it.pixels().frames() > 1 ? ", " + it.pixels().frames() + " frames" : "";
    return new OutputWork(
        model.name() + ", " + size + frames,
        flops,
        own / flops,
        "",
        "op list of all stages, " + it.steps() + " steps of " + it.passes() + " passes");
  }

  private static List<Platform> platforms(Map<String, Figure> figures) {
    if (!figures.containsKey("fleet.perDay") || !figures.containsKey("fleet.average")) {
      return List.of();
    }
    double average = figures.get("fleet.average").value();
    double peak = figures.getOrDefault("fleet.peak", figures.get("fleet.average")).value();
    double perDay = figures.get("fleet.perDay").value();
    List<Platform> platforms = new ArrayList<>();
    for (String id : figures.keySet()) {
      if (id.startsWith("demand.streams.") && id.endsWith(".perDay")) {
        String name = id.substring("demand.streams.".length(), id.length() - ".perDay".length());
        Figure generated = figures.get("demand." + name);
        double gpus = generated.value() / perDay;
        platforms.add(
            new Platform(name, generated, gpus, average == 0 ? 0 : gpus * peak / average));
      }
    }
    return platforms;
  }
}

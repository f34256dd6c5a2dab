package io.ditgauge.cli.serve;

import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What can be chosen, with its bounds.
 *
 * @param id name in the address
 * @param label name in words
 * @param options what it may be; empty for a number
 * @param least lowest number
 * @param most highest number
 * @param usual what is taken for a model when nothing is asked
 */
record PlanField(
    String id,
    String label,
    List<String> options,
    long least,
    long most,
    Function<Model, String> usual) {
  /** The attention kernel that is usual on the card. */
  static final String USUAL = "usual";

  static final PlanField MODEL = choice("model", "model", models(), Model::name);
  static final PlanField CARD =
      choice("card", "card", PublishedEfficiencies.names(), model -> "h100-sxm");
  static final PlanField ATTENTION =
      choice(
          "attention",
          "attention kernel",
          List.of(PlanField.USUAL, "fa3", "fa2", "cudnn", "sage", "naive"),
          model -> PlanField.USUAL);
  static final PlanField EXECUTION =
      choice("execution", "execution", executions(), model -> Execution.COMPILED.id());
  static final PlanField WIDTH =
      number("width", "width, pixels", 16, 8192, it -> it.pixels().width());
  static final PlanField HEIGHT =
      number("height", "height, pixels", 16, 8192, it -> it.pixels().height());
  static final PlanField FRAMES = number("frames", "frames", 1, 4096, it -> it.pixels().frames());
  static final PlanField TEXT_TOKENS =
      number("textTokens", "text tokens", 0, 8192, Request::textTokens);
  static final PlanField BATCH = number("batch", "batch", 1, 256, Request::batch);
  static final PlanField STEPS = number("steps", "steps", 1, 1000, Request::steps);
  static final PlanField PASSES = number("passes", "passes a step", 1, 3, Request::passes);
  static final PlanField CFG = number("cfg", "cards for guidance", 1, 2, it -> 1L);
  static final PlanField ULYSSES = number("ulysses", "cards by Ulysses", 1, 64, it -> 1L);
  static final PlanField RING = number("ring", "cards in a ring", 1, 64, it -> 1L);
  static final PlanField TENSOR = number("tensor", "cards by tensor", 1, 64, it -> 1L);

  /** All of them, in the order of the page. */
  static final List<PlanField> ALL =
      List.of(
          MODEL,
          CARD,
          ATTENTION,
          EXECUTION,
          WIDTH,
          HEIGHT,
          FRAMES,
          TEXT_TOKENS,
          BATCH,
          STEPS,
          PASSES,
          CFG,
          ULYSSES,
          RING,
          TENSOR);

  /** Copies. */
  PlanField {
    options = List.copyOf(options);
  }

  private static PlanField choice(
      String id, String label, List<String> options, Function<Model, String> usual) {
    return new PlanField(id, label, options, 0, 0, usual);
  }

  private static PlanField number(
      String id, String label, long least, long most, Function<Request, Long> usual) {
    return new PlanField(
        id, label, List.of(), least, most, model -> usual.apply(model.defaults()).toString());
  }

  private static List<String> models() {
    return Presets.all().stream().filter(it -> it.model().isPresent()).map(Preset::name).toList();
  }

  private static List<String> executions() {
    return Arrays.stream(Execution.values())
        .filter(it -> !it.isOfThisProject())
        .map(Execution::id)
        .toList();
  }

  /**
   * The value, checked.
   *
   * @throws IllegalArgumentException where it is none of the options, or out of bounds
   */
  String checked(String value) {
    if (!options.isEmpty()) {
      if (!options.contains(value)) {
        throw new IllegalArgumentException(
            "unknown "
                + label
                + ": "
                + id
                + "='"
                + value
                + "'; use one of "
                + String.join(", ", options));
      }
      return value;
    }
    if (!value.matches("[0-9]{1,9}")
        || Long.parseLong(value) < least
        || Long.parseLong(value) > most) {
      throw new IllegalArgumentException(
          id
              + " must be a whole number from "
              + least
              + " to "
              + most
              + ": "
              + id
              + "='"
              + value
              + "'");
    }
    return Long.toString(Long.parseLong(value));
  }
}

package io.ditgauge.estimator.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counts against the published linear and attention TFLOP of every model in the table of timings.
 * What those leave out (embeddings, modulation, refiners) each preset names.
 */
class PublishedFlopsTest {
  private static final double TERA = 1e12;

  static Stream<Arguments> rows() {
    Set<String> seen = new TreeSet<>();
    return Validator.shippedRows().stream()
        .filter(
            row -> seen.add(row.text("model") + row.text("latent_grid") + row.text("text_tokens")))
        .map(row -> Arguments.of(row.id() + " " + row.text("model"), row));
  }

  @Test
  void everyModelOfTheTableIsAPreset() {
    Set<String> missing = new TreeSet<>();
    Set<String> known = new TreeSet<>(Presets.all().stream().map(Preset::name).toList());
    Validator.shippedRows().forEach(row -> missing.add(row.text("model")));
    assertTrue(missing.size() >= 10, missing.toString());
    missing.removeAll(known);
    assertEquals(Set.of(), missing);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void countsAgreeWithThePublishedOnes(String name, TimingRow row) {
    assertFalse(name.isEmpty());
    Preset preset = Presets.of(row.text("model"));
    Denoiser denoiser = (Denoiser) preset.network();
    ForwardPass pass =
        denoiser.forward(
            new Denoiser.Input(row.tokens().times(denoiser.patch()), RowModel.textTokens(row), 1));
    assertEquals(row.integer("image_tokens"), pass.tokens());
    double linear = 0;
    double attention = 0;
    for (Part part : pass.parts()) {
      for (CountedOp op : part.ops()) {
        if (!leftOut(preset.beyondPublished(), part, op)) {
          Counts counts = Counts.of(List.of(op)).times(part.count());
          linear += counts.linearFlops().value() / TERA;
          attention += counts.attentionFlops().value() / TERA;
        }
      }
    }
    assertEquals(
        row.number("linear_TFLOP_per_fwd"), linear, tolerance(row, "linear_TFLOP_per_fwd"));
    assertEquals(row.number("attn_TFLOP_per_fwd"), attention, tolerance(row, "attn_TFLOP_per_fwd"));
  }

  /** One per cent, or half the last printed digit where the column is rounded more coarsely. */
  private static double tolerance(TimingRow row, String column) {
    return Math.max(0.01 * row.number(column), 0.006);
  }

  private static boolean leftOut(List<String> names, Part part, CountedOp op) {
    return names.contains(part.name())
        || names.stream().anyMatch(it -> op.name().equals(it) || op.name().endsWith(" " + it));
  }
}

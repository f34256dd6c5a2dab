package io.ditgauge.estimator.validation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.family.Families;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model of a row: a preset by its name, or a generic one by the row's own columns. */
final class RowModel {
  private static final Map<String, String> AUTOENCODERS =
      Map.of(
          "1x8x8", "FLUX.1 VAE",
          "4x8x8", "Wan2.1 VAE",
          "4x16x16", "Wan2.2 VAE",
          "6x8x8", "Mochi VAE",
          "8x32x32", "LTX-Video VAE",
          "1x32x32", "DC-AE f32c32");

  private RowModel() {}

  static Model of(TimingRow row) {
    String name = row.text("model");
    return Presets.all().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .flatMap(Preset::model)
        .orElseGet(() -> described(row));
  }

  private static Model described(TimingRow row) {
    String name = row.text("model").isEmpty() ? "unnamed" : row.text("model");
    Grid patch = row.patch();
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("_class_name", "generic");
    config.put("layers", row.integer("layers_double_or_main", 1) + whole(row, "layers_single"));
    config.put("width", row.integer("hidden"));
    config.put("heads", row.integer("heads"));
    config.put("mlpHidden", row.integer("mlp_hidden"));
    config.put("gatedMlp", row.text("mlp_gated").equals("yes"));
    config.put("latentChannels", row.integer("latent_channels", 16));
    config.putArray("patch").add(patch.frames()).add(patch.height()).add(patch.width());
    config.put("text", text(row.text("text_mode")));
    config.put("qkNorm", true);
    Denoiser denoiser = (Denoiser) Families.read("row " + row.id(), config).network();
    LatentSpace space =
        new LatentSpace(
            new Grid(row.integer("vae_t", 1), row.integer("vae_h", 8), row.integer("vae_w", 8)),
            true,
            row.integer("latent_channels", 16));
    return new Model(
        name,
        denoiser,
        space,
        encoders(row),
        autoencoder(space.stride()),
        new Request(space.pixels(row.tokens().times(patch)), 24, textTokens(row), 1, 50, 2));
  }

  /** Assumed: a T5-XXL in front of a model whose encoder the columns do not name. */
  private static List<Model.TextEncoder> encoders(TimingRow row) {
    long tokens = textTokens(row);
    return tokens == 0
        ? List.of()
        : List.of(
            new Model.TextEncoder("T5-XXL", (TextNetwork) Presets.of("T5-XXL").network(), tokens));
  }

  /** Assumed: the published autoencoder of the same strides, where there is one. */
  private static Optional<Autoencoder> autoencoder(Grid stride) {
    return Optional.ofNullable(AUTOENCODERS.get(stride.toString()))
        .map(name -> (Autoencoder) Presets.of(name).network());
  }

  private static long whole(TimingRow row, String column) {
    String text = row.text(column);
    return text.isEmpty() || text.equals("0") ? 0 : row.integer(column);
  }

  private static String text(String mode) {
    if (mode.startsWith("cross")) {
      return "cross";
    }
    return mode.isEmpty() || mode.equals("none") ? "none" : "joint";
  }

  static long textTokens(TimingRow row) {
    return whole(row, "text_tokens");
  }

  /** What the row asks of its model. */
  static Request request(TimingRow row, Model model) {
    Grid latent = row.tokens().times(model.denoiser().patch());
    return new Request(
        model.space().pixels(latent),
        model.defaults().framesPerSecond(),
        textTokens(row),
        row.integer("batch", 1),
        row.integer("steps"),
        row.integer("forwards_per_step", 1));
  }
}

package io.ditgauge.model.family;

import io.ditgauge.model.Grid;
import io.ditgauge.model.config.Keys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the configuration of {@link LtxAutoencoder}, with the library's defaults. */
final class LtxAutoencoderKeys {
  private static final String STRIDED = "LTXVideoDownBlock3D";
  private static final String SHUFFLED = "LTXVideo095DownBlock3D";
  private static final List<Long> WIDTHS = List.of(128L, 256L, 512L, 512L);
  private static final List<Long> LAYERS = List.of(4L, 3L, 3L, 3L, 4L);
  private static final List<Boolean> SCALED = List.of(true, true, true, false);
  private static final int STAGES = 4;

  private LtxAutoencoderKeys() {}

  static LtxAutoencoder read(Keys keys) {
    keys.ignore("resnet_norm_eps", "scaling_factor", "encoder_causal", "decoder_causal");
    keys.ignore("spatial_compression_ratio", "temporal_compression_ratio");
    keys.ignore("latents_mean", "latents_std");
    long time = keys.integer("patch_size_t", 1);
    if (time != 1) {
      throw keys.refuse("patch_size_t", time, "1");
    }
    LtxAutoencoder read =
        new LtxAutoencoder(
            encoder(keys),
            decoder(keys),
            AutoencoderKeys.Channels.read(keys, 128),
            keys.integer("patch_size", 4),
            keys.flag("timestep_conditioning", false));
    long doublings = read.decoder().stages().stream().filter(LtxAutoencoder.Up::doubled).count();
    if (read.latentSpace().stride().frames() != 1L << doublings) {
      throw keys.refuse(
          "decoder_spatio_temporal_scaling",
          doublings + " times true",
          "as often as the encoder halves time, " + read.latentSpace().stride());
    }
    return read;
  }

  private static LtxAutoencoder.Encoder encoder(Keys keys) {
    List<Long> widths = keys.integers("block_out_channels", WIDTHS);
    List<Long> layers = keys.integers("layers_per_block", LAYERS);
    List<Boolean> scaled = keys.flags("spatio_temporal_scaling", SCALED);
    List<String> types = keys.texts("down_block_types", Collections.nCopies(STAGES, STRIDED));
    List<String> kinds = keys.texts("downsample_type", Collections.nCopies(STAGES, "conv"));
    if (types.isEmpty()) {
      throw keys.refuse("down_block_types", types, "a list of " + STRIDED + " or " + SHUFFLED);
    }
    boolean shuffled = types.get(types.size() - 1).equals(SHUFFLED);
    int count = widths.size() - (shuffled ? 1 : 0);
    AutoencoderKeys.length(keys, "down_block_types", types, count);
    AutoencoderKeys.length(keys, "layers_per_block", layers, count + 1);
    AutoencoderKeys.length(keys, "spatio_temporal_scaling", scaled, count);
    AutoencoderKeys.length(keys, "downsample_type", kinds, count);
    List<LtxAutoencoder.Down> stages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long out = widths.get(Math.min(i + 1, widths.size() - 1));
      stages.add(down(keys, types.get(i), kinds.get(i), layers.get(i), scaled.get(i), out));
    }
    return new LtxAutoencoder.Encoder(widths.get(0), stages, layers.get(count));
  }

  private static LtxAutoencoder.Down down(
      Keys keys, String type, String kind, long layers, boolean scaled, long out) {
    if (type.equals(STRIDED)) {
      return new LtxAutoencoder.Down(layers, scaled ? Grid.cube(2) : Grid.cube(1), false, out);
    }
    if (!type.equals(SHUFFLED)) {
      throw keys.refuse("down_block_types", type, STRIDED + " or " + SHUFFLED);
    }
    if (!scaled) {
      throw keys.refuse("spatio_temporal_scaling", false, "true at each " + SHUFFLED);
    }
    return switch (kind) {
      case "spatial" -> new LtxAutoencoder.Down(layers, new Grid(1, 2, 2), true, out);
      case "temporal" -> new LtxAutoencoder.Down(layers, new Grid(2, 1, 1), true, out);
      case "spatiotemporal" -> new LtxAutoencoder.Down(layers, Grid.cube(2), true, out);
      default ->
          throw keys.refuse(
              "downsample_type", kind, "spatial, temporal or spatiotemporal at each " + SHUFFLED);
    };
  }

  private static LtxAutoencoder.Decoder decoder(Keys keys) {
    List<Long> widths = keys.integers("decoder_block_out_channels", WIDTHS);
    List<Long> layers = keys.integers("decoder_layers_per_block", LAYERS);
    List<Boolean> scaled = keys.flags("decoder_spatio_temporal_scaling", SCALED);
    List<Boolean> noise =
        keys.flags("decoder_inject_noise", Collections.nCopies(STAGES + 1, false));
    List<Boolean> shortcuts = keys.flags("upsample_residual", Collections.nCopies(STAGES, false));
    List<Long> factors = keys.integers("upsample_factor", Collections.nCopies(STAGES, 1L));
    int count = widths.size();
    AutoencoderKeys.length(keys, "decoder_layers_per_block", layers, count + 1);
    AutoencoderKeys.length(keys, "decoder_spatio_temporal_scaling", scaled, count);
    AutoencoderKeys.length(keys, "decoder_inject_noise", noise, count + 1);
    AutoencoderKeys.length(keys, "upsample_residual", shortcuts, count);
    AutoencoderKeys.length(keys, "upsample_factor", factors, count);
    List<LtxAutoencoder.Up> stages = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      long factor = factors.get(i);
      stages.add(
          new LtxAutoencoder.Up(
              widths.get(i) / factor,
              layers.get(i),
              scaled.get(i),
              factor,
              shortcuts.get(i),
              noise.get(i)));
    }
    return new LtxAutoencoder.Decoder(
        widths.get(count - 1), layers.get(count), noise.get(count), stages);
  }
}

package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.config.ConfigFiles;
import io.ditgauge.model.config.Imported;

/** Configurations written into tests, with single quotes. */
final class ImageConfigs {
  private ImageConfigs() {}

  /** Reads {@code keys} as a configuration of that class. */
  static Imported read(String name, String keys) {
    String json = "{'_class_name': '" + name + "'" + (keys.isEmpty() ? "" : ", " + keys) + "}";
    return Families.read("config.json", ConfigFiles.parse("test", json.replace('\'', '"')));
  }

  /** As {@link #read}, the network alone. */
  static Denoiser denoiser(String name, String keys) {
    return (Denoiser) read(name, keys).network();
  }

  /** The message of the failure to read {@code keys}. */
  static String refusal(String name, String keys) {
    return assertThrows(IllegalArgumentException.class, () -> read(name, keys)).getMessage();
  }

  /** The message of the failure to run over that input. */
  static String refusal(Denoiser denoiser, Grid latent, long textTokens) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> denoiser.forward(new Denoiser.Input(latent, textTokens, 1)))
        .getMessage();
  }
}

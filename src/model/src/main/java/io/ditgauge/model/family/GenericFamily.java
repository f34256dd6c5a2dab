package io.ditgauge.model.family;

import io.ditgauge.model.Checks;
import io.ditgauge.model.Grid;
import io.ditgauge.model.config.Family;
import io.ditgauge.model.config.Keys;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A diffusion transformer described by a few keys. */
final class GenericFamily {
  /** The keys, the first three without a default. */
  static final List<String> KEYS =
      List.of(
          "layers",
          "width",
          "heads",
          "mlpHidden",
          "gatedMlp",
          "text",
          "textTokens",
          "textWidth",
          "patch",
          "latentChannels",
          "modulation",
          "qkNorm",
          "rotary",
          "attention",
          "window");

  static final Family FAMILY = Family.of(GenericDenoiser.CLASS, GenericFamily::read);

  private static final long MLP_RATIO = 4;
  private static final long TEXT_WIDTH = 4096;
  private static final long TEXT_TOKENS = 256;

  private GenericFamily() {}

  private static GenericDenoiser read(Keys keys) {
    long width = positive(keys, "width");
    long heads = positive(keys, "heads");
    Checks.divides(GenericDenoiser.CLASS, "heads", heads, "width", width);
    boolean rotary = keys.flag("rotary", true);
    if (rotary) {
      Checks.divides(GenericDenoiser.CLASS, "2", 2, "width / heads, for rotary", width / heads);
    }
    GenericDenoiser.Block block =
        new GenericDenoiser.Block(
            width,
            heads,
            keys.integer("mlpHidden", MLP_RATIO * width),
            keys.flag("gatedMlp", false),
            keys.flag("qkNorm", true),
            rotary);
    GenericDenoiser.Modulation modulation =
        choice(keys, "modulation", GenericDenoiser.Modulation.PER_BLOCK);
    GenericDenoiser.Text text = text(keys);
    return new GenericDenoiser(
        positive(keys, "layers"),
        block,
        modulation,
        text,
        attention(keys, text),
        new GenericDenoiser.Latent(
            keys.integer("latentChannels", 4), KeyChecks.grid(keys, "patch", new Grid(1, 2, 2))));
  }

  private static long positive(Keys keys, String key) {
    long value = keys.integer(key);
    if (value == 0) {
      throw keys.refuse(key, value, "a whole number from 1");
    }
    return value;
  }

  private static GenericDenoiser.Text text(Keys keys) {
    GenericDenoiser.TextUse kind = choice(keys, "text", GenericDenoiser.TextUse.NONE);
    if (kind == GenericDenoiser.TextUse.NONE) {
      for (String key : List.of("textTokens", "textWidth")) {
        if (keys.has(key)) {
          throw keys.refuse(key, keys.integer(key), "left out where text is none");
        }
      }
      return new GenericDenoiser.Text(kind, 0, 0);
    }
    return new GenericDenoiser.Text(
        kind, keys.integer("textTokens", TEXT_TOKENS), keys.integer("textWidth", TEXT_WIDTH));
  }

  private static GenericDenoiser.Reach attention(Keys keys, GenericDenoiser.Text text) {
    GenericDenoiser.Pattern kind = choice(keys, "attention", GenericDenoiser.Pattern.FULL);
    if (kind != GenericDenoiser.Pattern.FULL && text.kind() == GenericDenoiser.TextUse.JOINT) {
      throw keys.refuse(
          "attention", name(kind), "full where text is joint; use text cross or none");
    }
    if (kind != GenericDenoiser.Pattern.WINDOW) {
      if (keys.has("window")) {
        throw keys.refuse(
            "window",
            keys.integers("window", List.of()),
            "left out where attention is " + name(kind));
      }
      return new GenericDenoiser.Reach(kind, Optional.empty());
    }
    if (!keys.has("window")) {
      throw new IllegalArgumentException(
          keys.place()
              + ": window is missing; it must be [frames, height, width] in tokens where attention"
              + " is window");
    }
    return new GenericDenoiser.Reach(
        kind, Optional.of(KeyChecks.grid(keys, "window", Grid.cube(1))));
  }

  private static <E extends Enum<E>> E choice(Keys keys, String key, E byDefault) {
    E[] constants = byDefault.getDeclaringClass().getEnumConstants();
    List<String> names = Arrays.stream(constants).map(GenericFamily::name).toList();
    return constants[names.indexOf(KeyChecks.choice(keys, key, name(byDefault), names))];
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

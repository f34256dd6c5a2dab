package io.ditgauge.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes ops from the type and the dimensions that a file carries. */
public final class Ops {
  private record Recipe(List<String> names, Function<long[], Op> factory) {}

  private static final Map<String, Recipe> RECIPES = new TreeMap<>();

  static {
    recipe(Gemm.TYPE, d -> new Gemm(d[0], d[1], d[2]), "m", "n", "k");
    recipe(Copy.TYPE, d -> new Copy(d[0]), "elements");
    recipe(
        Patchify.TYPE,
        d -> new Patchify(d[0], d[1], d[2], d[3], d[4]),
        "batch",
        "channels",
        "side",
        "patch",
        "width");
    recipe(AdaLn.TYPE, d -> new AdaLn(d[0], d[1], d[2]), "batch", "width", "chunks");
    recipe(
        Attention.TYPE,
        d -> new Attention(d[0], d[1], d[2], d[3]),
        "batch",
        "heads",
        "tokens",
        "headWidth");
    recipe(Mlp.TYPE, d -> new Mlp(d[0], d[1], d[2], d[3]), "batch", "tokens", "width", "hidden");
    recipe(
        FinalLayer.TYPE,
        d -> new FinalLayer(d[0], d[1], d[2], d[3], d[4]),
        "batch",
        "tokens",
        "width",
        "patch",
        "outChannels");
    recipe(
        DitBlock.TYPE,
        d -> new DitBlock(d[0], d[1], d[2], d[3], d[4]),
        "batch",
        "tokens",
        "width",
        "heads",
        "hidden");
  }

  private Ops() {}

  private static void recipe(String type, Function<long[], Op> factory, String... names) {
    RECIPES.put(type, new Recipe(List.of(names), factory));
  }

  /** The known type identifiers, sorted. */
  public static List<String> types() {
    return List.copyOf(RECIPES.keySet());
  }

  /**
   * The op of that type with those dimensions.
   *
   * @throws IllegalArgumentException for an unknown type, a missing or an unknown dimension, or a
   *     dimension that the op refuses
   */
  public static Op of(String type, Map<String, Long> dimensions) {
    Recipe recipe = RECIPES.get(type);
    if (recipe == null) {
      throw new IllegalArgumentException(
          "unknown op type '" + type + "'; known types: " + String.join(", ", types()));
    }
    for (String name : dimensions.keySet()) {
      if (!recipe.names().contains(name)) {
        throw new IllegalArgumentException(
            "unknown dimension '" + name + "' of " + type + "; it has " + recipe.names());
      }
    }
    long[] values = new long[recipe.names().size()];
    for (int i = 0; i < values.length; i++) {
      Long value = dimensions.get(recipe.names().get(i));
      if (value == null) {
        throw new IllegalArgumentException(
            "missing dimension '" + recipe.names().get(i) + "' of " + type);
      }
      values[i] = value;
    }
    return recipe.factory().apply(values);
  }

  /** An unmodifiable ordered map of alternating names and values. */
  static Map<String, Long> dimensions(Object... namesAndValues) {
    Map<String, Long> result = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      result.put((String) namesAndValues[i], (Long) namesAndValues[i + 1]);
    }
    return Collections.unmodifiableMap(result);
  }
}

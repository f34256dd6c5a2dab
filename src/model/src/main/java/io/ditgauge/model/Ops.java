package io.ditgauge.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes ops from the type and the dimensions that a file carries. */
public final class Ops {
  private record Recipe(List<String> names, java.util.function.Function<long[], Op> factory) {}

  private static final Map<String, Recipe> RECIPES = new TreeMap<>();

  static {
    measured();
    probes();
    leaves();
    attentions();
    convolutions();
    composites();
  }

  private static void measured() {
    recipe(Gemm.TYPE, d -> new Gemm(d[0], d[1], d[2]), "m n k");
    recipe(Copy.TYPE, d -> new Copy(d[0]), "elements");
    recipe(
        Patchify.TYPE,
        d -> new Patchify(d[0], d[1], d[2], d[3], d[4]),
        "batch channels side patch width");
    recipe(AdaLn.TYPE, d -> new AdaLn(d[0], d[1], d[2]), "batch width chunks");
    recipe(
        Attention.TYPE, d -> new Attention(d[0], d[1], d[2], d[3]), "batch heads tokens headWidth");
    recipe(Mlp.TYPE, d -> new Mlp(d[0], d[1], d[2], d[3]), "batch tokens width hidden");
    recipe(
        FinalLayer.TYPE,
        d -> new FinalLayer(d[0], d[1], d[2], d[3], d[4]),
        "batch tokens width patch outChannels");
    recipe(
        DitBlock.TYPE,
        d -> new DitBlock(d[0], d[1], d[2], d[3], d[4]),
        "batch tokens width heads hidden");
  }

  private static void probes() {
    for (Probe.Kind kind : Probe.Kind.values()) {
      recipe(kind.type(), d -> new Probe(kind, d[0]), kind.dimension());
    }
  }

  private static void leaves() {
    recipe(Linear.TYPE, d -> new Linear(d[0], d[1], d[2], d[3]), "rows in out bias");
    for (Norm.Kind kind : Norm.Kind.values()) {
      recipe(kind.type(), d -> new Norm(kind, d[0], d[1], d[2]), "rows width affine");
    }
    recipe(
        GroupNorm.TYPE,
        d -> new GroupNorm(d[0], d[1], d[2], d[3]),
        "batch channels positions groups");
    recipe(Rope.TYPE, d -> new Rope(d[0], d[1], d[2], d[3]), "batch heads tokens headWidth");
    for (Function function : Function.values()) {
      recipe(function.id(), d -> new Elementwise(function, d[0], d[1]), "elements repeats");
    }
    recipe(
        LearnedTable.TYPE,
        d -> new LearnedTable(d[0], d[1], d[2], d[3]),
        "batch rows width entries");
    recipe(Lookup.TYPE, d -> new Lookup(d[0], d[1], d[2]), "rows width entries");
  }

  private static void attentions() {
    recipe(
        Sdpa.TYPE,
        d -> new Sdpa(d[0], d[1], d[2], d[3], d[4], d[5]),
        "batch heads kvHeads queries keys headWidth");
    recipe(
        CausalAttention.TYPE,
        d -> new CausalAttention(d[0], d[1], d[2], d[3], d[4]),
        "batch heads kvHeads tokens headWidth");
    recipe(
        SparseAttention.TYPE,
        d -> new SparseAttention(d[0], d[1], d[2], d[3], d[4]),
        "batch heads tokens attended headWidth");
    recipe(
        LinearAttention.TYPE,
        d -> new LinearAttention(d[0], d[1], d[2], d[3]),
        "batch heads tokens headWidth");
    recipe(
        FactorisedAttention.TYPE,
        d -> new FactorisedAttention(d[0], d[1], d[2], d[3], d[4]),
        "batch heads frames places headWidth");
  }

  private static void convolutions() {
    for (PatchEmbed.Way way : PatchEmbed.Way.values()) {
      recipe(
          way.type(),
          d -> new PatchEmbed(d[0], d[1], grid(d, 2), grid(d, 5), d[8], way),
          "batch channels frames height width patchFrames patchHeight patchWidth embed");
    }
    recipe(
        Unpatchify.TYPE,
        d -> new Unpatchify(d[0], d[1], grid(d, 2), grid(d, 5)),
        "batch channels frames height width patchFrames patchHeight patchWidth");
    for (String type : List.of(Conv.TYPE_2D, Conv.TYPE_3D)) {
      recipe(
          type,
          d -> conv(type, d),
          "batch inChannels outChannels groups frames height width kernelFrames kernelHeight"
              + " kernelWidth strideFrames strideHeight strideWidth bias");
    }
    recipe(
        Resample.TYPE,
        d -> new Resample(d[0], d[1], grid(d, 2), grid(d, 5)),
        "batch channels frames height width factorFrames factorHeight factorWidth");
  }

  private static Grid grid(long[] values, int from) {
    return new Grid(values[from], values[from + 1], values[from + 2]);
  }

  private static DitForward.Stack stack(long[] d, int from) {
    return new DitForward.Stack(d[from], d[from + 1], d[from + 2], d[from + 3], d[from + 4]);
  }

  private static Conv conv(String type, long[] d) {
    Conv.Channels channels = new Conv.Channels(d[1], d[2], d[3]);
    Conv conv = new Conv(d[0], channels, grid(d, 4), grid(d, 7), grid(d, 10), d[13]);
    if (!conv.type().equals(type)) {
      throw new IllegalArgumentException(
          "a convolution with frames="
              + conv.input().frames()
              + " and kernelFrames="
              + conv.kernel().frames()
              + " is a "
              + conv.type()
              + ", not a "
              + type);
    }
    return conv;
  }

  private static void composites() {
    recipe(
        TimestepEmbedding.TYPE,
        d -> new TimestepEmbedding(d[0], d[1], d[2]),
        "batch features width");
    recipe(GatedMlp.TYPE, d -> new GatedMlp(d[0], d[1], d[2], d[3]), "rows width hidden bias");
    recipe(
        ConvMlp.TYPE,
        d -> new ConvMlp(d[0], d[1], d[2], d[3], d[4]),
        "batch height columns width hidden");
    recipe(
        Moe.TYPE, d -> new Moe(d[0], d[1], d[2], d[3], d[4]), "rows width hidden experts active");
    String stream = "batch tokens textTokens width heads hidden";
    recipe(JointBlock.TYPE, d -> new JointBlock(d[0], d[1], d[2], d[3], d[4], d[5]), stream);
    recipe(CrossBlock.TYPE, d -> new CrossBlock(d[0], d[1], d[2], d[3], d[4], d[5]), stream);
    String model =
        "batch channels frames height width patchFrames patchHeight patchWidth layers embed heads"
            + " hidden labels";
    recipe(
        DitForward.TYPE,
        d -> new DitForward(d[0], d[1], grid(d, 2), grid(d, 5), stack(d, 8)),
        model);
    recipe(DitStep.TYPE, d -> new DitStep(d[0], d[1], grid(d, 2), grid(d, 5), stack(d, 8)), model);
    recipe(
        FactorisedForward.TYPE,
        d -> new FactorisedForward(d[0], d[1], grid(d, 2), grid(d, 5), stack(d, 8)),
        model);
    recipe(
        SingleBlock.TYPE,
        d -> new SingleBlock(d[0], d[1], d[2], d[3], d[4]),
        "batch tokens width heads hidden");
  }

  private Ops() {}

  private static void recipe(
      String type, java.util.function.Function<long[], Op> factory, String names) {
    RECIPES.put(type, new Recipe(List.of(names.split(" ")), factory));
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

  /**
   * The op of a short description: its type, a colon, and its dimensions in order with an x
   * between, as {@code joint-block:1x1024x256x1152x16x4608}.
   *
   * @throws IllegalArgumentException for an unknown type, or dimensions that are too few, too many
   *     or refused by the op
   */
  public static Op parse(String text) {
    int colon = text.indexOf(':');
    String type = colon < 0 ? text : text.substring(0, colon);
    Recipe recipe = RECIPES.get(type);
    if (recipe == null) {
      throw new IllegalArgumentException(
          "unknown op type '" + type + "'; known types: " + String.join(", ", types()));
    }
    String[] parts = text.substring(colon + 1).split("x", -1);
    if (colon < 0 || parts.length != recipe.names().size()) {
      throw new IllegalArgumentException(
          "an op must be "
              + type
              + ":"
              + String.join("x", recipe.names())
              + " in elements: "
              + text);
    }
    Map<String, Long> dimensions = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].matches("[0-9]{1,13}")) {
        throw new IllegalArgumentException(
            recipe.names().get(i) + " must be a whole number: '" + parts[i] + "' in " + text);
      }
      dimensions.put(recipe.names().get(i), Long.valueOf(parts[i]));
    }
    return of(type, dimensions);
  }

  /** The short description of an op, which {@link #parse} reads. */
  public static String text(Op op) {
    return op.type()
        + ":"
        + op.dimensions().values().stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** An unmodifiable ordered map of alternating names and values. */
  static Map<String, Long> dimensions(Object... namesAndValues) {
    Map<String, Long> result = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      result.put((String) namesAndValues[i], (Long) namesAndValues[i + 1]);
    }
    return Collections.unmodifiableMap(result);
  }

  /** Whether an op runs a model from latents to prediction, all blocks in one call. */
  public static boolean isWholeModel(Op op) {
    return op instanceof DitForward || op instanceof DitStep || op instanceof FactorisedForward;
  }
}

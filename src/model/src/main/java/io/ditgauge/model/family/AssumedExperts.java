package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.Checks;
import io.ditgauge.model.Moe;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.config.Keys;
import java.util.List;

/**
 * A mixture of experts of which nothing is known but a guess at its parameters: E experts of P
 * each, A of which a token meets.
 *
 * <p>Work of a token: A P MACs, so that the rule FLOPs = 2 x active parameters x tokens holds. The
 * experts stand as one gated layer of width D and hidden width P / (3 D), rounded to whole
 * elements, with a router of D E parameters: 1e-6 of the whole or less at any plausible width. A
 * class of ours: such models publish no configuration.
 *
 * @param expertParameters P
 * @param experts E
 * @param active A
 * @param width D, which moves the elementwise operations and nothing else
 */
record AssumedExperts(long expertParameters, long experts, long active, long width)
    implements TextNetwork {
  /** Name of ours. */
  static final String CLASS = "AssumedExperts";

  private static final long MATRICES = 3;

  /** Validates the dimensions. */
  AssumedExperts {
    dimension(CLASS, "expertParameters", expertParameters);
    dimension(CLASS, "experts", experts);
    dimension(CLASS, "active", active);
    dimension(CLASS, "width", width);
    if (active > experts || expertParameters < product(MATRICES, width)) {
      throw new IllegalArgumentException(
          "active must be at most experts, and expertParameters at least 3 x width: active="
              + active
              + ", experts="
              + experts
              + ", expertParameters="
              + expertParameters
              + ", width="
              + width);
    }
  }

  /** Reads the four keys, none of which has a default but the width. */
  static AssumedExperts read(Keys keys) {
    return new AssumedExperts(
        keys.integer("expert_parameters"),
        keys.integer("experts"),
        keys.integer("active_experts"),
        keys.integer("width", 12288));
  }

  private Moe layer(long rows) {
    long unit = product(MATRICES, width);
    return new Moe(rows, width, Checks.sum(expertParameters, unit / 2) / unit, experts, active);
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public ForwardPass forward(long tokens, long batch) {
    dimension(CLASS, "tokens", tokens);
    dimension(CLASS, "batch", batch);
    return new ForwardPass(List.of(Part.of("experts", layer(product(batch, tokens)))), tokens, 0);
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        "Attention's products and everything else that parameters do not tell.",
        "Shape: one layer stands for all, so elementwise work and traffic are guesses.");
  }
}

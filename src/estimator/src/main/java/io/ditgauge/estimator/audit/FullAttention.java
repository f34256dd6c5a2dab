package io.ditgauge.estimator.audit;

import io.ditgauge.estimator.audit.Formula.Given;
import io.ditgauge.estimator.audit.Formula.Role;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitModel;
import io.ditgauge.model.DitPresets;
import java.util.List;

/**
 * How much more a forward pass costs than the article's scaling by frames says, when every token of
 * a video attends to every other.
 *
 * <p>A block of width D costs 12 T D^2 + 2 T^2 D MACs; N frames of T tokens cost N (6 D + N T) / (6
 * D + T) times as much as one, not N. The article's model has 30 times the parameters of DiT-XL/2.
 * If they all went into depth, D stays; if into width, D grows by the square root of 30. The truth
 * lies between, and the cost with it.
 */
final class FullAttention {
  private static final DitModel DIT = DitPresets.of("DiT-XL/2");
  private static final long PIXELS = 512;
  private static final double SIZE =
      AuditInputs.chain("sora.size", "ratio", Role.ASSUMED).figure().value();
  private static final long FRAMES =
      Math.round(AuditInputs.chain("sora.frames", "latent frame", Role.ASSUMED).figure().value());

  /** With all parameters in width, rounded to whole heads. */
  static final Given LEAST =
      given("attention.width", "in width", Math.round(DIT.heads() * Math.sqrt(SIZE)));

  /** With all parameters in depth. */
  static final Given MOST = given("attention.depth", "in depth", DIT.heads());

  private FullAttention() {}

  /** MACs of a block over all frames at once, over those of a block for each frame. */
  static double growth(long heads, long frames, long tokens) {
    return block(heads, frames * tokens) / (frames * block(heads, tokens));
  }

  private static double block(long heads, long tokens) {
    long width = heads * (DIT.width() / DIT.heads());
    return new DitBlock(1, tokens, width, heads, DitModel.MLP_RATIO * width).work().macs();
  }

  private static Given given(String id, String where, long heads) {
    return new Given(
        new Figure(
            id,
            "full attention over all frames, 30x the parameters " + where,
            growth(heads, FRAMES, DIT.tokens(PIXELS)),
            "ratio",
            new Derived(
                "MACs of a block over N T tokens / (N x MACs over T tokens)",
                List.of("heads " + heads, "N " + FRAMES, "T " + DIT.tokens(PIXELS)))),
        Role.FACT);
  }
}

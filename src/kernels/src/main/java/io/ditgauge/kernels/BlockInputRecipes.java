package io.ditgauge.kernels;

import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.FactorisedForward;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Moe;
import io.ditgauge.model.SingleBlock;
import io.ditgauge.model.TimestepEmbedding;

/**
 * Names, shapes and distributions of the inputs of blocks.
 *
 * <p>x is the stream, y the text, c the conditioning; wm and bm make the modulation, wq and bq the
 * queries, keys and values, wo and bo the projection, w1, b1, w2 and b2 the feed-forward part, gq
 * and gk scale the normed queries and keys. The text stream of a joint block has weights of the
 * same names with {@link #TEXT} before them.
 */
final class BlockInputRecipes {
  /** Prefix of the weights of the text stream. */
  static final String TEXT = "text.";

  private BlockInputRecipes() {}

  static void modulation(OpInputs in, String prefix, long chunks, long width) {
    in.linear(prefix + "wm", prefix + "bm", chunks * width, width);
  }

  static void mlp(OpInputs in, String prefix, long width, long hidden) {
    in.linear(prefix + "w1", prefix + "b1", hidden, width);
    in.linear(prefix + "w2", prefix + "b2", width, hidden);
  }

  /** Cosines and sines, of deviation 1/sqrt(2) so that a turned vector keeps its length. */
  static void rotation(OpInputs in, long tokens, long headWidth) {
    in.scaled("cos", 2, tokens, headWidth / 2).scaled("sin", 2, tokens, headWidth / 2);
  }

  private static void attention(OpInputs in, String prefix, long width) {
    in.linear(prefix + "wq", prefix + "bq", 3 * width, width);
    in.linear(prefix + "wo", prefix + "bo", width, width);
  }

  private static void gains(OpInputs in, String prefix, long width) {
    in.weight(prefix + "gq", 1, width).weight(prefix + "gk", 1, width);
  }

  static void finalLayer(FinalLayer op, OpInputs in) {
    in.activation("x", op.batch(), op.tokens(), op.width()).activation("c", op.batch(), op.width());
    modulation(in, "", 2, op.width());
    in.linear("wl", "bl", op.patchElements(), op.width());
  }

  static void dit(DitBlock op, OpInputs in) {
    long width = op.width();
    in.activation("x", op.batch(), op.tokens(), width).activation("c", op.batch(), width);
    ditWeights(op, in, "");
  }

  private static void ditWeights(DitBlock op, OpInputs in, String prefix) {
    modulation(in, prefix, 6, op.width());
    attention(in, prefix, op.width());
    mlp(in, prefix, op.width(), op.hidden());
  }

  /**
   * Of that many samples x is the latent, t the time steps, positions the table of the tokens,
   * labels that of the classes; the weights of block i have i and a point before their names, those
   * of the final layer {@code final.}.
   */
  static void forward(DitForward op, long samples, OpInputs in) {
    embedding(op, samples, in);
    in.scaled("positions", 2, op.tokens(), op.stack().width());
    modelWeights(op, in);
  }

  /** The same, but that the tables of the places of a frame and of the frames are two. */
  static void factorised(FactorisedForward op, OpInputs in) {
    long width = op.stack().width();
    embedding(op.whole(), op.batch(), in);
    in.scaled("places", 2, op.grid().area(), width).scaled("times", 2, op.grid().frames(), width);
    modelWeights(op.whole(), in);
  }

  static void timestep(TimestepEmbedding op, OpInputs in) {
    in.activation("t", op.batch());
    timestepWeights(op, in);
  }

  private static void timestepWeights(TimestepEmbedding op, OpInputs in) {
    in.linear("wt1", "bt1", op.width(), op.features());
    in.linear("wt2", "bt2", op.width(), op.width());
  }

  private static void embedding(DitForward op, long samples, OpInputs in) {
    long width = op.stack().width();
    boolean flat = op.latent().frames() == 1;
    long fanIn = op.patchEmbed().patchElements();
    in.activation("x", InputRecipes.extent(flat, samples, op.channels(), op.latent()));
    in.activation("t", samples);
    in.weight("w", fanIn, InputRecipes.extent(flat, width, op.channels(), op.patch()));
    in.weight("b", fanIn, width);
  }

  private static void modelWeights(DitForward op, OpInputs in) {
    long width = op.stack().width();
    timestepWeights(op.timestep(), in);
    in.weight("labels", 1, op.stack().labels(), width);
    for (long layer = 0; layer < op.stack().layers(); layer++) {
      ditWeights(op.block(), in, layer + ".");
    }
    modulation(in, "final.", 2, width);
    in.linear("wl", "bl", op.outPatchElements(), width);
  }

  static void joint(JointBlock op, OpInputs in) {
    long width = op.width();
    long headWidth = width / op.heads();
    in.activation("x", op.batch(), op.tokens(), width);
    in.activation("y", op.batch(), op.textTokens(), width);
    in.activation("c", op.batch(), width);
    rotation(in, op.tokens() + op.textTokens(), headWidth);
    for (String prefix : new String[] {"", TEXT}) {
      modulation(in, prefix, 6, width);
      attention(in, prefix, width);
      gains(in, prefix, headWidth);
      mlp(in, prefix, width, op.hidden());
    }
  }

  static void single(SingleBlock op, OpInputs in) {
    long width = op.width();
    in.activation("x", op.batch(), op.tokens(), width).activation("c", op.batch(), width);
    rotation(in, op.tokens(), width / op.heads());
    modulation(in, "", 3, width);
    in.linear("wq", "bq", 3 * width + op.hidden(), width);
    gains(in, "", width / op.heads());
    in.linear("wo", "bo", width, width + op.hidden());
  }

  static void cross(CrossBlock op, OpInputs in) {
    long width = op.width();
    in.activation("x", op.batch(), op.tokens(), width);
    in.activation("y", op.batch(), op.textTokens(), width);
    in.activation("e", op.batch(), 6, width);
    rotation(in, op.tokens(), width / op.heads());
    in.weight("table", 1, 6, width);
    attention(in, "", width);
    gains(in, "", width);
    in.weight("gain", 1, width).weight("shift", 1, width);
    in.linear("wcq", "bcq", width, width).linear("wckv", "bckv", 2 * width, width);
    in.weight("gcq", 1, width).weight("gck", 1, width);
    in.linear("wco", "bco", width, width);
    mlp(in, "", width, op.hidden());
  }

  static void moe(Moe op, OpInputs in) {
    long width = op.width();
    long hidden = op.hidden();
    in.activation("x", op.rows(), width).weight("wr", width, op.experts(), width);
    in.weight("w1", width, op.experts(), 2 * hidden, width);
    in.weight("w2", hidden, op.experts(), width, hidden);
  }
}

package io.ditgauge.model.family;

import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import java.util.List;

/**
 * The encoder and the decoder that most latent-diffusion autoencoders share: stages of residual
 * blocks, between which the encoder shrinks and the decoder enlarges, with a middle at the smallest
 * extent. After Rombach et al., arXiv 2112.10752.
 *
 * @param channels of each stage, from the largest extent to the smallest
 * @param layers residual blocks of an encoder's stage; a decoder's has one more
 * @param kernel of the first and the last convolution
 */
record Pyramid(List<Long> channels, long layers, Grid kernel) {
  /** What fills the stages. */
  interface Blocks {
    /** One residual block. */
    void residual(ConvNet net, String name, long out);

    /** The middle. */
    void middle(ConvNet net);

    /** The end of stage {@code stage} of an encoder, which the net entered with a shape. */
    void down(ConvNet net, int stage, ConvNet.Shape entered);

    /** The end of the decoder's stage that is {@code stage} from its start. */
    void up(ConvNet net, int stage, ConvNet.Shape entered);

    /** The norm before the last convolution. */
    void norm(ConvNet net, String name);

    /** After the first convolution. */
    default void afterInput(ConvNet net) {}

    /** Before the last convolution. */
    default void beforeOutput(ConvNet net) {}
  }

  /** Copies. */
  Pyramid {
    channels = List.copyOf(channels);
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("an autoencoder must have a stage: channels=[]");
    }
  }

  /** Stages. */
  int stages() {
    return channels.size();
  }

  /** Whether a stage is the last, after which the extent stays. */
  boolean last(int stage) {
    return stage == stages() - 1;
  }

  /** Adds an encoder to the net. */
  void encode(ConvNet net, long out, Blocks blocks) {
    net.conv("convolution", channels.get(0), kernel);
    blocks.afterInput(net);
    net.part("input");
    for (int stage = 0; stage < stages(); stage++) {
      ConvNet.Shape entered = net.shape();
      residuals(net, layers, channels.get(stage), blocks);
      blocks.down(net, stage, entered);
      net.part("down " + (stage + 1));
    }
    blocks.middle(net);
    net.part("middle");
    output(net, out, blocks);
  }

  /** Adds a decoder to the net. */
  void decode(ConvNet net, long out, Blocks blocks) {
    net.conv("convolution", channels.get(stages() - 1), kernel);
    blocks.afterInput(net);
    net.part("input");
    blocks.middle(net);
    net.part("middle");
    for (int stage = 0; stage < stages(); stage++) {
      ConvNet.Shape entered = net.shape();
      residuals(net, layers + 1, channels.get(stages() - 1 - stage), blocks);
      blocks.up(net, stage, entered);
      net.part("up " + (stage + 1));
    }
    output(net, out, blocks);
  }

  private static void residuals(ConvNet net, long count, long out, Blocks blocks) {
    for (long layer = 1; layer <= count; layer++) {
      blocks.residual(net, "residual " + layer, out);
    }
  }

  private void output(ConvNet net, long out, Blocks blocks) {
    blocks.norm(net, "norm");
    net.apply(Function.SILU, "activation");
    blocks.beforeOutput(net);
    net.conv("convolution", out, kernel).part("output");
  }
}

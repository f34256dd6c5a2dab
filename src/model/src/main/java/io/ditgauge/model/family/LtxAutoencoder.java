package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.OpList;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.LatentSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * LTX-Video's autoencoder: squares of pixels as channels, three-dimensional residual blocks with an
 * RMSNorm without weights, a causal encoder; the decoder enlarges by moving channels to positions
 * and drops the frames before the first. From version 0.9.1 of the model the decoder is conditioned
 * on a time step.
 *
 * <p>Layout: huggingface/diffusers, autoencoder_kl_ltx.py ({@code AutoencoderKLLTXVideo}).
 *
 * @param encoder stages of the encoder
 * @param decoder stages of the decoder
 * @param channels of pixels and latent
 * @param patch side of the squares of pixels
 * @param timed whether the decoder is conditioned on a time step
 */
record LtxAutoencoder(
    Encoder encoder, Decoder decoder, AutoencoderKeys.Channels channels, long patch, boolean timed)
    implements Autoencoder {
  /** Class in the library. */
  static final String CLASS = "AutoencoderKLLTXVideo";

  private static final Grid TWICE = Grid.cube(2);
  private static final long BLOCK_TABLE = 4;
  private static final long FINAL_TABLE = 2;

  private static final ConvNet.Norms NORMS = ConvNet.Norms.rms(false);
  private static final ConvNet.Residual BLOCK = new ConvNet.Residual(NORMS, ConvNet.CUBE, true);
  private static final ConvNet.Residual TIMED_BLOCK =
      new ConvNet.Residual(LtxAutoencoder::modulated, ConvNet.CUBE, true);

  /**
   * The encoder.
   *
   * @param width channels of the first stage
   * @param stages from the largest extent to the smallest
   * @param middle residual blocks at the smallest
   */
  record Encoder(long width, List<Down> stages, long middle) {
    /** Copies. */
    Encoder {
      stages = List.copyOf(stages);
    }
  }

  /**
   * A stage of the encoder.
   *
   * @param layers residual blocks
   * @param factor by which the extent shrinks
   * @param shuffled whether positions move to channels, with a shortcut, instead of a strided
   *     convolution
   * @param out channels that the stage ends with
   */
  record Down(long layers, Grid factor, boolean shuffled, long out) {}

  /**
   * The decoder.
   *
   * @param width channels of the middle
   * @param middle residual blocks at the smallest extent
   * @param noise whether those add noise
   * @param stages from the smallest extent to the largest
   */
  record Decoder(long width, long middle, boolean noise, List<Up> stages) {
    /** Copies. */
    Decoder {
      stages = List.copyOf(stages);
    }
  }

  /**
   * A stage of the decoder.
   *
   * @param width channels that the stage ends with
   * @param layers residual blocks
   * @param doubled whether the extent doubles
   * @param narrowing by how much the channels shrink as the extent doubles
   * @param shortcut around the doubling
   * @param noise whether the residual blocks add noise
   */
  record Up(
      long width, long layers, boolean doubled, long narrowing, boolean shortcut, boolean noise) {}

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public LatentSpace latentSpace() {
    Grid stride = square();
    for (Down stage : encoder.stages()) {
      stride = stride.times(stage.factor());
    }
    return new LatentSpace(stride, true, channels.latent());
  }

  private Grid square() {
    return new Grid(1, patch, patch);
  }

  @Override
  public ForwardPass encode(Grid pixels, long batch) {
    Grid latent = latentSpace().latent(pixels, ConvNet.POINT);
    long patched = product(channels.in(), square().elements());
    ConvNet net = new ConvNet(batch, channels.in(), pixels);
    net.rearrange("patches", patched, pixels.over("pixels", square()));
    net.conv("convolution", encoder.width(), ConvNet.CUBE).part("input");
    int number = 0;
    for (Down stage : encoder.stages()) {
      number++;
      plainBlocks(net, stage.layers());
      shrink(net, stage);
      net.part("down " + number);
    }
    plainBlocks(net, encoder.middle());
    net.part("middle");
    net.norm("norm", NORMS).apply(Function.SILU, "activation");
    net.conv("convolution", channels.latent() + 1, ConvNet.CUBE).part("output");
    return net.pass(latent.elements());
  }

  private static void plainBlocks(ConvNet net, long count) {
    for (long layer = 1; layer <= count; layer++) {
      net.residual("residual " + layer, net.channels(), BLOCK);
    }
  }

  private static void shrink(ConvNet net, Down stage) {
    Grid factor = stage.factor();
    if (stage.shuffled()) {
      Grid grid = net.grid();
      Grid padded = new Grid(grid.frames() + factor.frames() - 1, grid.height(), grid.width());
      net.become(net.channels(), padded);
      ConvNet.Shape entered = net.shape();
      net.conv("downsampling", stage.out() / factor.elements(), ConvNet.CUBE);
      net.rearrange("channels from pixels", stage.out(), padded.over("pixels", factor));
      net.addMean("downsampling shortcut", entered);
      return;
    }
    if (factor.elements() > 1) {
      net.conv("downsampling", net.channels(), ConvNet.CUBE, factor);
    }
    if (net.channels() != stage.out()) {
      net.residual("widening", stage.out(), BLOCK);
    }
  }

  @Override
  public ForwardPass decode(Grid latent, long batch) {
    ConvNet net = new ConvNet(batch, channels.latent(), latent);
    net.conv("convolution", decoder.width(), ConvNet.CUBE);
    if (timed) {
      net.add("time step scale", new LearnedTable(1, 1, 1, 1));
    }
    net.part("input");
    time(net, BLOCK_TABLE, net.channels());
    blocks(net, decoder.middle(), decoder.noise());
    net.part("middle");
    int number = 0;
    for (Up stage : decoder.stages()) {
      number++;
      stage(net, stage);
      net.part("up " + number);
    }
    output(net);
    return net.pass(latent.elements());
  }

  private void stage(ConvNet net, Up stage) {
    long entering = net.channels() / stage.narrowing();
    time(net, BLOCK_TABLE, entering);
    if (entering != stage.width()) {
      block(net, "narrowing", stage.width(), stage.noise());
    }
    if (stage.doubled()) {
      grow(net, stage);
    }
    blocks(net, stage.layers(), stage.noise());
  }

  private static void grow(ConvNet net, Up stage) {
    Grid grid = net.grid().times(TWICE);
    net.conv("upsampling", product(stage.width(), TWICE.elements()), ConvNet.CUBE);
    net.rearrange(
        "pixels from channels",
        stage.width(),
        new Grid(grid.frames() - 1, grid.height(), grid.width()));
    if (stage.shortcut()) {
      net.sum("upsampling shortcut sum");
    }
  }

  private void output(ConvNet net) {
    net.norm("norm", NORMS);
    if (timed) {
      time(net, FINAL_TABLE, net.channels());
      net.add("shift and scale", table(net, FINAL_TABLE));
      net.addAll(modulation("modulate", net.batch(), net.shape()));
    }
    net.apply(Function.SILU, "activation");
    net.conv("convolution", product(channels.out(), square().elements()), ConvNet.CUBE);
    net.rearrange("pixels from channels", channels.out(), net.grid().times(square()));
    net.part("output");
  }

  private void time(ConvNet net, long vectors, long width) {
    if (timed) {
      net.addAll(
          new OpList()
              .addAll("time step", Embedders.timestep(net.batch(), product(vectors, width)))
              .build());
    }
  }

  private void blocks(ConvNet net, long count, boolean noise) {
    for (long layer = 1; layer <= count; layer++) {
      block(net, "residual " + layer, net.channels(), noise);
    }
  }

  private void block(ConvNet net, String name, long out, boolean noise) {
    if (timed) {
      net.add(name + " shifts and scales", table(net, BLOCK_TABLE));
    }
    net.residual(name, out, timed ? TIMED_BLOCK : BLOCK);
    if (noise) {
      noise(net, name + " noise");
    }
  }

  private static LearnedTable table(ConvNet net, long vectors) {
    return new LearnedTable(net.batch(), vectors, net.channels(), vectors);
  }

  /** After both convolutions: one noise for each place, scaled for each channel. */
  private static void noise(ConvNet net, String name) {
    for (int i = 1; i <= 2; i++) {
      net.add(name + " scale " + i, new LearnedTable(net.grid().area(), 1, net.channels(), 1));
      net.broadcast(Function.BROADCAST_ADD, name + " " + i, net.batch() * net.grid().frames());
    }
  }

  private static List<CountedOp> modulated(String name, long batch, ConvNet.Shape shape) {
    List<CountedOp> ops = new ArrayList<>(NORMS.ops(name, batch, shape));
    ops.addAll(modulation(name + " modulation", batch, shape));
    return ops;
  }

  private static List<CountedOp> modulation(String name, long batch, ConvNet.Shape shape) {
    long positions = shape.grid().elements();
    return new OpList()
        .modulate(name, product(batch, positions), shape.channels(), positions)
        .build();
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        AutoencoderKeys.LATENT,
        AutoencoderKeys.COPIES,
        "The noise itself: random numbers, where blocks add noise.",
        "Tiling, where it is switched on: tiles of 512 pixels every 448 take up to (512/448)^2 = 1.31"
            + " times the convolutions.");
  }
}

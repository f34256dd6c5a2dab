package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import org.junit.jupiter.api.Test;

/** MACs of decoders against sums written out by hand from the layouts of the library. */
class DecoderWorkTest {
  private static final long FRAMES = 5;
  private static final long HEIGHT = 6;
  private static final long WIDTH = 4;
  private static final Grid LATENT = new Grid(FRAMES, HEIGHT, WIDTH);
  private static final long PLACES = HEIGHT * WIDTH;

  /** Frames after time has doubled once and twice, the first frame spared. */
  private static final long ONCE = 1 + 2 * (FRAMES - 1);

  private static final long TWICE = 1 + 4 * (FRAMES - 1);

  /** A convolution of that many kernel elements over that many positions. */
  private static long conv(long in, long out, long kernel, long positions) {
    return in * out * kernel * positions;
  }

  /** Residual blocks, the first of which changes the width and has a shortcut where it does. */
  private static long residuals(long blocks, long in, long out, long kernel, long positions) {
    long shortcut = in == out ? 0 : in * out * positions;
    return conv(in, out, kernel, positions)
        + (2 * blocks - 1) * conv(out, out, kernel, positions)
        + shortcut;
  }

  private static long stableDiffusion(long p) {
    long middle = 4 * conv(512, 512, 9, p) + 4 * conv(512, 512, 1, p) + 2 * p * p * 512;
    return conv(4, 4, 1, p)
        + conv(4, 512, 9, p)
        + middle
        + residuals(3, 512, 512, 9, p)
        + conv(512, 512, 9, 4 * p)
        + residuals(3, 512, 512, 9, 4 * p)
        + conv(512, 512, 9, 16 * p)
        + residuals(3, 512, 256, 9, 16 * p)
        + conv(256, 256, 9, 64 * p)
        + residuals(3, 256, 128, 9, 64 * p)
        + conv(128, 3, 9, 64 * p);
  }

  @Test
  void stableDiffusionsDecoderIsTheSumByHand() {
    Autoencoder sd = Autoencoders.preset("SD VAE");
    assertEquals(stableDiffusion(64 * 64), Autoencoders.macs(sd.decode(Grid.square(64), 1)));
  }

  /**
   * ThanatosShinji/onnx-tool, README: 1271959 and 566371 million MACs at 512 pixels, which count
   * norms and activations too.
   */
  @Test
  void stableDiffusionAt512PixelsIsAsPublished() {
    Autoencoder sd = Autoencoders.preset("SD VAE");
    assertEquals(1.271959e12, (double) Autoencoders.macs(sd.decode(Grid.square(64), 1)), 0.015e12);
    assertEquals(
        0.566371e12, (double) Autoencoders.macs(sd.encode(Grid.square(512), 1)), 0.0085e12);
  }

  @Test
  void wansDecoderIsTheSumByHand() {
    long p = PLACES;
    long t = FRAMES * p;
    long middle = 4 * conv(384, 384, 27, t) + 4 * conv(384, 384, 1, t) + FRAMES * 2 * p * p * 384;
    long byHand =
        conv(16, 16, 1, t)
            + conv(16, 384, 27, t)
            + middle
            + residuals(3, 384, 384, 27, t)
            + conv(384, 768, 3, (FRAMES - 1) * p)
            + conv(384, 192, 9, ONCE * 4 * p)
            + residuals(3, 192, 384, 27, ONCE * 4 * p)
            + conv(384, 768, 3, (ONCE - 1) * 4 * p)
            + conv(384, 192, 9, TWICE * 16 * p)
            + residuals(3, 192, 192, 27, TWICE * 16 * p)
            + conv(192, 96, 9, TWICE * 64 * p)
            + residuals(3, 96, 96, 27, TWICE * 64 * p)
            + conv(96, 3, 27, TWICE * 64 * p);
    assertEquals(byHand, Autoencoders.macs(Autoencoders.preset("Wan2.1 VAE").decode(LATENT, 1)));
  }

  @Test
  void hunyuanVideosDecoderIsTheSumByHand() {
    long p = PLACES;
    long t = FRAMES * p;
    long pairs = FRAMES * (FRAMES + 1) / 2 * p * p;
    long middle = 4 * conv(512, 512, 27, t) + 4 * conv(512, 512, 1, t) + 2 * pairs * 512;
    long byHand =
        conv(16, 16, 1, t)
            + conv(16, 512, 27, t)
            + middle
            + residuals(3, 512, 512, 27, t)
            + conv(512, 512, 27, FRAMES * 4 * p)
            + residuals(3, 512, 512, 27, FRAMES * 4 * p)
            + conv(512, 512, 27, ONCE * 16 * p)
            + residuals(3, 512, 256, 27, ONCE * 16 * p)
            + conv(256, 256, 27, TWICE * 64 * p)
            + residuals(3, 256, 128, 27, TWICE * 64 * p)
            + conv(128, 3, 27, TWICE * 64 * p);
    assertEquals(
        byHand, Autoencoders.macs(Autoencoders.preset("HunyuanVideo VAE").decode(LATENT, 1)));
  }

  /** Four residual blocks, each with two norms that map the latent to a scale and a shift. */
  private static long conditioned(long in, long out, long positions) {
    return residuals(4, in, out, 27, positions)
        + conv(16, 2 * in, 1, positions)
        + 7 * conv(16, 2 * out, 1, positions);
  }

  @Test
  void cogVideoXsDecoderIsTheSumByHand() {
    long p = PLACES;
    long t = FRAMES * p;
    long middle = 4 * conv(512, 512, 27, t) + 4 * conv(16, 2 * 512, 1, t);
    long byHand =
        conv(16, 512, 27, t)
            + middle
            + conditioned(512, 512, t)
            + conv(512, 512, 9, ONCE * 4 * p)
            + conditioned(512, 256, ONCE * 4 * p)
            + conv(256, 256, 9, TWICE * 16 * p)
            + conditioned(256, 256, TWICE * 16 * p)
            + conv(256, 256, 9, TWICE * 64 * p)
            + conditioned(256, 128, TWICE * 64 * p)
            + conv(16, 2 * 128, 1, TWICE * 64 * p)
            + conv(128, 3, 27, TWICE * 64 * p);
    assertEquals(byHand, Autoencoders.macs(Autoencoders.preset("CogVideoX VAE").decode(LATENT, 1)));
  }

  @Test
  void ltxVideosDecoderIsTheSumByHand() {
    long p = PLACES;
    long once = 2 * FRAMES - 1;
    long twice = 2 * once - 1;
    long thrice = 2 * twice - 1;
    long byHand =
        conv(128, 512, 27, FRAMES * p)
            + 8 * conv(512, 512, 27, FRAMES * p)
            + 6 * conv(512, 512, 27, FRAMES * p)
            + conv(512, 8 * 512, 27, FRAMES * p)
            + 6 * conv(512, 512, 27, once * 4 * p)
            + residuals(1, 512, 256, 27, once * 4 * p)
            + conv(256, 8 * 256, 27, once * 4 * p)
            + 6 * conv(256, 256, 27, twice * 16 * p)
            + residuals(1, 256, 128, 27, twice * 16 * p)
            + conv(128, 8 * 128, 27, twice * 16 * p)
            + 8 * conv(128, 128, 27, thrice * 64 * p)
            + conv(128, 48, 27, thrice * 64 * p);
    assertEquals(byHand, Autoencoders.macs(Autoencoders.preset("LTX-Video VAE").decode(LATENT, 1)));
  }
}

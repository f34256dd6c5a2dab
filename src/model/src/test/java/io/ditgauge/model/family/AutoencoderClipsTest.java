package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How clips grow and shrink. */
class AutoencoderClipsTest {
  /** Latent frames and pixel frames as each model's documentation pairs them. */
  @ParameterizedTest
  @CsvSource({
    "Wan2.1 VAE, 21, 81, 8",
    "Wan2.2 VAE, 31, 121, 16",
    "HunyuanVideo VAE, 33, 129, 8",
    "CogVideoX VAE, 13, 49, 8",
    "LTX-Video VAE, 16, 121, 32",
    "LTX-Video 0.9.7 VAE, 16, 121, 32",
    "Mochi VAE, 28, 163, 8",
    "Allegro VAE, 22, 88, 8",
    "DC-AE f32c32, 1, 1, 32",
    "FLUX.2 VAE, 1, 1, 8"
  })
  void latentAndClipHaveTheDocumentedExtents(String name, long latent, long frames, long side) {
    Autoencoder it = Autoencoders.preset(name);
    Grid small = new Grid(latent, 2, 3);
    Grid pixels = new Grid(frames, 2 * side, 3 * side);
    assertEquals(pixels, it.latentSpace().pixels(small));
    assertEquals(small, it.latentSpace().latent(pixels, Grid.cube(1)));
    ForwardPass encoded = it.encode(pixels, 1);
    assertEquals(latent, Autoencoders.framesOfLastConvolution(encoded));
    assertEquals(2, Autoencoders.extentOfLastConvolution(encoded).height());
    assertEquals(3, Autoencoders.extentOfLastConvolution(encoded).width());
  }

  @ParameterizedTest
  @CsvSource({
    "Wan2.1 VAE, 81",
    "HunyuanVideo VAE, 129",
    "CogVideoX VAE, 49",
    "LTX-Video VAE, 121",
    "Allegro VAE, 88"
  })
  void theDecoderEndsWithTheFramesOfTheClip(String name, long frames) {
    Autoencoder it = Autoencoders.preset(name);
    Grid latent = it.latentSpace().latent(new Grid(frames, 64, 96), Grid.cube(1));
    assertEquals(frames, Autoencoders.framesOfLastConvolution(it.decode(latent, 1)));
  }

  /** Its decoder makes six frames of the first latent frame too and drops five. */
  @Test
  void mochiDecodesFramesThatItDrops() {
    Autoencoder mochi = Autoencoders.preset("Mochi VAE");
    assertEquals(6 * 28, Autoencoders.framesOfLastConvolution(mochi.decode(new Grid(28, 2, 2), 1)));
  }

  @ParameterizedTest
  @CsvSource({"Wan2.1 VAE", "Wan2.2 VAE", "CogVideoX VAE", "LTX-Video VAE"})
  void eachFurtherLatentFrameCostsTheSameAndTheFirstLess(String name) {
    Autoencoder it = Autoencoders.preset(name);
    long one = Autoencoders.macs(it.decode(new Grid(1, 4, 4), 1));
    long two = Autoencoders.macs(it.decode(new Grid(2, 4, 4), 1));
    long three = Autoencoders.macs(it.decode(new Grid(3, 4, 4), 1));
    assertEquals(two - one, three - two);
    assertTrue(one < two - one, () -> one + " is not below " + (two - one));
  }

  @Test
  void convolutionsOverTimeSpareTheFirstFrame() {
    Autoencoder wan = Autoencoders.preset("Wan2.1 VAE");
    assertFalse(Autoencoders.opNames(wan.decode(Grid.square(4), 1)).contains("upsampling in time"));
    assertTrue(
        Autoencoders.opNames(wan.decode(new Grid(2, 4, 4), 1)).contains("upsampling in time"));
    assertFalse(
        Autoencoders.opNames(wan.encode(Grid.square(32), 1)).contains("downsampling in time"));
  }

  /** Frame f attends to f frames: n (n + 1) / 2 pairs of frames, as 2 pairs cost 3 times one. */
  @Test
  void frameCausalAttentionSeesTheFramesSoFar() {
    Autoencoder it = Autoencoders.preset("HunyuanVideo VAE");
    long one = it.decode(new Grid(1, 4, 4), 1).counts().attentionMacs().exact();
    assertEquals(2 * 16 * 16 * 512, one);
    assertEquals(3 * one, it.decode(new Grid(2, 4, 4), 1).counts().attentionMacs().exact());
    assertEquals(6 * one, it.decode(new Grid(3, 4, 4), 1).counts().attentionMacs().exact());
  }

  /** Chunks of five latent frames every three, as the library decodes: what its sentence says. */
  @Test
  void chunksWithoutKeptBordersTakeAlmostHalfMore() {
    Autoencoder it = Autoencoders.preset("HunyuanVideo VAE");
    assertTrue(String.join(" ", it.leftOut()).contains("1.47 times"), it.leftOut()::toString);
    double chunk = convolutions(it, 5);
    double threeFrames = convolutions(it, 8) - convolutions(it, 5);
    assertEquals(1.47, chunk / threeFrames, 0.005);
  }

  private static double convolutions(Autoencoder it, long frames) {
    return it.decode(new Grid(frames, 8, 8), 1).counts().linearMacs().value();
  }

  @Test
  void attentionInsideFramesGrowsWithTheFrames() {
    Autoencoder it = Autoencoders.preset("Wan2.1 VAE");
    long one = it.decode(new Grid(1, 4, 4), 1).counts().attentionMacs().exact();
    assertEquals(2 * 16 * 16 * 384, one);
    assertEquals(5 * one, it.decode(new Grid(5, 4, 4), 1).counts().attentionMacs().exact());
  }

  /** Two kernels of positions: 32 heads of the maps and 32 of their 5x5 scale, at each of 3 + 3. */
  @Test
  void linearAttentionGrowsWithTheArea() {
    Autoencoder it = Autoencoders.preset("DC-AE f32c32");
    long small = it.decode(Grid.square(8), 1).counts().attentionMacs().exact();
    long large = it.decode(Grid.square(16), 1).counts().attentionMacs().exact();
    assertEquals(4 * small, large);
    long stages = 3 * (64 * (2 * 32) + 256 * (2 * 32) + 1024 * (2 * 16));
    assertEquals(2 * 32 * 33 * stages, small);
  }

  @Test
  void mochisEncoderAttendsOverTheFramesOfAPlace() {
    Autoencoder mochi = Autoencoders.preset("Mochi VAE");
    Grid pixels = new Grid(7, 16, 16);
    long byHand = pairs(7, 8 * 8, 128, 3) + pairs(4, 4 * 4, 256, 4) + pairs(2, 2 * 2, 384, 6 + 3);
    assertEquals(byHand, mochi.encode(pixels, 1).counts().attentionMacs().exact());
  }

  private static long pairs(long frames, long places, long width, long layers) {
    return layers * places * frames * (frames + 1) * width;
  }

  @Test
  void batchMultipliesTheWorkAndNotTheParameters() {
    Grid latent = new Grid(2, 4, 4);
    for (String name : new String[] {"Wan2.2 VAE", "HunyuanVideo VAE", "CogVideoX VAE"}) {
      Autoencoder it = Autoencoders.preset(name);
      assertEquals(
          3 * Autoencoders.macs(it.decode(latent, 1)), Autoencoders.macs(it.decode(latent, 3)));
    }
  }

  @Test
  void clipsThatNoLatentHasAreRefused() {
    Autoencoder wan = Autoencoders.preset("Wan2.1 VAE");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> wan.encode(new Grid(80, 480, 832), 1));
    assertEquals(
        "frames must be a multiple of 4 plus 1: frames=80; the nearest are 77 and 81",
        e.getMessage());
  }
}

package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import org.junit.jupiter.api.Test;

/**
 * Published times of autoencoders on an H100 (989.4 dense bfloat16 TFLOP/s by its data sheet):
 * ModelTC/LightX2V, docs on QwenImageVAETensorRT and DisaggSplitDeploy.
 */
class AutoencoderRatesTest {
  private static final double CEILING = 989.4e12;

  private static final Autoencoder QWEN = Autoencoders.preset("Qwen-Image VAE");

  private static double decodeRate(long height, long width, double seconds) {
    return Autoencoders.flops(QWEN.decode(new Grid(1, height / 8, width / 8), 1)) / seconds;
  }

  private static void assertPlausible(double flopsPerSecond) {
    assertTrue(
        flopsPerSecond > 0.05 * CEILING && flopsPerSecond < 0.5 * CEILING,
        () -> flopsPerSecond / 1e12 + " TFLOP/s");
  }

  @Test
  void qwenImagesTimesImplyOneRate() {
    double decode = decodeRate(1024, 1024, 0.068);
    double encode = Autoencoders.flops(QWEN.encode(Grid.square(1024), 1)) / 0.043;
    assertPlausible(decode);
    assertEquals(decode, encode, 0.02 * decode);
    assertEquals(decode, decodeRate(1328, 1328, 0.122), 0.08 * decode);
    assertEquals(decode, decodeRate(928, 1664, 0.104), 0.08 * decode);
  }

  @Test
  void wansTimesImplyPlausibleRates() {
    Autoencoder wan = Autoencoders.preset("Wan2.1 VAE");
    Grid clip = new Grid(81, 480, 832);
    Grid latent = wan.latentSpace().latent(clip, Grid.cube(1));
    double flops = Autoencoders.flops(wan.decode(latent, 1));
    assertPlausible(flops / 2.36);
    assertPlausible(flops / 2.03);
    assertPlausible(Autoencoders.flops(wan.encode(clip, 1)) / 1.90);
  }
}

package io.ditgauge.estimator.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommunicationTest {
  private static final Efficiency H100 = PublishedEfficiencies.of("h100-sxm");
  private static final Model FLUX = Presets.of("FLUX.1-dev").model().orElseThrow();

  /** One of FLUX.1's: 24 heads x 4608 tokens x 128. */
  private static final double ELEMENTS = 14_155_776;

  private static Communication of(String degrees) {
    return new Communication(H100, Parallelism.of(degrees));
  }

  private static double seconds(String degrees, double attention) {
    CountedOp op = new CountedOp("attention", new Attention(1, 24, 4608, 128), 1);
    return of(degrees).after(op, attention).orElseThrow().timing().seconds();
  }

  private static Prediction predict(String degrees, long passes) {
    Request request = new Request(new Grid(1, 1024, 1024), 1, 512, 1, 10, passes);
    Options options = new Options("fa3", Execution.COMPILED, Parallelism.of(degrees), false);
    return new Predictor(H100).predict(FLUX, request, options);
  }

  /** Bytes by hand: 4 E/4 x 3/4, 2 E/2, and for both 4 E/4 x 1/2 and 2 E/4, at 2 bytes. */
  @ParameterizedTest
  @CsvSource({
    "ulysses=4, 21233664, 0",
    "ring=2, 0, 28311552",
    "'ulysses=2,ring=2', 14155776, 14155776",
    "'ulysses=2,tensor=2', 14155776, 0"
  })
  void theBytesOfASharedSequence(String degrees, double ulysses, double ring) {
    assertEquals(ulysses, of(degrees).ulyssesBytes(ELEMENTS), 1e-6);
    assertEquals(ring, of(degrees).ringBytes(ELEMENTS), 1e-6);
  }

  /** Per block 4/N O(p hs) by Ulysses and 4 O(p hs) by tensor parallelism: arXiv 2411.01738. */
  @ParameterizedTest
  @CsvSource({"2", "4", "8"})
  void tensorParallelismSendsNTimesAsMuchAsUlysses(int n) {
    double tensor = 2 * of("tensor=" + n).tensorBytes(ELEMENTS);
    double ulysses = of("ulysses=" + n).ulyssesBytes(ELEMENTS);
    assertEquals(n, tensor / ulysses, 1e-9);
  }

  /** 320 GB/s all-to-all, 376 GB/s to a neighbour, 10 us a message. */
  @Test
  void aRingHidesBehindAttentionAndUlyssesDoesNot() {
    assertEquals(21233664 / 320e9 + 4e-5, seconds("ulysses=4", 1), 1e-9);
    assertEquals(1e-5, seconds("ring=2", 1), 1e-12);
    assertEquals(28311552 / 376e9 - 1e-6 + 1e-5, seconds("ring=2", 2e-6), 1e-9);
    assertTrue(seconds("ulysses=2,ring=2", 1) > seconds("ring=2", 1));
  }

  /** Two sums in each of 19 dual-stream blocks and one in each of 38 others: 76 E outputs. */
  @Test
  void tensorParallelismAddsUpAfterEveryMatrixThatIsCutInside() {
    Request request = new Request(new Grid(1, 1024, 1024), 1, 512, 1, 10, 1);
    assertEquals(76 * 28311552.0, predict("tensor=2", 1).linkBytesPerStep(request), 1);
    assertEquals(57 * 21233664.0, predict("ulysses=4", 1).linkBytesPerStep(request), 1);
    assertEquals(0, predict("cfg=1", 1).linkBytesPerStep(request));
  }

  /** The latent of 1024x1024 pixels: 16 channels x 128 x 128 at 2 bytes. */
  @Test
  void guidanceBranchesSendTheirLatents() {
    Request request = new Request(new Grid(1, 1024, 1024), 1, 512, 1, 10, 2);
    Prediction it = predict("cfg=2", 2);
    assertEquals(16 * 128 * 128 * 2, it.linkBytesPerStep(request), 1e-6);
    assertEquals(524288 / 376e9 + 1e-5, it.linkSecondsPerStep(request), 1e-9);
  }

  @Test
  void aCardWithoutLinksIsRefused() {
    Efficiency alone =
        new Efficiency(
            "alone",
            H100.origin(),
            H100.card(),
            H100.peakFlopsPerSecond(),
            H100.gemm(),
            H100.attention(),
            H100.memory(),
            H100.convolution(),
            H100.host(),
            java.util.Optional.empty(),
            H100.sustained());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Communication(alone, Parallelism.of("ring=2")))
            .getMessage();
    assertTrue(message.contains("no interconnect is known for alone"), message);
  }
}

package io.ditgauge.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published table of the DiT paper (arXiv 2212.09748) against the presets. */
class DitPaperTest {
  private static final double GIGA = 1e9;

  /** One line of the published table. */
  record Row(
      String model,
      long image,
      long latentSide,
      long tokens,
      long layers,
      long width,
      long heads,
      double parametersMillions,
      double gigaMacs) {

    static Row parse(String line) {
      String[] cells = line.split(",", -1);
      return new Row(
          cells[0],
          Long.parseLong(cells[1]),
          Long.parseLong(cells[2]),
          Long.parseLong(cells[3]),
          Long.parseLong(cells[4]),
          Long.parseLong(cells[5]),
          Long.parseLong(cells[6]),
          Double.parseDouble(cells[7]),
          Double.parseDouble(cells[8]));
    }
  }

  static List<Row> rows() {
    try (InputStream in = DitPaperTest.class.getResourceAsStream("dit-paper-gflops.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(Row::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theTableHasThirteenRowsAndNamesEachPreset() {
    assertEquals(13, rows().size());
    assertEquals(
        DitPresets.all().stream().map(DitModel::name).collect(Collectors.toSet()),
        rows().stream().map(Row::model).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void macsOfOneImageAgreeToSixPerMille(Row row) {
    double macs = DitPresets.of(row.model()).forwardWork(1, row.image()).macs();
    assertEquals(row.gigaMacs(), macs / GIGA, 0.006 * row.gigaMacs());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void parametersAgreeToOnePercent(Row row) {
    double millions = DitPresets.of(row.model()).parameters() / 1e6;
    assertEquals(row.parametersMillions(), millions, 0.01 * row.parametersMillions());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void architectureIsThePublishedOne(Row row) {
    DitModel model = DitPresets.of(row.model());
    assertEquals(row.latentSide(), model.latentSide(row.image()));
    assertEquals(row.tokens(), model.tokens(row.image()));
    assertEquals(
        List.of(row.layers(), row.width(), row.heads()),
        List.of(model.layers(), model.width(), model.heads()));
  }

  /**
   * Source: the count of all tensors, the fixed positional table [256, 1152] included, which the
   * paper's code (facebookresearch/DiT, train.py) logs for DiT-XL/2 at 256 pixels.
   */
  @Test
  void parametersOfTheLargestModelAreExact() {
    assertEquals(675_129_632L - 256 * 1152, DitPresets.of("DiT-XL/2").parameters());
  }

  @Test
  void aBatchDoesTheMacsOfItsImages() {
    DitModel model = DitPresets.of("DiT-B/4");
    assertEquals(7 * model.forwardWork(1, 256).macs(), model.forwardWork(7, 256).macs());
  }

  @Test
  void weightsAreReadOnceForTheWholeBatch() {
    DitBlock one = DitPresets.of("DiT-B/4").block(1, 256);
    DitBlock seven = DitPresets.of("DiT-B/4").block(7, 256);
    assertEquals(
        7 * (one.work().elementsRead() - one.parameters()),
        seven.work().elementsRead() - seven.parameters());
  }

  /** The closed form of the published count, per block and outside of the blocks. */
  @ParameterizedTest
  @MethodSource("rows")
  void macsEqualThePublishedClosedForm(Row row) {
    DitModel model = DitPresets.of(row.model());
    long d = row.width();
    long t = row.tokens();
    long p = model.patch();
    long block = 12 * d * d * t + 2 * t * t * d + 6 * d * d;
    long outside = t * p * p * 4 * d + 256 * d + d * d + t * d * p * p * 8 + 2 * d * d;
    assertEquals(
        row.layers() * block + outside, model.forwardWork(1, row.image()).macs(), row.model());
  }

  /** The pass as one op has the products of the paper's list and the model's parameters. */
  @ParameterizedTest
  @ValueSource(longs = {256, 512})
  void theForwardPassAsOneOpHasTheWorkOfItsModel(long image) {
    for (DitModel model : DitPresets.all()) {
      DitForward op = DitForward.of(model, 3, image);
      assertEquals(model.forwardWork(3, image).macs(), op.work().macs(), model.name());
      assertEquals(model.parameters(), op.parameters(), model.name());
      long width = model.width();
      long tokens = model.tokens(image);
      long embedder = 3 * (256 + width + width + width + width); // sinusoids, biases, SiLU, sum
      assertEquals(
          model.forwardWork(3, image).elementwiseOps() + embedder + 3 * tokens * width,
          op.work().elementwiseOps(),
          model.name());
    }
  }

  /** Guidance and update are six functions of each element of the latent. */
  @Test
  void aGuidedStepIsAPassOfTwiceTheBatchAndSixFunctionsOfTheLatent() {
    DitModel model = DitPresets.of("DiT-XL/2");
    Work pass = DitForward.of(model, 6, 256).work();
    Work step = DitStep.of(model, 3, 256).work();
    long latent = 3 * 4 * 32 * 32;
    assertEquals(model.forwardWork(6, 256).macs(), step.macs());
    assertEquals(pass.elementwiseOps() + 6 * latent, step.elementwiseOps());
    // The samples and time steps of the pass are there once, and of its labels half are the same.
    assertEquals(pass.elementsRead() - latent - 3 - 2 * 1152, step.elementsRead());
    assertEquals(latent, step.elementsWritten());
  }

  @Test
  void theForwardPassReadsEachWeightOnceAndOfTheLabelsTheRowsThatItMeets() {
    DitModel model = DitPresets.of("DiT-XL/2");
    Work work = DitForward.of(model, 2, 256).work();
    long latent = 2 * 4 * 32 * 32;
    long weights = model.parameters() - (1001 - 2) * 1152L;
    assertEquals(latent + 2 + 256 * 1152 + weights, work.elementsRead());
    assertEquals(2 * latent, work.elementsWritten());
  }
}

package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitModel;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.Grid;
import io.ditgauge.model.SparseAttention;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.config.Imported;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GenericDenoiserTest {
  private static final String XL2 = "\"layers\": 28, \"width\": 1152, \"heads\": 16";
  private static final String SMALL = "\"layers\": 4, \"width\": 64, \"heads\": 4";
  private static final Denoiser.Input IMAGE = new Denoiser.Input(new Grid(1, 64, 64), 0, 1);
  private static final Denoiser.Input VIDEO = new Denoiser.Input(new Grid(5, 12, 16), 20, 1);

  private static Denoiser generic(String keys) {
    return CrossVideoConfigs.denoiser("generic", keys);
  }

  private static ForwardPass video(String keys) {
    return generic(keys).forward(VIDEO);
  }

  private static String refusal(String keys) {
    return CrossVideoConfigs.refusal("generic", keys);
  }

  @Test
  void theWidthsOfTheLargestDitGiveItsBlocksExactly() {
    DitModel paper = DitPresets.of("DiT-XL/2");
    DitBlock block = paper.block(1, 512);
    ForwardPass pass = generic(XL2 + ", \"qkNorm\": false, \"rotary\": false").forward(IMAGE);
    assertEquals(1024, pass.tokens());
    assertEquals(28 * block.work().macs(), CrossVideoConfigs.macs(pass, "block").exact());
    assertEquals(28 * block.parameters(), CrossVideoConfigs.part(pass, "block").parameters());
    assertEquals(block.parts(), CrossVideoConfigs.part(pass, "block").ops());
  }

  /** Source: arXiv 2212.09748; it predicts 8 channels, the description 4. */
  @Test
  void theWholeDitIsTheSameButForTheChannelsPredicted() {
    long paper = DitPresets.of("DiT-XL/2").forwardWork(1, 512).macs();
    assertEquals(paper - 1024 * 1152 * 4 * 4, generic(XL2).forward(IMAGE).counts().macs().exact());
  }

  @Test
  void everyKeyButThreeHasADefault() {
    Imported imported = CrossVideoConfigs.read(CrossVideoConfigs.json("generic", SMALL));
    Set<String> assumed = new TreeSet<>();
    imported.assumed().forEach(it -> assumed.add(it.substring(0, it.indexOf('='))));
    Set<String> expected = new TreeSet<>(GenericFamily.KEYS);
    expected.removeAll(List.of("layers", "width", "heads", "textTokens", "textWidth", "window"));
    assertEquals(expected, assumed);
    assertTrue(refusal("\"layers\": 4, \"width\": 64").contains("heads is missing"));
  }

  @Test
  void unknownKeysAreListed() {
    Imported imported =
        CrossVideoConfigs.read(CrossVideoConfigs.json("generic", SMALL + ", \"depth\": 3"));
    assertEquals(List.of("depth"), imported.unknown());
  }

  @Test
  void modulationsDifferInWeightsAlone() {
    long perBlock = generic(SMALL).parameters();
    long network = 6 * (64 * 64 + 64);
    assertEquals(
        perBlock - 3 * network, generic(SMALL + ", \"modulation\": \"shared\"").parameters());
    long tables = 4 * 6 * 64 + 2 * 64;
    long finalNetwork = 2 * (64 * 64 + 64);
    assertEquals(
        perBlock - 3 * network - finalNetwork + tables,
        generic(SMALL + ", \"modulation\": \"single\"").parameters());
  }

  @Test
  void textJoinsTheSequenceOrIsAttendedTo() {
    long tokens = 5 * 6 * 8;
    long square = 64 * 64;
    ForwardPass joint = video(SMALL + ", \"text\": \"joint\", \"modulation\": \"shared\"");
    assertEquals(20, joint.textTokens());
    long sequence = tokens + 20;
    assertEquals(
        4 * (12 * square * sequence + 2 * sequence * sequence * 64),
        CrossVideoConfigs.macs(joint, "block").exact());
    ForwardPass cross = video(SMALL + ", \"text\": \"cross\", \"modulation\": \"shared\"");
    assertEquals(
        4
            * (14 * square * tokens
                + 2 * square * 20
                + 2 * tokens * tokens * 64
                + 2 * tokens * 20 * 64),
        CrossVideoConfigs.macs(cross, "block").exact());
    assertEquals(0, video(SMALL).textTokens());
  }

  @Test
  void factorisedBlocksAlternateBetweenSpaceAndTime() {
    ForwardPass pass = video(SMALL + ", \"attention\": \"factorised\"");
    long spatial = 2 * 5 * 48 * 48 * 64;
    long temporal = 2 * 48 * 5 * 5 * 64;
    assertEquals(2 * (spatial + temporal), pass.counts().attentionMacs().exact());
    assertEquals(video(SMALL).counts().linearMacs(), pass.counts().linearMacs());
    assertEquals(video(SMALL).parameters(), pass.parameters());
  }

  @Test
  void aWindowIsClippedToTheGrid() {
    ForwardPass pass = video(SMALL + ", \"attention\": \"window\", \"window\": [9, 2, 3]");
    assertEquals(
        new SparseAttention(1, 4, 240, 5 * 2 * 3, 16),
        CrossVideoConfigs.op(pass, "block", "attention").op());
  }

  @Test
  void aWindowAsLargeAsTheGridIsFullAttention() {
    ForwardPass pass = video(SMALL + ", \"attention\": \"window\", \"window\": [5, 6, 8]");
    assertEquals(video(SMALL).counts().attentionMacs(), pass.counts().attentionMacs());
  }

  @Test
  void aGatedMlpHasAThirdMatrixAndNoBiases() {
    long plain = generic(SMALL + ", \"mlpHidden\": 100").parameters();
    assertEquals(
        plain + 4 * (64 * 100 - 100 - 64),
        generic(SMALL + ", \"mlpHidden\": 100, \"gatedMlp\": true").parameters());
  }

  @Test
  void theNormOfQueriesAndKeysHasWeightsOfAHead() {
    assertEquals(
        generic(SMALL).parameters() - 4 * 2 * 16,
        generic(SMALL + ", \"qkNorm\": false").parameters());
  }

  @Test
  void unknownValuesNameTheAllowedOnes() {
    assertTrue(refusal(SMALL + ", \"text\": \"t5\"").contains("one of none, joint, cross"));
    assertTrue(
        refusal(SMALL + ", \"modulation\": \"none\"").contains("one of per-block, shared, single"));
    assertTrue(
        refusal(SMALL + ", \"attention\": \"linear\"")
            .contains("one of full, factorised, window: attention=linear"));
  }

  @Test
  void keysThatDoNotFitEachOtherAreRefused() {
    String heads = refusal("\"layers\": 4, \"width\": 64, \"heads\": 5");
    assertTrue(heads.contains("heads must divide width: heads=5, width=64 (in generic)"), heads);
    String odd = refusal("\"layers\": 4, \"width\": 6, \"heads\": 2");
    assertTrue(odd.contains("for rotary"), odd);
    assertTrue(refusal("\"layers\": 0, \"width\": 64, \"heads\": 4").contains("layers=0"));
    assertTrue(refusal(SMALL + ", \"textTokens\": 8").contains("left out where text is none"));
    String window = refusal(SMALL + ", \"window\": [1, 2, 3]");
    assertTrue(window.contains("left out where attention is full: window=[1, 2, 3]"), window);
    assertTrue(refusal(SMALL + ", \"attention\": \"window\"").contains("window is missing"));
    String three =
        refusal("\"layers\": 3, \"width\": 64, \"heads\": 4, \"attention\": \"factorised\"");
    assertTrue(three.contains("layers must be even"), three);
    assertTrue(
        refusal(SMALL + ", \"text\": \"joint\", \"attention\": \"factorised\"")
            .contains("full where text is joint"));
    assertTrue(refusal(SMALL + ", \"mlpHidden\": 0").contains("mlpHidden=0"));
  }

  @Test
  void aModelThatReadsTextIsNotRunWithoutIt() {
    Denoiser cross = generic(SMALL + ", \"text\": \"cross\"");
    String message =
        assertThrows(IllegalArgumentException.class, () -> cross.forward(IMAGE)).getMessage();
    assertTrue(message.contains("textTokens=0 (in generic)"), message);
  }
}

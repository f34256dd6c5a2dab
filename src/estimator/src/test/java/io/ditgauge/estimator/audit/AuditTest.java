package io.ditgauge.estimator.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.article.ArticleChain;
import io.ditgauge.estimator.article.Estimate;
import io.ditgauge.estimator.article.EstimateRow;
import io.ditgauge.estimator.audit.Consequence.Way;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the audit with claims.csv, in which someone did the same by hand. */
class AuditTest {
  private static final Audit AUDIT = Audit.ofArticle();

  /** Half a unit of the sixth digit; two rows are given with fewer digits than six. */
  private static final double TOLERANCE = 5e-6;

  private static final Map<String, Double> COARSE = Map.of("T1", 1e-4, "T9", 3e-3);

  @Test
  void auditsEveryClaimInTheOrderOfTheTable() throws IOException {
    assertEquals(
        rows().map(row -> row.get("id")).toList(),
        AUDIT.claims().stream().map(AuditedClaim::id).toList());
    assertEquals(44, AUDIT.claims().size());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void recomputesEachRow(CSVRecord row) {
    AuditedClaim claim = claim(row.get("id"));
    same(row, "recomputed", claim.recomputed());
    String alternative = row.get("recomputed_alt");
    if (!alternative.isEmpty()) {
      double expected = Double.parseDouble(alternative);
      assertTrue(
          claim.alternatives().stream()
              .anyMatch(reading -> close(expected, reading.value(), TOLERANCE)),
          claim.id() + " " + alternative + ": " + claim.alternatives());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void judgesEachRow(CSVRecord row) {
    AuditedClaim claim = claim(row.get("id"));
    assertEquals(row.get("section"), claim.claim().section());
    assertEquals(row.get("arithmetic"), claim.verdict().arithmetic().label(), claim.id());
    assertEquals(row.get("substance"), claim.verdict().substance().label(), claim.id());
    same(row, "corrected", claim.verdict().corrected());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void printsWhatTheArticlePrints(CSVRecord row) {
    Printed printed = claim(row.get("id")).claim().printed();
    if (printed.number().isPresent()) {
      assertEquals(Double.parseDouble(row.get("printed")), printed.number().getAsDouble());
    } else {
      assertEquals(row.get("printed"), printed.text());
    }
    // The table's units leave out what a number is counted by: FLOP, for us FLOP/image.
    List<String> symbols = new ArrayList<>(words(printed.unit().text()));
    if (row.get("id").equals("C3")) {
      symbols.add("ratio");
    }
    assertTrue(
        symbols.containsAll(words(row.get("unit"))), row.get("unit") + " in " + printed.unit());
  }

  private static List<String> words(String unit) {
    return Stream.of(unit.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
        .map(word -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
        .toList();
  }

  private static void same(CSVRecord row, String column, Optional<Figure> actual) {
    String expected = row.get(column);
    String what = row.get("id") + " " + column;
    if (expected.isEmpty()) {
      assertTrue(actual.isEmpty(), () -> what + " should be empty: " + actual);
      return;
    }
    double tolerance = COARSE.getOrDefault(row.get("id"), TOLERANCE);
    double value = actual.orElseThrow(() -> new AssertionError(what + " is missing")).value();
    assertTrue(
        close(Double.parseDouble(expected), value, tolerance),
        what + ": " + expected + ", " + value);
  }

  private static boolean close(double expected, double actual, double tolerance) {
    return Math.abs(actual - expected) <= tolerance * Math.abs(expected);
  }

  @Test
  void givesTheSameAsTheArticlesChain() {
    Estimate chain = ArticleChain.estimate(Optional.empty());
    int compared = 0;
    for (EstimateRow row : chain.rows()) {
      Optional<AuditedClaim> claim =
          AUDIT.claims().stream().filter(one -> one.id().equals(row.id())).findFirst();
      if (claim.isEmpty()) {
        continue;
      }
      // The chain's column of 50% holds the factor 2 of the number at peak.
      double expected = row.figures().get(row.id().equals("F10") ? 1 : 0).value();
      double actual = claim.get().recomputed().orElseThrow().value();
      // The chain takes the paper's 524.6e9 where the audit counts 524.54e9.
      double tolerance = row.id().equals("I1") ? 2e-4 : 1e-12;
      assertTrue(close(expected, actual, tolerance), row.id() + " " + expected + " " + actual);
      compared++;
    }
    assertEquals(21, compared);
  }

  @Test
  void assumesWhatTheArticlesChainAssumes() {
    Map<String, String> same =
        Map.of(
            "sora.size", "T7",
            "sora.frames", "T6",
            "sampling.steps", "A4",
            "tiktok.minutes", "F2",
            "tiktok.share", "A5",
            "youtube.minutes", "I10",
            "youtube.share", "A6",
            "fleet.peak", "F8",
            "fleet.candidates", "F9",
            "video.rounded", "I7");
    List<Figure> inputs = ArticleChain.estimate(Optional.empty()).inputs();
    same.forEach(
        (input, id) ->
            assertEquals(
                inputs.stream()
                    .filter(figure -> figure.id().equals(input))
                    .findFirst()
                    .orElseThrow()
                    .value(),
                claim(id).claim().printed().number().orElseThrow(),
                id));
  }

  @Test
  void derivesEveryRecomputedValueFromKnownNames() {
    Set<String> known = new HashSet<>();
    AUDIT.inputs().forEach(figure -> assertTrue(known.add(figure.id()), figure.id()));
    for (AuditedClaim claim : AUDIT.claims()) {
      known.add(claim.id());
      known.add(claim.id() + " as printed");
    }
    for (AuditedClaim claim : AUDIT.claims()) {
      claim
          .recomputed()
          .ifPresent(
              figure -> {
                Derived derived = (Derived) figure.source();
                assertTrue(known.containsAll(derived.inputs()), derived.inputs().toString());
              });
    }
  }

  @Test
  void writesFormulasInNamesAndInNumbers() {
    Worked worked = claim("T10").worked().orElseThrow();
    assertEquals(
        "T2 as printed x T7 as printed x sora.data.low x T6 x A3 / image.frames", worked.names());
    assertEquals(
        "1.0E21 x 30.0 x 4.0 x 180.0 x 0.5 / 1.0", worked.numbers(value -> Double.toString(value)));
  }

  @Test
  void saysWhichShareWouldGiveThePrintedSum() {
    Note note = claim("F5").notes().get(0);
    assertEquals(2.2e6, note.values().get(0), 1e-3);
    assertEquals(2.2 / 43, note.values().get(1), 1e-12);
    assertEquals(0.15, note.values().get(2));
  }

  @Test
  void saysWhereTheFactorCancelsAndWhereDigitsAreCut() {
    for (String id : List.of("I3", "I8", "I9")) {
      assertTrue(claim(id).notes().stream().anyMatch(note -> note.text().contains("cancels")), id);
    }
    List<String> cut = new ArrayList<>();
    for (AuditedClaim claim : AUDIT.claims()) {
      if (claim.notes().stream().anyMatch(note -> note.text().startsWith("Rounded"))) {
        cut.add(claim.id());
      }
    }
    assertEquals(List.of("I1", "I8"), cut);
  }

  @Test
  void countsTheVerdicts() throws IOException {
    Map<String, Integer> arithmetic = new TreeMap<>();
    Map<String, Integer> substance = new TreeMap<>();
    rows()
        .forEach(
            row -> {
              arithmetic.merge(row.get("arithmetic"), 1, Integer::sum);
              substance.merge(row.get("substance"), 1, Integer::sum);
            });
    assertEquals(arithmetic, AUDIT.arithmetic());
    assertEquals(substance, AUDIT.substance());
  }

  @Test
  void comesToTwiceTheHardwareAndTheSameBreakEven() {
    range(5, answer("minutes", Way.ARTICLE));
    range(5.02936, answer("minutes", Way.RECOMPUTED));
    range(2.51468, answer("minutes", Way.CORRECTED));
    range(89_000, answer("average", Way.ARTICLE));
    range(124_583, answer("average", Way.RECOMPUTED));
    range(249_167, answer("average", Way.CORRECTED));
    range(720_000, answer("peak", Way.ARTICLE));
    range(996_667, answer("peak", Way.RECOMPUTED));
    range(1.99333e6, answer("peak", Way.CORRECTED));
    Range printed = answer("break-even", Way.ARTICLE);
    assertEquals(15.3e6, printed.low());
    assertEquals(38.1e6, printed.high());
    for (Way way : List.of(Way.RECOMPUTED, Way.CORRECTED, Way.FULL_ATTENTION)) {
      assertTrue(close(1.52497e7, answer("break-even", way).low(), TOLERANCE), way.label());
      assertTrue(close(3.81243e7, answer("break-even", way).high(), TOLERANCE), way.label());
    }
  }

  private static void range(double expected, Range actual) {
    assertTrue(close(expected, actual.low(), TOLERANCE), expected + " " + actual);
    assertEquals(actual.low(), actual.high());
    assertEquals(Optional.of(actual.low()), actual.middle());
  }

  /** By hand: N (6 D + N T) / (6 D + T) / N with N = 180, T = 1024, adaLN's 6 D^2 apart. */
  @Test
  void scalesFullAttentionWithTheSquareOfTheFrames() {
    double wide = growth(6336);
    double deep = growth(1152);
    assertEquals(24.1, deep, 0.1);
    assertEquals(wide, FullAttention.LEAST.figure().value(), 5e-3 * wide);
    assertEquals(deep, FullAttention.MOST.figure().value(), 5e-3 * deep);
    Range minutes = answer("minutes", Way.FULL_ATTENTION);
    assertEquals(2.51468 / deep, minutes.low(), 5e-3 * minutes.low());
    assertEquals(2.51468 / wide, minutes.high(), 5e-3 * minutes.high());
    Range peak = answer("peak", Way.FULL_ATTENTION);
    assertEquals(14.95e6 / (24 * 2.51468 / wide) * 8, peak.low(), 5e-3 * peak.low());
    assertEquals(14.95e6 / (24 * 2.51468 / deep) * 8, peak.high(), 5e-3 * peak.high());
  }

  private static double growth(double width) {
    return (6 * width + 180 * 1024) / (6 * width + 1024);
  }

  @Test
  void putsOurAnswerBesideTheArticles() {
    Range minutes = new Range(1, Optional.of(2.0), 3);
    OurAnswer ours =
        new OurAnswer(
            new Assumed("for this test"),
            minutes,
            Range.between(4e6, 2e6),
            Range.exactly(178_000),
            Range.exactly(360_000));
    Audit audit = Audit.of(ours);
    assertEquals(Optional.of(minutes), audit.consequences().get(0).answer(Way.OURS));
    assertEquals(2e6, audit.consequences().get(1).answer(Way.OURS).orElseThrow().low());
    Consequence.Answer average = audit.consequences().get(2).answers().get(4);
    assertEquals(Way.OURS, average.way());
    assertEquals(Optional.of(2.0), average.overArticle().middle());
    assertTrue(audit.notes().contains("ours: assumed: for this test"));
    assertTrue(AUDIT.consequences().get(0).answer(Way.OURS).isEmpty());
  }

  @Test
  void choosesClaimsAndRefusesUnknownOnes() {
    assertEquals(
        List.of("I7", "F5"),
        AUDIT.only(List.of("F5", "I7")).claims().stream().map(AuditedClaim::id).toList());
    String message =
        assertThrows(IllegalArgumentException.class, () -> AUDIT.only(List.of("F5", "X1")))
            .getMessage();
    assertTrue(message.startsWith("there is no claim 'X1'; known are T1, T2"), message);
  }

  private static Range answer(String id, Way way) {
    return AUDIT.consequences().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .flatMap(one -> one.answer(way))
        .orElseThrow();
  }

  private static AuditedClaim claim(String id) {
    return AUDIT.claims().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  static Stream<CSVRecord> rows() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            AuditTest.class.getResourceAsStream("claims.csv"), StandardCharsets.UTF_8)) {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setCommentMarker('#')
          .get()
          .parse(reader)
          .getRecords()
          .stream();
    }
  }
}

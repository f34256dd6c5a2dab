package io.ditgauge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.audit.Audit;
import io.ditgauge.estimator.audit.Note;
import io.ditgauge.estimator.audit.OurAnswer;
import io.ditgauge.estimator.audit.Range;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditReportTest {
  private static final Audit AUDIT = Audit.ofArticle();

  @Test
  void writesEachClaimOnALineOfItsOwn() {
    List<String> lines = AuditReport.csv(AUDIT).lines().toList();
    assertEquals(1 + 44 + 4 * 4, lines.size());
    String slip = lines.stream().filter(line -> line.startsWith("F5,")).findFirst().orElseThrow();
    assertTrue(slip.contains(",10.7e6,F3 + F4,8.5e6 + 6.45e6,14950000,"), slip);
    assertTrue(slip.contains(",disagrees,arithmetic slip,14950000,"), slip);
    assertTrue(slip.contains("2.2e6 minutes on YouTube, a share of 0.05116 instead of 0.15"), slip);
  }

  @Test
  void showsOursOnlyWhereThereIsOne() {
    assertTrue(AuditReport.text(AUDIT).lines().noneMatch(line -> line.endsWith(" ours")));
    OurAnswer ours =
        new OurAnswer(
            new Assumed("for this test"),
            new Range(1, Optional.of(2.0), 3),
            Range.between(2e6, 4e6),
            Range.exactly(123_400),
            Range.exactly(567_800));
    String text = AuditReport.text(Audit.of(ours));
    assertTrue(text.lines().anyMatch(line -> line.endsWith(" ours")), text);
    assertTrue(text.contains("2 (1 to 3)"), text);
    assertTrue(text.contains("2e6 to 4e6"), text);
    assertTrue(text.contains("ours: assumed: for this test"), text);
    assertTrue(AuditReport.csv(Audit.of(ours)).contains(",ours,F10,,567800,"));
  }

  @Test
  void putsNumbersIntoNotes() {
    assertEquals(
        "2 of 3e6, no more",
        AuditTables.sentence(new Note("{} of {}, no more", List.of(2.0, 3e6))));
  }

  @Test
  void escapesWhatWouldBeMarkup() {
    String markdown =
        MarkdownTables.markdown(
            new Table(
                "a*b",
                List.of(Column.text("two\nlines"), Column.number("n")),
                List.of(List.of(Cell.text("x|y <b>\u001b"), Cell.number("1"))),
                List.of("note [1]")));
    assertEquals(
        List.of(
            "### a\\*b",
            "",
            "| two lines | n |",
            "| --- | ---: |",
            "| x\\|y \\<b\\>\\\\u001b | 1 |",
            "",
            "- note \\[1\\]"),
        markdown.lines().toList());
    assertTrue(markdown.endsWith("]\n"));
  }
}

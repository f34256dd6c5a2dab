package io.ditgauge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  @Test
  void alignsTextLeftAndNumbersRightWithoutSpacesAtLineEnds() {
    Table table =
        new Table(
            "Title",
            List.of(Column.text("name"), Column.number("% of\npeak"), Column.text("note")),
            List.of(
                List.of(Cell.text("a"), Cell.number("1.5"), Cell.text("")),
                List.of(Cell.text("longer"), Cell.number("100.0"), Cell.text("±x"))),
            List.of("a note"));
    assertEquals(
        """
        Title
                 % of
        name     peak  note
        ------  -----  ----
        a         1.5
        longer  100.0  ±x
        a note
        """,
        TextTables.text(table));
  }

  @Test
  void wrapsNotesAtWordBoundaries() {
    String text =
        TextTables.text(new Table("", List.of(), List.of(), List.of("word ".repeat(60).strip())));
    assertTrue(text.lines().allMatch(line -> line.length() <= 118), text);
    assertEquals(3, text.lines().count());
    assertEquals(60, text.strip().split("\\s+", -1).length);
  }

  @Test
  void showsControlCharactersEscapedInText() {
    Table table =
        new Table(
            "",
            List.of(Column.text("name")),
            List.of(List.of(Cell.text("\u001b[31mred\r\n\u009b1m\u202e"))),
            List.of("note \u0007"));
    String text = TextTables.text(table);
    assertTrue(text.contains("\\u001b[31mred\\u000d\\u000a\\u009b1m\\u202e"), text);
    assertTrue(text.contains("note \\u0007"), text);
  }

  @Test
  void quotesCsvAfterRfc4180AndGuardsFormulas() {
    Table table =
        new Table(
            "left out",
            List.of(Column.text("text"), Column.number("number")),
            List.of(
                List.of(Cell.text("a,b"), Cell.number("-1.5")),
                List.of(Cell.text("say \"x\""), Cell.BLANK),
                List.of(Cell.text("=HYPERLINK(\"x\")"), Cell.number("2")),
                List.of(Cell.text(" @cmd"), Cell.number("3")),
                List.of(Cell.text("+1"), Cell.number("4")),
                List.of(Cell.text("-1"), Cell.number("5")),
                List.of(Cell.text("line\nbreak"), Cell.number("6"))),
            List.of("left out"));
    assertEquals(
        """
        text,number\r
        "a,b",-1.5\r
        "say ""x\""",\r
        "'=HYPERLINK(""x"")",2\r
        ' @cmd,3\r
        '+1,4\r
        '-1,5\r
        line\\u000abreak,6\r
        """,
        CsvTables.csv(table));
  }

  @Test
  void laysOutMarkdownWithItsSpecialCharactersEscaped() {
    Table table =
        new Table(
            "A|B",
            List.of(Column.text("na_me"), Column.number("% of\npeak")),
            List.of(
                List.of(Cell.text("a|b <c>"), Cell.number("1.5")),
                List.of(Cell.text("line\nbreak"), Cell.BLANK)),
            List.of("a *note*"));
    assertEquals(
        """
        ### A\\|B

        | na\\_me | % of peak |
        | --- | ---: |
        | a\\|b \\<c\\> | 1.5 |
        | line\\\\u000abreak |  |

        - a \\*note\\*
        """,
        MarkdownTables.markdown(table));
  }

  @Test
  void refusesARowWithAMissingCell() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Table(
                "t",
                List.of(Column.text("a"), Column.text("b")),
                List.of(List.of(Cell.text("only one"))),
                List.of()));
  }
}

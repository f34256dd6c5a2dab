package io.ditgauge.report.page;

import io.ditgauge.report.MarkdownTables;
import io.ditgauge.report.Table;
import io.ditgauge.report.chart.Charts;
import io.ditgauge.report.chart.Pictures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays pages out as Markdown, for reviews and repositories. */
public final class MarkdownPages {
  private MarkdownPages() {}

  /** The page as text alone: takeaways and tables. */
  public static String text(Page page) {
    return markdown(page, false);
  }

  /** The page and its charts by name of file: the Markdown first, then an SVG for each chart. */
  public static Map<String, String> files(Page page) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(page.slug() + ".md", markdown(page, true));
    for (Section section : page.sections()) {
      section
          .figure()
          .ifPresent(figure -> files.put(svg(page, section), Charts.file(figure.chart())));
    }
    return files;
  }

  /** A PNG of each chart by name of file, beside the SVG of the same name. */
  public static Map<String, byte[]> pictures(Page page) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Section section : page.sections()) {
      section
          .figure()
          .ifPresent(
              figure -> files.put(name(page, section) + ".png", Pictures.png(figure.chart())));
    }
    return files;
  }

  private static String name(Page page, Section section) {
    return page.slug() + "-" + section.id();
  }

  private static String svg(Page page, Section section) {
    return name(page, section) + ".svg";
  }

  private static String markdown(Page page, boolean charts) {
    StringBuilder result = new StringBuilder();
    result.append("# ").append(escaped(page.title())).append('\n');
    page.lead().forEach(sentence -> result.append('\n').append(escaped(sentence)).append('\n'));
    if (!page.facts().isEmpty()) {
      result.append('\n').append(MarkdownTables.markdown(facts(page)));
    }
    for (Section section : page.sections()) {
      result.append("\n## ").append(escaped(section.title())).append('\n');
      if (!section.takeaways().isEmpty()) {
        result.append('\n');
        section
            .takeaways()
            .forEach(sentence -> result.append("- ").append(escaped(sentence)).append('\n'));
      }
      if (charts && section.figure().isPresent()) {
        String name = section.figure().get().chart().title();
        result.append("\n![").append(escaped(name)).append("](").append(svg(page, section));
        result.append(")\n");
      }
      section
          .tables()
          .forEach(data -> result.append('\n').append(MarkdownTables.markdown(data.table())));
    }
    return result.toString();
  }

  private static String escaped(String text) {
    return MarkdownTables.escaped(text);
  }

  private static Table facts(Page page) {
    return new Table(
        "",
        List.of(Table.Column.text("fact"), Table.Column.text("value")),
        page.facts().stream()
            .map(fact -> List.of(Table.Cell.text(fact.name()), Table.Cell.text(fact.value())))
            .toList(),
        List.of());
  }
}

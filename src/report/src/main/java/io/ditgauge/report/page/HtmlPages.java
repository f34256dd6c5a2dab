package io.ditgauge.report.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Lays pages out as HTML files that need nothing but themselves. */
public final class HtmlPages {
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          Path.of("."),
          ContentType.Html,
          HtmlPages.class.getClassLoader(),
          "io.ditgauge.report.page.templates");

  private HtmlPages() {}

  /** The page as one HTML file. */
  public static String html(Page page) {
    return render("page.jte", Map.of("page", page));
  }

  /** A page that links to the pages, which lie beside it. */
  public static String index(List<Page> pages) {
    return render("index.jte", Map.of("pages", pages));
  }

  /** The page of a server: what can be chosen, and what follows. */
  public static String plan(Plan plan) {
    return render("plan.jte", Map.of("plan", plan));
  }

  /** What follows alone, to be put into that page. */
  public static String result(Plan plan) {
    return render("result.jte", Map.of("plan", plan));
  }

  private static String render(String template, Map<String, Object> parameters) {
    TemplateOutput output = new StringOutput();
    ENGINE.render(template, parameters, output);
    return output.toString();
  }
}

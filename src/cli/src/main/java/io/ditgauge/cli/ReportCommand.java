package io.ditgauge.cli;

import io.ditgauge.report.Printable;
import io.ditgauge.report.page.HtmlPages;
import io.ditgauge.report.page.MarkdownPages;
import io.ditgauge.report.page.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ditgauge report}: pages that people look at. */
@Command(
    name = "report",
    description = "Make a page of each input: HTML that needs no network, or Markdown.")
final class ReportCommand implements Runnable {
  private final Output output;

  @Spec CommandSpec spec;

  @Mixin HelpOption help;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "A run's folder, a calibration file, a scenario (.yaml) or the name of a shipped one,"
              + " predict:MODEL or predict:MODEL@CARD, validate, audit, or answers: all shipped"
              + " scenarios side by side.")
  List<String> inputs = List.of();

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description =
          "Where the files go. HTML: one file a page and index.html. Markdown: one file a page and"
              + " an SVG for each chart.")
  Optional<Path> folder = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "html",
      description =
          "html or markdown; markdown without -o goes to standard output, without charts (default:"
              + " ${DEFAULT-VALUE}).")
  String format;

  @Option(
      names = "--png",
      description = "Write a PNG of each chart too, beside its SVG, in the machine's own font.")
  boolean png;

  ReportCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    boolean html = format.equals("html");
    if (!html && !format.equals("markdown")) {
      throw usage("unknown format '" + format + "'; use one of html, markdown");
    }
    if (html && folder.isEmpty()) {
      throw usage("HTML needs a folder: give -o DIR, or --format markdown");
    }
    if (png && folder.isEmpty()) {
      throw usage("--png needs a folder: give -o DIR");
    }
    List<Page> pages = new ArrayList<>();
    for (String input : inputs) {
      pages.add(PageInputs.page(input));
    }
    refuseTwice(pages);
    if (folder.isEmpty()) {
      output.print(pages.stream().map(MarkdownPages::text).collect(Collectors.joining("\n")));
      return;
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    (html ? html(pages) : markdown(pages))
        .forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    if (png) {
      // Pictures need no screen, even where there is one.
      System.setProperty("java.awt.headless", "true");
      pages.forEach(page -> files.putAll(MarkdownPages.pictures(page)));
    }
    PageFiles.write(folder.get(), files);
    files.keySet().stream()
        .filter(name -> !name.endsWith(".svg") && !name.endsWith(".png"))
        .forEach(
            name ->
                output.print(
                    "wrote " + Printable.of(folder.get().resolve(name).toString()) + "\n"));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void refuseTwice(List<Page> pages) {
    TreeSet<String> slugs = new TreeSet<>();
    for (Page page : pages) {
      if (!slugs.add(page.slug())) {
        throw usage("two inputs make the page " + page.slug() + "; give each input once");
      }
    }
  }

  private static Map<String, String> html(List<Page> pages) {
    Map<String, String> files = new LinkedHashMap<>();
    pages.forEach(page -> files.put(page.slug() + ".html", HtmlPages.html(page)));
    files.put("index.html", HtmlPages.index(pages));
    return files;
  }

  private static Map<String, String> markdown(List<Page> pages) {
    Map<String, String> files = new LinkedHashMap<>();
    pages.forEach(page -> files.putAll(MarkdownPages.files(page)));
    return files;
  }
}

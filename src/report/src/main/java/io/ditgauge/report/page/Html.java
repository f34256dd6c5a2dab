package io.ditgauge.report.page;

import gg.jte.Content;
import io.ditgauge.report.Printable;
import io.ditgauge.report.chart.Charts;
import io.ditgauge.report.chart.Size;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What templates call: everything that is not plain text. */
public final class Html {
  private static final int FILTERED_ROWS = 8;
  private static final int LONGEST_TITLE = 120;
  private static final String STYLE = "\n" + Charts.style() + resource("page.css");
  private static final String SCRIPT = "\n" + resource("page.js");
  private static final String LIVE_SCRIPT = "\n" + resource("plan.js");

  private Html() {}

  /** The style of pages. */
  public static Content style() {
    return output -> output.writeContent(STYLE);
  }

  /** The script of pages. */
  public static Content script() {
    return output -> output.writeContent(SCRIPT);
  }

  /** The script of the page that a server keeps up to date. */
  public static Content liveScript() {
    return output -> output.writeContent(LIVE_SCRIPT);
  }

  /** What a page may load: nothing but its own style and script. */
  public static String policy() {
    return policy("'" + hash(SCRIPT) + "'") + "; form-action 'none'";
  }

  /** What the page of a server may load: its own style and scripts, and answers of that server. */
  public static String livePolicy() {
    return policy("'" + hash(SCRIPT) + "' '" + hash(LIVE_SCRIPT) + "'")
        + "; form-action 'self'; connect-src 'self'";
  }

  private static String policy(String scripts) {
    return "default-src 'none'; base-uri 'none'; style-src '"
        + hash(STYLE)
        + "'; script-src "
        + scripts;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** A chart at both widths, of which a reader sees one. */
  public static Content chart(Section section) {
    Section.Figure figure = section.figure().orElseThrow();
    return output -> {
      output.writeContent("<div class=\"wide\">");
      output.writeContent(Charts.element(figure.chart(), Size.WIDE, "w-" + section.id()));
      output.writeContent("</div>\n<div class=\"narrow\">");
      output.writeContent(Charts.element(figure.chart(), Size.NARROW, "n-" + section.id()));
      output.writeContent("</div>");
    };
  }

  /** Text from anywhere, with what cannot be seen made visible, cut where it is very long. */
  public static String text(String text) {
    return Printable.of(text);
  }

  /** The same as a heading or the title of a window, cut earlier. */
  public static String title(String text) {
    return text.length() <= LONGEST_TITLE
        ? text(text)
        : text(text.substring(0, LONGEST_TITLE)) + "...";
  }

  /** A header in one line. */
  public static String header(String header) {
    return text(header.replace('\n', ' '));
  }

  /** The address of a file that is in the page itself. */
  public static String download(DataTable table) {
    return "data:text/csv;charset=utf-8;base64,"
        + Base64.getEncoder().encodeToString(table.csv().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a table is long enough to be searched. */
  public static boolean isLong(DataTable table) {
    return table.table().rows().size() >= FILTERED_ROWS;
  }

  /** Class of the cell at that place: numbers stand to the right. */
  public static String kind(DataTable table, int column) {
    return table.table().columns().get(column).numeric() ? "n" : "t";
  }

  private static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}

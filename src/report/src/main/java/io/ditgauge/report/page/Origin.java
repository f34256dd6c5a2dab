package io.ditgauge.report.page;

import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.source.Datasheet;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.source.Measured;
import io.ditgauge.estimator.source.Published;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.estimator.source.Transferred;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.Table.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a figure of a page comes from.
 *
 * @param of the figure
 * @param words what it is
 * @param kind how it is known, in a word
 * @param text the formula, or the source
 * @param address of the source where it is on the web; else empty
 * @param inputs what goes into the formula; none for a source
 */
public record Origin(
    Value of, String words, String kind, String text, String address, List<Value> inputs) {
  private static final int DIGITS = 6;
  private static final Pattern WEB = Pattern.compile("https?://[^\\s\"'<>]{1,300}");

  /**
   * A figure.
   *
   * @param figure its identifier
   * @param value with its unit
   */
  public record Value(String figure, String value) {
    private static Value of(Figure it) {
      return new Value(it.id(), Numbers.compact(it.value(), DIGITS) + " " + it.unit());
    }

    /** Where the page says more of it. */
    public String part() {
      return Origin.part(figure);
    }
  }

  /** Copies. */
  public Origin {
    inputs = List.copyOf(inputs);
  }

  /** The origins of figures that are computed from one another. */
  static List<Origin> of(List<Figure> figures) {
    Map<String, Value> byId = new LinkedHashMap<>();
    figures.forEach(figure -> byId.put(figure.id(), Value.of(figure)));
    return figures.stream().map(figure -> of(figure, byId)).toList();
  }

  private static Origin of(Figure figure, Map<String, Value> byId) {
    Source source = figure.source();
    return new Origin(
        Value.of(figure),
        figure.label(),
        kind(source),
        source instanceof Derived it ? it.formula() : source.describe(),
        address(source),
        source instanceof Derived it ? it.inputs().stream().map(byId::get).toList() : List.of());
  }

  /** Only what a browser opens as a page of the web; a file may say anything. */
  private static String address(Source source) {
    String address = "";
    if (source instanceof Published published) {
      address = published.url();
    } else if (source instanceof Datasheet sheet) {
      address = sheet.url();
    } else if (source instanceof Transferred transferred) {
      address = address(transferred.original());
    }
    return WEB.matcher(address).matches() ? address : "";
  }

  /** The part of a page that says where a figure comes from. */
  static String part(String figure) {
    return Slugs.of("of-" + figure);
  }

  /** A cell that says how a figure is known, and leads to where it comes from. */
  static Cell badge(Figure figure) {
    return Cell.leading(kind(figure.source()), part(figure.id()));
  }

  private static String kind(Source source) {
    if (source instanceof Derived) {
      return "derived";
    }
    if (source instanceof Assumed) {
      return "assumed";
    }
    if (source instanceof Published) {
      return "published";
    }
    if (source instanceof Datasheet) {
      return "data sheet";
    }
    return source instanceof Measured ? "measured" : "transferred";
  }
}

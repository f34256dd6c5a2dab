package io.ditgauge.estimator.source;

/**
 * Stated by the maker of a product.
 *
 * @param title title of the document
 * @param url address of the document
 * @param date date of the document, or on which it was read, as in 2026-11-25
 */
public record Datasheet(String title, String url, String date) implements Source {
  /** Validates the texts. */
  public Datasheet {
    Texts.required("a data sheet source", "title", title);
    Texts.required("a data sheet source", "url", url);
    Texts.required("a data sheet source", "date", date);
  }

  @Override
  public String describe() {
    return "data sheet: " + title + " (" + url + ", " + date + ")";
  }
}

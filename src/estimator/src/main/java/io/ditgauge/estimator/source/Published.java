package io.ditgauge.estimator.source;

/**
 * Printed in a paper, an article or a page.
 *
 * @param title title of the document
 * @param url address of the document
 * @param date date of the document, or on which it was read, as in 2026-11-25
 */
public record Published(String title, String url, String date) implements Source {
  /** Validates the texts. */
  public Published {
    Texts.required("a published source", "title", title);
    Texts.required("a published source", "url", url);
    Texts.required("a published source", "date", date);
  }

  @Override
  public String describe() {
    return "published: " + title + " (" + url + ", " + date + ")";
  }
}

package io.ditgauge.report.page;

import java.util.List;

/**
 * A report on one subject.
 *
 * @param slug name of its files, without an ending
 * @param title what it is about
 * @param lead sentences on top: what the subject is and what to beware of
 * @param facts facts about the subject
 * @param sections the sections in the order they are read
 */
public record Page(
    String slug, String title, List<String> lead, List<Fact> facts, List<Section> sections) {
  /**
   * A fact.
   *
   * @param name what it says
   * @param value the value with its unit
   */
  public record Fact(String name, String value) {}

  /** Validates the slug and copies. */
  public Page {
    if (!Slugs.isSlug(slug)) {
      throw new IllegalArgumentException(
          "the name of a page must be lower-case letters, digits and hyphens: slug=" + slug);
    }
    lead = List.copyOf(lead);
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
    if (sections.stream().map(Section::id).distinct().count() != sections.size()) {
      throw new IllegalArgumentException(
          "each section of a page needs an identifier of its own: page="
              + slug
              + ", sections="
              + sections.stream().map(Section::id).toList());
    }
  }
}

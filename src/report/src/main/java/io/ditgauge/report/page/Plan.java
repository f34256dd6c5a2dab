package io.ditgauge.report.page;

import java.util.List;
import java.util.Optional;

/**
 * What can be chosen, what is chosen, and what follows from it.
 *
 * @param about the page
 * @param fields what can be chosen
 * @param links files of what is chosen
 * @param result what follows; absent where the choice is refused
 * @param refusal why it is refused; empty where it is not
 */
public record Plan(
    About about, List<Field> fields, List<Link> links, Optional<Page> result, String refusal) {
  /**
   * What a page is for.
   *
   * @param title its question
   * @param lead a sentence
   * @param address where it is
   * @param part where what follows is alone
   * @param simulation where simulations are told of; empty for none
   */
  public record About(String title, String lead, String address, String part, String simulation) {}

  /**
   * A file of what is chosen.
   *
   * @param text what it is
   * @param address where it is
   */
  public record Link(String text, String address) {}

  /**
   * Something to be chosen.
   *
   * @param name in the address
   * @param label in words
   * @param value what is chosen; empty where a number is left as it was
   * @param options what it may be; empty for a number
   * @param bounds of a number
   * @param keeps names of the fields that stay when this one changes and all others start again;
   *     empty where all stay
   */
  public record Field(
      String name, String label, String value, List<String> options, Bounds bounds, String keeps) {
    /** Copies. */
    public Field {
      options = List.copyOf(options);
    }
  }

  /**
   * Bounds of a number.
   *
   * @param least lowest
   * @param most highest
   * @param whole whether it is an integer
   * @param usual what it is where nothing is chosen; empty where something must be
   */
  public record Bounds(String least, String most, boolean whole, String usual) {
    /** No bounds, for what is no number. */
    public static final Bounds NONE = new Bounds("", "", false, "");
  }

  /** Checks that there is a result or a refusal, and copies. */
  public Plan {
    fields = List.copyOf(fields);
    links = List.copyOf(links);
    if (result.isPresent() != refusal.isEmpty()) {
      throw new IllegalArgumentException(
          "a plan has a result or a reason why there is none: refusal='" + refusal + "'");
    }
  }
}

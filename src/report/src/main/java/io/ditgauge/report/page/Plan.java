package io.ditgauge.report.page;

import java.util.List;
import java.util.Optional;

/**
 * What can be chosen, what is chosen, and what follows from it.
 *
 * @param fields what can be chosen
 * @param result what follows; absent where the choice is refused
 * @param refusal why it is refused; empty where it is not
 */
public record Plan(List<Field> fields, Optional<Page> result, String refusal) {
  /**
   * Something to be chosen.
   *
   * @param name in the address
   * @param label in words
   * @param value what is chosen
   * @param options what it may be; empty for a number
   * @param least lowest number
   * @param most highest number
   */
  public record Field(
      String name, String label, String value, List<String> options, long least, long most) {
    /** Copies. */
    public Field {
      options = List.copyOf(options);
    }
  }

  /** Checks that there is a result or a refusal, and copies. */
  public Plan {
    fields = List.copyOf(fields);
    if (result.isPresent() != refusal.isEmpty()) {
      throw new IllegalArgumentException(
          "a plan has a result or a reason why there is none: refusal='" + refusal + "'");
    }
  }
}

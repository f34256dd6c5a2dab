package io.ditgauge.cli.serve;

import io.ditgauge.report.page.Plan;
import java.math.BigDecimal;
import java.util.List;

/**
 * A value of a scenario that can be chosen.
 *
 * @param path its name in the address; a path of the scenario, or a choice about it
 * @param label its name in words
 * @param options what it may be; empty for a number
 * @param bounds of a number
 * @param usual what is taken where nothing is asked; empty to leave what the scenario says
 * @param keeps as {@link Plan.Field#keeps}
 */
record ScenarioField(
    String path,
    String label,
    List<String> options,
    Plan.Bounds bounds,
    String usual,
    String keeps) {
  private static final String NUMBER = "[0-9]{1,12}(\\.[0-9]{1,12})?";

  /** Copies. */
  ScenarioField {
    options = List.copyOf(options);
  }

  /** One of some texts. */
  static ScenarioField choice(
      String path, String label, List<String> options, String usual, String keeps) {
    return new ScenarioField(path, label, options, Plan.Bounds.NONE, usual, keeps);
  }

  /** A number that is left as it was where it is empty. */
  static ScenarioField number(String path, String label, Plan.Bounds bounds) {
    return new ScenarioField(path, label, List.of(), bounds, "", "");
  }

  /**
   * The value, checked.
   *
   * @throws IllegalArgumentException where it is none of the options, or out of bounds
   */
  String checked(String value) {
    if (!options.isEmpty()) {
      if (!options.contains(value)) {
        throw new IllegalArgumentException(
            "unknown "
                + label
                + ": "
                + path
                + "='"
                + value
                + "'; use one of "
                + String.join(", ", options));
      }
      return value;
    }
    if (!value.matches(bounds.whole() ? "[0-9]{1,9}" : NUMBER) || !isWithin(value)) {
      throw new IllegalArgumentException(
          path
              + (bounds.whole() ? " must be a whole number from " : " must be a number from ")
              + bounds.least()
              + " to "
              + bounds.most()
              + ": "
              + path
              + "='"
              + value
              + "'");
    }
    return value;
  }

  private boolean isWithin(String value) {
    BigDecimal number = new BigDecimal(value);
    return number.compareTo(new BigDecimal(bounds.least())) >= 0
        && number.compareTo(new BigDecimal(bounds.most())) <= 0;
  }

  /** The field of a page on which that is chosen. */
  Plan.Field shown(String value) {
    return new Plan.Field(path, label, value, options, bounds, keeps);
  }
}

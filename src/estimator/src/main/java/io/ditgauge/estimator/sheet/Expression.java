package io.ditgauge.estimator.sheet;

import io.ditgauge.estimator.uncertainty.Model;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A formula with {@code + - * /}, parentheses, numbers and names such as {@code training.flops},
 * read as written and computed from left to right.
 */
public final class Expression implements Model {
  private final String text;
  private final Set<String> names = new LinkedHashSet<>();
  private final Term root;
  private int at;

  private Expression(String text) {
    this.text = text;
    this.root = sum();
    if (at < text.length()) {
      throw unexpected();
    }
  }

  /**
   * Reads a formula.
   *
   * @throws IllegalArgumentException where it is not one, with the place
   */
  public static Expression of(String text) {
    return new Expression(text);
  }

  /** The formula as written. */
  public String text() {
    return text;
  }

  /** The names that it uses, in order. */
  public List<String> names() {
    return List.copyOf(names);
  }

  @Override
  public double result(Inputs inputs) {
    return root.value(inputs);
  }

  /** The formula as it was read. */
  Term root() {
    return root;
  }

  private Term sum() {
    Term left = product();
    while (next('+') || next('-')) {
      Term.Sign sign = Term.Sign.of(text.charAt(at++));
      left = new Term.Pair(sign, left, product());
    }
    return left;
  }

  private Term product() {
    Term left = factor();
    while (next('*') || next('/')) {
      Term.Sign sign = Term.Sign.of(text.charAt(at++));
      left = new Term.Pair(sign, left, factor());
    }
    return left;
  }

  private Term factor() {
    if (next('(')) {
      at++;
      Term inner = sum();
      if (!next(')')) {
        throw unexpected();
      }
      at++;
      return inner;
    }
    String word = word();
    if (Character.isDigit(word.charAt(0))) {
      return new Term.Constant(Double.parseDouble(word));
    }
    names.add(word);
    return new Term.Line(word);
  }

  private String word() {
    List<Character> read = new ArrayList<>();
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      read.add(text.charAt(at++));
    }
    if (read.isEmpty() || read.get(0) == '.') {
      throw unexpected();
    }
    StringBuilder word = new StringBuilder();
    read.forEach(word::append);
    return word.toString();
  }

  private boolean next(char wanted) {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() && text.charAt(at) == wanted;
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException(
        "a formula is made of names, numbers, + - * / and parentheses: "
            + text
            + ", at character "
            + (at + 1));
  }
}

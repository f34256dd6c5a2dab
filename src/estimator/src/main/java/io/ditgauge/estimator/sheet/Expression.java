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
  private final Model root;
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
    return root.result(inputs);
  }

  private Model sum() {
    Model left = product();
    while (next('+') || next('-')) {
      boolean plus = text.charAt(at++) == '+';
      Model a = left;
      Model b = product();
      left = plus ? in -> a.result(in) + b.result(in) : in -> a.result(in) - b.result(in);
    }
    return left;
  }

  private Model product() {
    Model left = factor();
    while (next('*') || next('/')) {
      boolean times = text.charAt(at++) == '*';
      Model a = left;
      Model b = factor();
      left = times ? in -> a.result(in) * b.result(in) : in -> a.result(in) / b.result(in);
    }
    return left;
  }

  private Model factor() {
    if (next('(')) {
      at++;
      Model inner = sum();
      if (!next(')')) {
        throw unexpected();
      }
      at++;
      return inner;
    }
    String word = word();
    if (Character.isDigit(word.charAt(0))) {
      double number = Double.parseDouble(word);
      return in -> number;
    }
    names.add(word);
    return in -> in.value(word);
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

package io.ditgauge.estimator.audit;

import io.ditgauge.estimator.source.Figure;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A formula over named quantities, which can be evaluated, written in names and written in numbers.
 *
 * <p>Its leaves are inputs ({@link Given}) and other claims ({@link Of}, {@link AsPrinted}, {@link
 * Quoted}); what a leaf is worth depends on how the article is read.
 */
public sealed interface Formula {
  /** The value, given what each leaf is worth; units are carried along and checked. */
  Quantity value(Function<Leaf, Quantity> leaves);

  /** The formula, given how each leaf is written. */
  String text(Function<Leaf, String> leaves);

  /** The leaves from left to right. */
  List<Leaf> leaves();

  /** Whether it needs no parentheses below a fraction or inside a product. */
  boolean isAtom();

  /** How far to trust an input. */
  enum Role {
    /** Published or counted by someone who knew. */
    FACT,
    /** Part of the question: a minute has 60 seconds, a document 1000 tokens. */
    CONVENTION,
    /** Taken by the article without evidence. */
    ASSUMED,
    /** A statement about the world that no formula here can check. */
    EXTERNAL
  }

  /** A named quantity. */
  sealed interface Leaf extends Formula {
    /** The name by which a formula calls it. */
    String name();

    @Override
    default Quantity value(Function<Leaf, Quantity> leaves) {
      return leaves.apply(this);
    }

    @Override
    default String text(Function<Leaf, String> leaves) {
      return leaves.apply(this);
    }

    @Override
    default List<Leaf> leaves() {
      return List.of(this);
    }

    @Override
    default boolean isAtom() {
      return true;
    }
  }

  /**
   * An input.
   *
   * @param figure the value with its source
   * @param role how far to trust it
   */
  record Given(Figure figure, Role role) implements Leaf {
    /** Validates the parts. */
    public Given {
      Objects.requireNonNull(role, () -> "an input needs a role: " + figure.id());
    }

    @Override
    public String name() {
      return figure.id();
    }

    /** The value in its own unit. */
    public Quantity quantity() {
      return new Quantity(figure.value(), Unit.of(figure.unit()));
    }
  }

  /**
   * An input that the article prints, rounded, as one of its claims.
   *
   * @param given the input with all its digits
   * @param claim id of the claim
   */
  record Quoted(Given given, String claim) implements Leaf {
    @Override
    public String name() {
      return given.name();
    }
  }

  /**
   * Another claim, recomputed.
   *
   * @param claim id of the claim
   */
  record Of(String claim) implements Leaf {
    @Override
    public String name() {
      return claim;
    }
  }

  /**
   * Another claim with the rounded number that the article prints and goes on with.
   *
   * @param claim id of the claim
   */
  record AsPrinted(String claim) implements Leaf {
    @Override
    public String name() {
      return claim + " as printed";
    }
  }

  /**
   * A product.
   *
   * @param factors at least one
   */
  record Product(List<Formula> factors) implements Formula {
    /** Copies the list. */
    public Product {
      factors = List.copyOf(factors);
    }

    @Override
    public Quantity value(Function<Leaf, Quantity> leaves) {
      return factors.stream()
          .map(factor -> factor.value(leaves))
          .reduce(Quantity::times)
          .orElseThrow();
    }

    @Override
    public String text(Function<Leaf, String> leaves) {
      return factors.stream()
          .map(factor -> factor instanceof Sum ? wrapped(factor, leaves) : factor.text(leaves))
          .collect(Collectors.joining(" x "));
    }

    @Override
    public List<Leaf> leaves() {
      return factors.stream().flatMap(factor -> factor.leaves().stream()).toList();
    }

    @Override
    public boolean isAtom() {
      return false;
    }
  }

  /**
   * A quotient.
   *
   * @param dividend above the line
   * @param divisor below it
   */
  record Quotient(Formula dividend, Formula divisor) implements Formula {
    @Override
    public Quantity value(Function<Leaf, Quantity> leaves) {
      return dividend.value(leaves).over(divisor.value(leaves));
    }

    @Override
    public String text(Function<Leaf, String> leaves) {
      String above = dividend instanceof Sum ? wrapped(dividend, leaves) : dividend.text(leaves);
      String below = divisor.isAtom() ? divisor.text(leaves) : wrapped(divisor, leaves);
      return above + " / " + below;
    }

    @Override
    public List<Leaf> leaves() {
      return Stream.of(dividend, divisor).flatMap(part -> part.leaves().stream()).toList();
    }

    @Override
    public boolean isAtom() {
      return false;
    }
  }

  /**
   * A sum, or a difference.
   *
   * @param left the first term
   * @param right the second, of the same unit
   * @param minus whether the second is taken away
   */
  record Sum(Formula left, Formula right, boolean minus) implements Formula {
    @Override
    public Quantity value(Function<Leaf, Quantity> leaves) {
      Quantity second = right.value(leaves);
      return left.value(leaves).plus(minus ? new Quantity(-second.value(), second.unit()) : second);
    }

    @Override
    public String text(Function<Leaf, String> leaves) {
      String second = right instanceof Sum ? wrapped(right, leaves) : right.text(leaves);
      return left.text(leaves) + (minus ? " - " : " + ") + second;
    }

    @Override
    public List<Leaf> leaves() {
      return Stream.of(left, right).flatMap(part -> part.leaves().stream()).toList();
    }

    @Override
    public boolean isAtom() {
      return false;
    }
  }

  /**
   * The decimal logarithm, which leaves only a number of orders of magnitude of the unit.
   *
   * @param of what it is taken of; positive
   */
  record Log10(Formula of) implements Formula {
    /** Unit of the result. */
    public static final Unit UNIT = Unit.of("order of magnitude");

    @Override
    public Quantity value(Function<Leaf, Quantity> leaves) {
      return new Quantity(Math.log10(of.value(leaves).value()), UNIT);
    }

    @Override
    public String text(Function<Leaf, String> leaves) {
      return "log10(" + of.text(leaves) + ")";
    }

    @Override
    public List<Leaf> leaves() {
      return of.leaves();
    }

    @Override
    public boolean isAtom() {
      return true;
    }
  }

  /** The product of the factors. */
  static Formula times(Formula... factors) {
    return new Product(List.of(factors));
  }

  /** The quotient. */
  static Formula over(Formula dividend, Formula divisor) {
    return new Quotient(dividend, divisor);
  }

  /** The sum. */
  static Formula plus(Formula left, Formula right) {
    return new Sum(left, right, false);
  }

  /** The difference. */
  static Formula minus(Formula left, Formula right) {
    return new Sum(left, right, true);
  }

  /** A claim, recomputed. */
  static Formula claim(String claim) {
    return new Of(claim);
  }

  /** A claim as the article prints it. */
  static Formula asPrinted(String claim) {
    return new AsPrinted(claim);
  }

  private static String wrapped(Formula formula, Function<Leaf, String> leaves) {
    return "(" + formula.text(leaves) + ")";
  }
}

package io.ditgauge.estimator.audit;

import java.util.List;

/** Whether a claim means what it says, derived from what its correction changes. */
public sealed interface Substance {
  /** The verdict in words. */
  String label();

  /** Verdicts that need no further word. */
  enum Plain implements Substance {
    /** Right, and nothing that it rests on is assumed in it. */
    SOUND("sound"),
    /** As good as what is assumed in it. */
    ASSUMPTION("assumption"),
    /** A statement about the world. */
    CONTEXT("context"),
    /** The article's own numbers give another result. */
    SLIP("arithmetic slip");

    private final String label;

    Plain(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /**
   * Multiply-accumulates were read as FLOP, and the result changes when they are not.
   *
   * @param factor FLOP of one multiply-accumulate
   */
  record Miscounted(double factor) implements Substance {
    @Override
    public String label() {
      return "off by " + Math.round(factor) + " (multiply-accumulates read as FLOP)";
    }
  }

  /**
   * Wrong because of other claims that it uses.
   *
   * @param claims ids of those with an error of their own
   */
  record Follows(List<String> claims) implements Substance {
    /** Copies the list. */
    public Follows {
      claims = List.copyOf(claims);
    }

    @Override
    public String label() {
      return "follows " + String.join(" and ", claims);
    }
  }
}

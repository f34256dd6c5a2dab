package io.ditgauge.estimator.audit;

import java.util.List;
import java.util.Optional;

/**
 * A quantity that the reader of the article takes home, as several ways of counting have it.
 *
 * @param id identifier
 * @param label what it is
 * @param unit its unit
 * @param claims the claims that print it
 * @param answers one for each way, in the order of {@link Way}; ours only if there is one
 */
public record Consequence(
    String id, String label, Unit unit, List<String> claims, List<Answer> answers) {
  /** Copies the lists. */
  public Consequence {
    claims = List.copyOf(claims);
    answers = List.copyOf(answers);
  }

  /** The answer in one way of counting. */
  public Optional<Range> answer(Way way) {
    return answers.stream().filter(answer -> answer.way() == way).map(Answer::range).findFirst();
  }

  /** A way of counting. */
  public enum Way {
    /** As printed. */
    ARTICLE("article"),
    /** The article's formulas, with what they give. */
    RECOMPUTED("recomputed"),
    /** The sum set right and two FLOP counted for each multiply-accumulate. */
    CORRECTED("corrected"),
    /** The same, with every token of a video attending to every other. */
    FULL_ATTENTION("corrected, full attention"),
    /** Our own. */
    OURS("ours");

    private final String label;

    Way(String label) {
      this.label = label;
    }

    /** The way in words. */
    public String label() {
      return label;
    }
  }

  /**
   * The answer in one way of counting.
   *
   * @param way the way
   * @param range the value, or its ends
   * @param overArticle each end over the article's same end
   */
  public record Answer(Way way, Range range, Range overArticle) {}
}

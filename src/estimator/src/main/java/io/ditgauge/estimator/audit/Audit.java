package io.ditgauge.estimator.audit;

import io.ditgauge.estimator.source.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The article's claims, each evaluated and judged, and what they come to.
 *
 * @param title what is audited
 * @param claims the claims in the order of the article
 * @param consequences what a reader takes home, by way of counting
 * @param inputs what the formulas start from, in order of first use
 * @param notes what to know to read it
 */
public record Audit(
    String title,
    List<AuditedClaim> claims,
    List<Consequence> consequences,
    List<Figure> inputs,
    List<String> notes) {
  private static final List<String> NOTES =
      List.of(
          "arithmetic: whether the printed number is what its formula gives, to the printed"
              + " precision. substance: what a correction changes, or else what the number rests"
              + " on.",
          "The DiT paper's Gflops are multiply-accumulates, and the article sets them against a"
              + " peak that counts two operations for each: every time and fleet that it derives"
              + " from that peak is half of what it should be; break-even is not.",
          "The average load is at 100% of the peak and for one candidate; the fleet at peak holds"
              + " the article's factors for utilization, peak demand and candidates.",
          "full attention: each token of a minute of video attends to all others; the range is"
              + " whether the larger model is wider or deeper. Break-even does not change: it"
              + " costs training as much more as it costs inference.");

  /** Copies the lists. */
  public Audit {
    claims = List.copyOf(claims);
    consequences = List.copyOf(consequences);
    inputs = List.copyOf(inputs);
    notes = List.copyOf(notes);
  }

  /** The audit without an answer of our own. */
  public static Audit ofArticle() {
    return of(Optional.empty());
  }

  /** The audit with our answer beside the article's. */
  public static Audit of(OurAnswer ours) {
    return of(Optional.of(ours));
  }

  private static Audit of(Optional<OurAnswer> ours) {
    List<Claim> claims = claimsOfTheArticle();
    Auditor auditor = new Auditor(new Ledger(claims));
    List<String> notes = new ArrayList<>(NOTES);
    ours.ifPresent(answer -> notes.add("ours: " + answer.source().describe()));
    return new Audit(
        "What the article's numbers come to",
        claims.stream().map(auditor::audit).toList(),
        new Consequences(claims, ours).all(),
        inputs(claims),
        notes);
  }

  /** The same audit with only the claims of these ids. */
  public Audit only(List<String> ids) {
    List<String> known = claims.stream().map(AuditedClaim::id).toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new IllegalArgumentException(
            "there is no claim '" + id + "'; known are " + String.join(", ", known));
      }
    }
    List<AuditedClaim> chosen = claims.stream().filter(claim -> ids.contains(claim.id())).toList();
    return new Audit(
        title, chosen, List.of(), inputs(chosen.stream().map(AuditedClaim::claim).toList()), notes);
  }

  /** How many claims got each verdict on the arithmetic. */
  public Map<String, Integer> arithmetic() {
    return counts(claim -> claim.verdict().arithmetic().label());
  }

  /** How many claims got each verdict on the substance. */
  public Map<String, Integer> substance() {
    return counts(claim -> claim.verdict().substance().label());
  }

  private Map<String, Integer> counts(Function<AuditedClaim, String> label) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    claims.forEach(claim -> counts.merge(label.apply(claim), 1, Integer::sum));
    return counts;
  }

  private static List<Claim> claimsOfTheArticle() {
    return Stream.of(
            TrainingClaims.all(), InferenceClaims.all(), ComparisonClaims.all(), FleetClaims.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Figure> inputs(List<Claim> claims) {
    Map<String, Figure> found = new LinkedHashMap<>();
    claims.stream()
        .flatMap(Audit::formulas)
        .flatMap(formula -> formula.leaves().stream())
        .forEach(
            leaf -> {
              if (leaf instanceof Formula.Given given) {
                found.putIfAbsent(given.name(), given.figure());
              } else if (leaf instanceof Formula.Quoted quoted) {
                found.putIfAbsent(quoted.name(), quoted.given().figure());
              }
            });
    return List.copyOf(found.values());
  }

  /** Every formula of a claim: its own, its alternatives' and its remarks'. */
  private static Stream<Formula> formulas(Claim claim) {
    Stream<Formula> alternatives =
        claim.basis() instanceof Basis.Computed computed
            ? computed.alternatives().stream().map(Basis.Alternative::formula)
            : Stream.empty();
    Stream<Formula> remarks =
        claim.remarks().stream().flatMap(r -> r.values().stream()).map(Remark.Value::formula);
    return Stream.of(claim.basis().formula().stream(), alternatives, remarks)
        .flatMap(Function.identity());
  }
}

package io.ditgauge.estimator.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the claims of one section; what follows a claim is added to it. */
final class ClaimList {
  private final String section;
  private final List<Claim> claims = new ArrayList<>();

  ClaimList(String section) {
    this.section = section;
  }

  /** A number that the article computes. */
  ClaimList computed(String id, String label, Printed printed, Formula formula) {
    return add(id, label, printed, new Basis.Computed(formula, List.of()));
  }

  /** A number that the article assumes. */
  ClaimList assumed(String id, String label, Printed printed) {
    return add(id, label, printed, new Basis.Assumption());
  }

  /** A number that the article reports. */
  ClaimList reported(String id, String label, Printed printed) {
    return add(id, label, printed, new Basis.External(Optional.empty()));
  }

  /** A number that the article reports, and another source for it. */
  ClaimList reported(String id, String label, Printed printed, Formula check) {
    return add(id, label, printed, new Basis.External(Optional.of(check)));
  }

  /** Another formula that the last claim, a computed one, could mean. */
  ClaimList or(String label, Formula formula) {
    Claim last = removeLast();
    Basis.Computed basis = (Basis.Computed) last.basis();
    List<Basis.Alternative> alternatives = new ArrayList<>(basis.alternatives());
    alternatives.add(new Basis.Alternative(label, formula));
    return add(last, new Basis.Computed(basis.of(), alternatives), last.remarks());
  }

  /** A remark on the last claim; its numbers are read as the article counts. */
  ClaimList remark(String text, Formula... values) {
    return remark(Reading.ARTICLE, text, values);
  }

  /** A remark on the last claim, with its numbers in one reading. */
  ClaimList remark(Reading reading, String text, Formula... values) {
    Claim last = removeLast();
    List<Remark> remarks = new ArrayList<>(last.remarks());
    List<Remark.Value> numbers = new ArrayList<>();
    for (Formula value : values) {
      numbers.add(new Remark.Value(value, reading));
    }
    remarks.add(new Remark(text, numbers));
    return add(last, last.basis(), remarks);
  }

  /** The claims in order. */
  List<Claim> build() {
    return List.copyOf(claims);
  }

  private ClaimList add(String id, String label, Printed printed, Basis basis) {
    claims.add(new Claim(id, section, label, printed, basis, List.of()));
    return this;
  }

  private ClaimList add(Claim like, Basis basis, List<Remark> remarks) {
    claims.add(new Claim(like.id(), section, like.label(), like.printed(), basis, remarks));
    return this;
  }

  private Claim removeLast() {
    return claims.remove(claims.size() - 1);
  }
}

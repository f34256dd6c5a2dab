package io.ditgauge.estimator.audit;

import java.util.List;

/**
 * One number of the article.
 *
 * @param id identifier: T training, I inference, C comparison, F fleet, A assumption
 * @param section the part of the article
 * @param label what the number is
 * @param printed what is printed
 * @param basis what it rests on
 * @param remarks what to know about it
 */
public record Claim(
    String id, String section, String label, Printed printed, Basis basis, List<Remark> remarks) {
  /** Copies the list. */
  public Claim {
    remarks = List.copyOf(remarks);
  }

  /** Unit of the number. */
  public Unit unit() {
    return printed.unit();
  }
}

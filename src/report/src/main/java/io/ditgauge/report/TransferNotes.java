package io.ditgauge.report;

import io.ditgauge.estimator.measured.Transfer;
import java.util.ArrayList;
import java.util.List;

/** How far a machine's utilization, carried to a card, is from the card's published rates. */
public final class TransferNotes {
  private static final int DIGITS = 3;

  private TransferNotes() {}

  /** A sentence for each class of kernels. */
  public static List<String> of(List<Transfer.ClassError> errors) {
    if (errors.isEmpty()) {
      return List.of("Transferred: no published rates of this card say how far it is off.");
    }
    List<String> notes = new ArrayList<>();
    for (Transfer.ClassError it : errors) {
      notes.add(
          "Transferred against the card's published rates, "
              + it.timeClass().id()
              + ": ln of the ratio of the times "
              + Numbers.fixed(it.bias(), DIGITS)
              + ", absolute median "
              + Numbers.fixed(it.median(), DIGITS)
              + ", 90th percentile "
              + Numbers.fixed(it.p90(), DIGITS)
              + " over "
              + it.shapes()
              + " shapes.");
    }
    return notes;
  }
}

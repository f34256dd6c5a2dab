package io.ditgauge.report;

import io.ditgauge.model.count.FlopCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sentences about counts. */
final class FlopsNotes {
  static final String CONVENTION =
      "1 MAC = 2 FLOP, of matrix products and convolutions; elementwise operations are counted"
          + " apart. The DiT paper's Gflops are GMACs.";
  static final String NOT_EXACT =
      "not exact: a total reaches 2^63, and such totals are rounded to 16 digits";

  static final String TRAINING =
      "every weight is trained; text encoders and autoencoder are not in it, as where their outputs"
          + " are computed beforehand; elementwise work of gradients is an estimate";

  private FlopsNotes() {}

  /** Parameters in the total and in no part. */
  static Optional<String> idle(FlopCount count) {
    long idle = count.idleParameters();
    return idle == 0
        ? Optional.empty()
        : Optional.of(
            idle + " of the parameters are in no part: this pass does not run what holds them");
  }

  /** What is probably not meant, the unknown keys first. */
  static List<String> warnings(FlopCount count) {
    List<String> warnings = new ArrayList<>();
    List<String> unknown = count.subject().origin().unknown();
    if (!unknown.isEmpty()) {
      warnings.add("unknown keys, which change no count here: " + String.join(", ", unknown));
    }
    warnings.addAll(count.remarks().warnings());
    return warnings;
  }
}

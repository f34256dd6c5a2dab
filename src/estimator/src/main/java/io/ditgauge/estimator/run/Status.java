package io.ditgauge.estimator.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a planned combination. */
public enum Status {
  /** All planned forks are done. */
  @JsonProperty("measured")
  MEASURED,
  /** Impossible here, never started. */
  @JsonProperty("skipped")
  SKIPPED,
  /** At least one fork died or gave no result. */
  @JsonProperty("failed")
  FAILED,
  /** Not yet run to the end. */
  @JsonProperty("pending")
  PENDING
}

package io.ditgauge.estimator.audit;

import static io.ditgauge.estimator.audit.Formula.asPrinted;
import static io.ditgauge.estimator.audit.Formula.claim;
import static io.ditgauge.estimator.audit.Formula.minus;
import static io.ditgauge.estimator.audit.Formula.over;
import static io.ditgauge.estimator.audit.Formula.plus;
import static io.ditgauge.estimator.audit.Formula.times;
import static io.ditgauge.estimator.audit.Printed.number;

import io.ditgauge.estimator.audit.Formula.Given;
import io.ditgauge.estimator.audit.Formula.Role;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.source.Figure;
import java.util.List;

/** The claims about the fleet that serves TikTok and YouTube. */
final class FleetClaims {
  private static final String MINUTES = "video minute/day";
  private static final Formula ONE =
      new Given(
          new Figure("all", "all of it", 1, "ratio", new Assumed("a whole")), Role.CONVENTION);

  private FleetClaims() {}

  static List<Claim> all() {
    ClaimList list = new ClaimList("fleet");
    demand(list);
    servers(list);
    return list.build();
  }

  private static void demand(ClaimList list) {
    list.computed(
            "F1",
            "minutes of video in an H100-day",
            number("120", "video minute/H100-day"),
            times(asPrinted("I7"), AuditInputs.DAY_HOURS))
        .remark(
            Reading.CORRECTED,
            "Corrected but not rounded it is {}.",
            times(claim("I7"), AuditInputs.DAY_HOURS))
        .computed(
            "F2",
            "minutes uploaded to TikTok each day",
            number("17e6", MINUTES),
            over(
                times(AuditInputs.TIKTOK_VIDEOS, AuditInputs.TIKTOK_SECONDS),
                AuditInputs.MINUTE_SECONDS))
        .computed(
            "F3", "of them generated", number("8.5e6", MINUTES), times(claim("F2"), claim("A5")))
        .assumed("A5", "generated share on TikTok", number("0.5", "ratio"))
        .computed(
            "F4",
            "minutes generated on YouTube each day",
            number("6.5e6", MINUTES),
            times(asPrinted("I10"), claim("A6")))
        .assumed("A6", "generated share on YouTube", number("0.15", "ratio"))
        .computed(
            "F5",
            "minutes generated each day, both",
            number("10.7e6", MINUTES),
            plus(claim("F3"), claim("F4")))
        .remark(
            "The printed sum would follow from {} minutes on YouTube, a share of {} instead of"
                + " {}.",
            minus(asPrinted("F5"), claim("F3")),
            over(minus(asPrinted("F5"), claim("F3")), asPrinted("I10")),
            claim("A6"));
  }

  private static void servers(ClaimList list) {
    list.computed(
            "F6",
            "H100s at the average load",
            number("8.9e4", "H100"),
            over(claim("F5"), claim("F1")))
        .computed(
            "F7",
            "factor for a utilization of 50%",
            number("2", "ratio"),
            over(ONE, AuditInputs.UTILIZATION))
        .remark("A measured utilization replaces it.")
        .assumed("F8", "factor for peak demand", number("2", "ratio"))
        .remark("A model of the queue replaces it: load by hour and how long one may wait.")
        .assumed("F9", "candidates for each published video", number("2", "ratio"))
        .computed(
            "F10",
            "H100s at peak",
            number("7.2e5", "H100"),
            times(over(claim("F5"), claim("F1")), claim("F7"), claim("F8"), claim("F9")))
        .remark("The article rounds up what follows from its printed sum.")
        .reported("F11", "what Meta owns, in H100s", number("650000", "H100"))
        .remark("The printed fleet is {} times that.", over(asPrinted("F10"), asPrinted("F11")));
  }
}

package io.ditgauge.estimator.audit;

import static io.ditgauge.estimator.audit.Formula.claim;
import static io.ditgauge.estimator.audit.Formula.over;
import static io.ditgauge.estimator.audit.Formula.times;
import static io.ditgauge.estimator.audit.Printed.number;

import java.util.List;

/** The claims that compare models. */
final class ComparisonClaims {
  private static final Printed CHART = new Printed.Chart(Unit.of("FLOP/document"));
  private static final double SEVERAL = 2;

  private ComparisonClaims() {}

  static List<Claim> all() {
    return new ClaimList("comparison")
        .computed(
            "C1",
            "Llama 2 70B, a document of 1000 tokens",
            CHART,
            times(AuditInputs.PER_TOKEN, AuditInputs.LLAMA, AuditInputs.TOKENS))
        .computed(
            "C2",
            "GPT-4, a document of 1000 tokens",
            CHART,
            times(
                AuditInputs.PER_TOKEN, AuditInputs.EXPERTS, AuditInputs.EXPERT, AuditInputs.TOKENS))
        .remark("Two experts of that size are a rumour.")
        .computed(
            "C3",
            "a DiT-XL image over a Llama 2 70B document",
            number("1", "document/image"),
            over(claim("I2"), claim("C1")))
        .remark("Multiply-accumulates of DiT are divided by FLOP of Llama.")
        .computed(
            "C4",
            "a minute of Sora over a GPT-4 document",
            new Printed.Word("several", SEVERAL, Formula.Log10.UNIT),
            new Formula.Log10(over(claim("I6"), claim("C2"))))
        .build();
  }
}

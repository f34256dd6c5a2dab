package io.ditgauge.estimator.audit;

import static io.ditgauge.estimator.audit.Formula.asPrinted;
import static io.ditgauge.estimator.audit.Formula.claim;
import static io.ditgauge.estimator.audit.Formula.over;
import static io.ditgauge.estimator.audit.Formula.plus;
import static io.ditgauge.estimator.audit.Formula.times;
import static io.ditgauge.estimator.audit.Printed.number;

import java.util.List;

/** The claims about training: from the compute of DiT to that of Sora. */
final class TrainingClaims {
  private static final String MONTHS = "H100-month";

  private TrainingClaims() {}

  static List<Claim> all() {
    ClaimList list = new ClaimList("training");
    dit(list);
    factors(list);
    sora(list);
    assumptions(list);
    return list.build();
  }

  private static void dit(ClaimList list) {
    list.computed(
            "T1", "parameters of DiT-XL", number("6.75e8", "parameter"), AuditInputs.PARAMETERS)
        .or("with the fixed positional table", plus(AuditInputs.PARAMETERS, AuditInputs.POSITIONS))
        .computed(
            "T2",
            "training compute of the largest DiT",
            new Printed.PowerOfTen(21, Unit.of(Unit.FLOP)),
            times(AuditInputs.STEP, AuditInputs.BATCH, AuditInputs.UPDATES, AuditInputs.PASSES))
        .remark(
            "The factors are the DiT paper's, whose Gflops are multiply-accumulates; the article"
                + " goes on with {} instead of their product.",
            asPrinted("T2"))
        .computed(
            "T3",
            "the same in months of an H100",
            number("0.4", MONTHS),
            over(
                asPrinted("T2"),
                times(AuditInputs.PEAK, AuditInputs.MONTH, AuditInputs.DAY_SECONDS)))
        .remark("The peak is that of the H100 SXM5 in dense bf16, all of it.")
        .computed(
            "T4",
            "the same in days of one H100",
            number("12", "H100-day"),
            over(asPrinted("T2"), times(AuditInputs.PEAK, AuditInputs.DAY_SECONDS)));
  }

  private static void factors(ClaimList list) {
    list.computed(
            "T5",
            "frames in a one-minute video",
            number("1440", "frame"),
            times(AuditInputs.VIDEO_SECONDS, AuditInputs.FRAME_RATE))
        .computed(
            "T6",
            "latent frames of it, time compressed 8x",
            number("180", "latent frame"),
            over(claim("T5"), AuditInputs.COMPRESSION))
        .remark(
            "Compute is scaled by this number, yet full attention over space and time grows with"
                + " its square: a forward pass of {} latent frames would cost {} to {} times that"
                + " of one, as the larger model grows in width or in depth.",
            claim("T6"),
            times(claim("T6"), FullAttention.LEAST),
            times(claim("T6"), FullAttention.MOST))
        .computed(
            "T7",
            "Sora's parameters over DiT-XL's",
            number("30", "ratio"),
            over(claim("A1"), asPrinted("T1")))
        .computed(
            "T8",
            "images seen in the training of DiT",
            number("7.68e8", "image"),
            times(AuditInputs.BATCH, AuditInputs.UPDATES))
        .reported("T9", "images in ImageNet", number("1.4e7", "image"), AuditInputs.IMAGENET)
        .remark(
            "DiT was trained on the 1000 classes of the challenge, {} images: each was seen {}"
                + " times, not {}.",
            AuditInputs.IMAGENET_USED,
            over(claim("T8"), AuditInputs.IMAGENET_USED),
            over(claim("T8"), asPrinted("T9")));
  }

  private static void sora(ClaimList list) {
    list.computed(
            "T10",
            "training compute of Sora, low",
            number("1.1e25", Unit.FLOP),
            sora(AuditInputs.DATA_LOW))
        .remark("Half of the data are stills, whose compute is dropped.")
        .computed(
            "T11",
            "training compute of Sora, high",
            number("2.7e25", Unit.FLOP),
            sora(AuditInputs.DATA_HIGH))
        .computed("T12", "low estimate in months", number("4211", MONTHS), months("T10"))
        .computed("T13", "high estimate in months", number("10528", MONTHS), months("T11"));
  }

  private static Formula sora(Formula data) {
    return times(
        asPrinted("T2"),
        asPrinted("T7"),
        data,
        over(times(claim("T6"), claim("A3")), AuditInputs.IMAGE_FRAMES));
  }

  private static Formula months(String compute) {
    return over(
        claim(compute), times(AuditInputs.PEAK, AuditInputs.MONTH, AuditInputs.DAY_SECONDS));
  }

  private static void assumptions(ClaimList list) {
    list.assumed("A1", "parameters of Sora", number("20e9", "parameter"))
        .assumed(
            "A2",
            "more data than DiT, cut from 10x and 100x",
            new Printed.Range("4", "10", Unit.RATIO))
        .assumed("A3", "share of video in the data", number("0.5", "ratio"));
  }
}

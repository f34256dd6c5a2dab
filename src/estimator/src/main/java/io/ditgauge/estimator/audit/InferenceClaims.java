package io.ditgauge.estimator.audit;

import static io.ditgauge.estimator.audit.Formula.asPrinted;
import static io.ditgauge.estimator.audit.Formula.claim;
import static io.ditgauge.estimator.audit.Formula.over;
import static io.ditgauge.estimator.audit.Formula.times;
import static io.ditgauge.estimator.audit.Printed.number;

import java.util.List;

/** The claims about inference: compute of an image and of a video, and break-even. */
final class InferenceClaims {
  private InferenceClaims() {}

  static List<Claim> all() {
    ClaimList list = new ClaimList("inference");
    image(list);
    video(list);
    breakEven(list);
    return list.build();
  }

  private static void image(ClaimList list) {
    list.computed(
            "I1",
            "DiT-XL, a denoising step at 512x512",
            number("524e9", "FLOP/step"),
            AuditInputs.STEP_COUNTED)
        .remark(
            Reading.CORRECTED,
            "The model's ops have that many multiply-accumulates; they are {} FLOP, and the peak of"
                + " an H100 counts both operations.",
            claim("I1"))
        .computed(
            "I2",
            "DiT-XL, an image of 250 steps",
            number("131e12", "FLOP/image"),
            times(AuditInputs.STEP, AuditInputs.DIT_SAMPLING))
        .computed(
            "I3",
            "DiT-XL, images until inference has cost as much as training",
            number("7.6e6", "image"),
            over(asPrinted("T2"), times(AuditInputs.STEP, AuditInputs.DIT_SAMPLING)))
        .reported("I4", "images uploaded to Instagram each day", number("95e6", "image/day"));
  }

  private static void video(ClaimList list) {
    list.computed("I5", "Sora, a denoising step", number("2.8e15", "FLOP/step"), step())
        .assumed(
            "A4", "denoising steps of a video, as for an image", number("250", "step/video minute"))
        .remark("Today 30 to 50 steps are usual, and distilled models take 4 to 8.")
        .computed(
            "I6",
            "Sora, a video of one minute",
            number("708e15", "FLOP/video minute"),
            times(step(), claim("A4")))
        .computed(
            "I7",
            "minutes of video in an H100-hour",
            number("5", "video minute/H100-hour"),
            over(times(AuditInputs.PEAK, AuditInputs.HOUR_SECONDS), claim("I6")))
        .remark("At 100% of the peak.");
  }

  private static Formula step() {
    return times(AuditInputs.STEP, asPrinted("T7"), over(claim("T6"), AuditInputs.IMAGE_FRAMES));
  }

  private static void breakEven(ClaimList list) {
    list.computed(
            "I8",
            "Sora, minutes until inference has cost as much as training, low",
            number("15.3e6", "video minute"),
            over(claim("T10"), claim("I6")))
        .remark(
            "With the printed compute of a minute it is {}.", over(claim("T10"), asPrinted("I6")))
        .computed(
            "I9",
            "the same, high",
            number("38.1e6", "video minute"),
            over(claim("T11"), claim("I6")))
        .reported(
            "I10",
            "minutes uploaded to YouTube each day",
            number("43e6", "video minute/day"),
            times(AuditInputs.YOUTUBE_HOURS, AuditInputs.HOUR_VIDEO, AuditInputs.DAY_MINUTES))
        .remark("YouTube speaks of {} hours each minute.", AuditInputs.YOUTUBE_HOURS);
  }
}

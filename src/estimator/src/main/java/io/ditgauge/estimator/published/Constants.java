package io.ditgauge.estimator.published;

import io.ditgauge.estimator.hardware.DataSheet;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** Published constants that are no tables, each with its source. */
final class Constants {
  private static final double GIGA = 1e9;

  /**
   * Floor: a kernel of 64 kB launched in a stream, H200. Host: PyTorch eager 2 to 7 microseconds an
   * op, and 6.8 to 9.1 a kernel of the inductor.
   */
  static final EfficiencyRecord.Launch LAUNCH =
      new EfficiencyRecord.Launch(
          2.5e-6,
          4.5e-6,
          8e-6,
          "te42kyfo/gpu-benches gpu-small-kernels (2.5 us); pytorch/pytorch issue 41383 (2-7 us);"
              + " meta-pytorch/tritonbench 1017 (6.8-9.1 us)");

  /**
   * Grids are bursts of milliseconds; a loop of seconds runs 0 to 10 % slower at the power limit,
   * and boards of one kind differ by 5 %.
   */
  static final EfficiencyRecord.Sustained SUSTAINED =
      new EfficiencyRecord.Sustained(
          0.95,
          0.05,
          "middle of 0 to 10 % below short bursts; boards of one kind differ by at least 5 %"
              + " (stas00/ml-engineering compute/accelerator/README.md)");

  /**
   * The same on a card whose kernels rest on one source each: where there are several, they differ
   * by 0.05 (bfloat16 products on an A100: 264 to 299 TFLOP/s) to 0.09 (causal FlashAttention-2 on
   * it: 177 and 193).
   */
  static final EfficiencyRecord.Sustained SUSTAINED_BY_ONE_SOURCE =
      new EfficiencyRecord.Sustained(
          SUSTAINED.compute(),
          Math.hypot(SUSTAINED.boards(), 0.08),
          SUSTAINED.source()
              + "; one source a kernel, others differ by 0.05 to 0.09 on an A100"
              + " (stas00/ml-engineering MAMF, zzc0721, aiconfigurator, SageAttention charts)");

  /** NVLink 4 among 8 cards: all-to-all 317 to 320 GB/s of 450, neighbours 376, all-reduce 445. */
  static final EfficiencyRecord.Interconnect NVLINK4 =
      link(
          collective("8xH100", "alltoall busbw"),
          collective("2xH100", "p2p copy unidirectional"),
          collective("8xH200", "all_reduce busbw NVLS"));

  /** NVLink 3 among 8 cards. */
  private static final EfficiencyRecord.Interconnect NVLINK3 =
      link(
          collective("8xA100", "alltoall busbw"),
          collective("2xA100", "p2p copy unidirectional"),
          collective("8xA100", "all_reduce busbw"));

  /** NVLink 5; neighbours as on a GB200, which has the same links. */
  private static final EfficiencyRecord.Interconnect NVLINK5 =
      link(
          collective("8xB200", "alltoall busbw"),
          collective("2xGB200", "p2p copy unidirectional"),
          collective("8xB200", "all_reduce busbw"));

  private Constants() {}

  private static EfficiencyRecord.Interconnect link(
      CSVRecord allToAll, CSVRecord neighbour, CSVRecord allReduce) {
    return new EfficiencyRecord.Interconnect(
        rate(allToAll),
        rate(neighbour),
        rate(allReduce),
        1e-5,
        0.15,
        allToAll.get("source") + "; " + neighbour.get("source") + "; " + allReduce.get("source"));
  }

  private static double rate(CSVRecord row) {
    return Double.parseDouble(row.get("value")) * GIGA;
  }

  private static CSVRecord collective(String cards, String op) {
    return KernelTables.rows(KernelTables.COLLECTIVES).stream()
        .filter(row -> row.get("cards").equals(cards) && row.get("op").equals(op))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no collective " + op + " on " + cards));
  }

  /** The links of a card by its name; none where nothing is published. */
  static Optional<EfficiencyRecord.Interconnect> link(String name) {
    return switch (name) {
      case "h100-sxm", "h200-sxm" -> Optional.of(NVLINK4);
      case "h800-sxm" -> Optional.of(share(NVLINK4, 400.0 / 900, "link rate 400 of 900 GB/s"));
      case "a100-sxm" -> Optional.of(NVLINK3);
      case "b200" -> Optional.of(NVLINK5);
      case "h20" -> Optional.of(share(NVLINK4, 1, "link rate 900 GB/s"));
      case "l20", "l40s", "h100-pcie", "h100-nvl", "h200-nvl" ->
          Optional.of(share(NVLINK4, 55.4 / 450, "PCIe 5 x16: 55.4 of 450 GB/s a direction"));
      default -> Optional.empty();
    };
  }

  private static EfficiencyRecord.Interconnect share(
      EfficiencyRecord.Interconnect from, double share, String why) {
    return new EfficiencyRecord.Interconnect(
        from.allToAllBytesPerSecond() * share,
        from.neighbourBytesPerSecond() * share,
        from.allReduceBytesPerSecond() * share,
        from.latencySeconds(),
        from.spread(),
        from.source() + "; " + why);
  }

  /**
   * Three-dimensional convolutions reach 20 to 30 % of the peak channels-last (194 of 989 TFLOP/s
   * measured with layout changes) and 5 to 10 % otherwise, which is how most decoders run; images'
   * decoders sit between.
   */
  static EfficiencyRecord.Convolution convolution(DataSheet card) {
    double peak = card.bf16FlopsPerSecond().orElseThrow();
    return new EfficiencyRecord.Convolution(
        0.15 * peak,
        0.075 * peak,
        0.35,
        "tile-ai/TileOPs 1998: cuDNN conv3d fp16 194 TFLOP/s on an H200 with layout changes;"
            + " sgl-project/sglang 27431: channels-last is 2.7 to 3.7 times faster");
  }
}

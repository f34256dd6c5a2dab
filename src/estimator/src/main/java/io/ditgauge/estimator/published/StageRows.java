package io.ditgauge.estimator.published;

import io.ditgauge.estimator.hardware.Accelerators;
import io.ditgauge.estimator.hardware.DataSheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/**
 * Rates of whole text encoders and decoders from the table of stage times.
 *
 * <p>By the rows of the card itself; else by those of cards of its generation, else of any. Between
 * cards the {@link #PRODUCTS share of a decoder} that is convolutions goes by the best matrix
 * product, and the rest, which moves data, by the bandwidth of the data sheets. A text encoder
 * takes as long on every card: its published times are those of a host that launches kernels of a
 * tenth of them.
 *
 * <p>Left out are times in float32 or with quantised weights, of several cards at once, of compiled
 * decoders, of timers that do not wait for the card (SGLang's stage log), and of networks that
 * nobody counts here.
 */
final class StageRows {
  /**
   * Convolutions in a decode on an H200 in seconds, of all: sgl-project/sglang PR 34125, LongLive2.
   */
  private static final double PRODUCTS = 1.26 / 2.59;

  /**
   * Two programs that decode in 16 bits on one B200 differ by 1.34 (NVIDIA/TensorRT-LLM PR 17262),
   * three runs of one on an H100 by 1.16: half of the former, as a logarithm.
   */
  private static final double LEAST_SPREAD = 0.15;

  /** Wan2.1 on an H20, from an H100: by 0.24: 26.3 s, in float32 by default, sglang PR 16510. */
  private static final double WITHIN = 0.25;

  /** From an H200 to a B200: the Wan2.2 decoder is missed by 0.19, the FLUX.1 decoder by 0.81. */
  private static final double ACROSS = 0.5;

  private StageRows() {}

  /** Every network of the table on a card. */
  static List<EfficiencyRecord.Stage> of(CSVRecord card) {
    Map<String, List<StageMeasurement>> networks = new TreeMap<>();
    for (StageMeasurement it : StageMeasurement.all()) {
      networks.computeIfAbsent(it.network(), name -> new ArrayList<>()).add(it);
    }
    return networks.values().stream().map(rows -> stage(card, rows)).toList();
  }

  private static EfficiencyRecord.Stage stage(CSVRecord card, List<StageMeasurement> all) {
    String generation = card.get("generation");
    List<StageMeasurement> own =
        all.stream().filter(it -> it.card().equals(card.get("name"))).toList();
    List<StageMeasurement> kin =
        all.stream().filter(it -> generation(it.card()).equals(generation)).toList();
    List<StageMeasurement> rows = own.isEmpty() ? (kin.isEmpty() ? all : kin) : own;
    double transfer = own.isEmpty() ? (kin.isEmpty() ? ACROSS : WITHIN) : 0;
    double[] rates =
        rows.stream().mapToDouble(it -> it.flopsPerSecond() * share(it, card)).toArray();
    double median = Errors.median(rates);
    double[] errors = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      errors[i] = Math.log(rates[i] / median);
    }
    return new EfficiencyRecord.Stage(
        rows.get(0).network(),
        rows.get(0).stage(),
        rows.get(0).pass().parameters(),
        median,
        Math.hypot(Errors.robustSigma(errors, LEAST_SPREAD), transfer),
        rates.length,
        own.isEmpty() ? "Transferred" : "Published",
        sources(rows, own.isEmpty()));
  }

  private static String generation(String card) {
    return PublishedEfficiencies.card(card).get("generation");
  }

  /** Rate on a card over that where it was measured. */
  private static double share(StageMeasurement row, CSVRecord card) {
    return row.text() ? 1 : decoderShare(PublishedEfficiencies.card(row.card()), card);
  }

  /** Rate of a decoder on a card over that on another. */
  static double decoderShare(CSVRecord from, CSVRecord to) {
    double products = EfficiencyBuilder.computeShare(to) / EfficiencyBuilder.computeShare(from);
    double bandwidth = sheet(to).memoryBytesPerSecond() / sheet(from).memoryBytesPerSecond();
    return 1 / (PRODUCTS / products + (1 - PRODUCTS) / bandwidth);
  }

  private static DataSheet sheet(CSVRecord card) {
    return Accelerators.of(card.get("card"));
  }

  private static String sources(List<StageMeasurement> rows, boolean transferred) {
    String sources =
        String.join("; ", rows.stream().map(StageMeasurement::source).distinct().toList());
    String cards = String.join(", ", rows.stream().map(StageMeasurement::card).distinct().toList());
    if (!transferred) {
      return sources;
    }
    return sources
        + "; of "
        + cards
        + (rows.get(0).text()
            ? ", bound by the host"
            : ", by matrix products (0.49) and bandwidth (0.51)");
  }
}

package io.ditgauge.estimator.serving;

import io.ditgauge.estimator.latency.StageTime;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.published.EfficiencyRecord;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.sheet.Item;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.source.Published;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.estimator.source.Transferred;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rates behind a prediction, with the tables they are from. */
final class CardRates {
  private CardRates() {}

  /** Adds the rates and gives their names by what is spent at them. */
  static Map<TimeClass, List<String>> add(Sheet sheet, Efficiency card, String kernel) {
    EfficiencyRecord record = PublishedEfficiencies.record(card.name());
    String sustained =
        given(
            sheet,
            new Item.Label("hardware.sustained", "rate of a long job over a burst's", "ratio"),
            record.sustained().compute(),
            source(card, record.sustained().source()));
    List<String> gemm = new ArrayList<>(List.of(sustained));
    List<String> attention = new ArrayList<>(List.of(sustained));
    List<String> memory = new ArrayList<>();
    gemm.add(
        given(
            sheet,
            new Item.Label("hardware.gemm", "rate of large matrix products", "FLOP/s"),
            record.gemm().flopsPerSecond(),
            source(card, record.gemm().source())));
    record.attention().stream()
        .filter(it -> it.kernel().equals(kernel))
        .forEach(
            it ->
                attention.add(
                    given(
                        sheet,
                        new Item.Label(
                            "hardware.attention." + it.headWidth(),
                            "tile of " + kernel + ", head width " + it.headWidth(),
                            "s"),
                        it.tileSeconds(),
                        it.origin().equals("Transferred")
                            ? transferred(card, it.source())
                            : source(card, it.source()))));
    record
        .memory()
        .forEach(
            it ->
                memory.add(
                    given(
                        sheet,
                        new Item.Label(
                            "hardware.bandwidth." + it.kind(),
                            "bandwidth of kernels that move data: " + it.kind(),
                            "byte/s"),
                        it.bytesPerSecond(),
                        source(card, it.source()))));
    // In the order of the classes, which is the same in every run.
    return new EnumMap<>(
        Map.of(
            TimeClass.GEMM, gemm,
            TimeClass.CONVOLUTION, List.of(sustained),
            TimeClass.ATTENTION, attention,
            TimeClass.ELEMENTWISE, memory));
  }

  /** Adds the rates of stages that were taken as a whole and gives their names. */
  static List<String> stages(Sheet sheet, Efficiency card, List<StageTime> whole) {
    for (StageTime stage : whole) {
      long parameters = Math.round(stage.weightBytes() / card.elementBytes());
      EfficiencyRecord.Stage rate =
          PublishedEfficiencies.record(card.name()).stages().stream()
              .filter(it -> it.rate().is(stage.name(), parameters))
              .findFirst()
              .orElseThrow();
      given(
          sheet,
          new Item.Label(id(stage), "rate of the whole " + stage.name(), "FLOP/s"),
          rate.flopsPerSecond(),
          rate.borrowed() ? transferred(card, rate.source()) : source(card, rate.source()));
    }
    return stages(whole);
  }

  /** The names of the rates of those of the stages that were taken as a whole. */
  static List<String> stages(List<StageTime> stages) {
    return stages.stream().filter(StageTime::whole).map(CardRates::id).toList();
  }

  private static String id(StageTime stage) {
    return "hardware.stage." + stage.name();
  }

  private static String given(Sheet sheet, Item.Label label, double value, Source source) {
    sheet.given(label, value, source);
    return label.id();
  }

  private static Source source(Efficiency card, String text) {
    return card.origin().equals("Transferred") ? transferred(card, text) : table(card, text);
  }

  private static Source transferred(Efficiency card, String text) {
    return new Transferred("another than " + card.name(), table(card, text));
  }

  private static Source table(Efficiency card, String text) {
    return new Published(text, "published/" + card.name() + ".json", PredictedModel.READ);
  }
}

package io.ditgauge.estimator.published;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.ditgauge.estimator.hardware.Accelerators;
import io.ditgauge.estimator.hardware.DataSheet;
import io.ditgauge.estimator.roofline.AttentionModel;
import io.ditgauge.estimator.roofline.AttentionTiles;
import io.ditgauge.estimator.roofline.ConvolutionModel;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.roofline.GemmPoint;
import io.ditgauge.estimator.roofline.GemmRoofline;
import io.ditgauge.estimator.roofline.GemmSurface;
import io.ditgauge.estimator.roofline.HostModel;
import io.ditgauge.estimator.roofline.KernelKind;
import io.ditgauge.estimator.roofline.Link;
import io.ditgauge.estimator.roofline.MemoryModel;
import io.ditgauge.estimator.roofline.StageModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.csv.CSVRecord;

/** The shipped efficiencies by name. */
public final class PublishedEfficiencies {
  /** |ln| of a normal distribution: median to standard deviation. */
  private static final double MEDIAN_TO_SIGMA = 1.4826;

  private static final int ELEMENT_BYTES = 2;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Map<String, EfficiencyRecord> RECORDS = new ConcurrentHashMap<>();
  private static final Map<String, Efficiency> EFFICIENCIES = new ConcurrentHashMap<>();

  private PublishedEfficiencies() {}

  /** The names, in the order of the table of cards. */
  public static List<String> names() {
    return KernelTables.rows(KernelTables.CARDS).stream().map(row -> row.get("name")).toList();
  }

  /**
   * The shipped efficiency of that name.
   *
   * @throws IllegalArgumentException for an unknown name: a card without data is never given
   *     another's
   */
  public static Efficiency of(String name) {
    EfficiencyRecord record = record(name);
    return EFFICIENCIES.computeIfAbsent(name, it -> efficiency(record));
  }

  /** The shipped record of that name. */
  public static EfficiencyRecord record(String name) {
    if (!names().contains(name)) {
      throw new IllegalArgumentException(
          "no published efficiency of '"
              + name
              + "'; there are "
              + String.join(", ", names())
              + ". Measure on the card, or name one of these: rates are never borrowed silently");
    }
    return RECORDS.computeIfAbsent(name, PublishedEfficiencies::read);
  }

  private static EfficiencyRecord read(String name) {
    try (InputStream in = PublishedEfficiencies.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("the efficiency is missing from the jar: " + name);
      }
      return MAPPER.readValue(in, EfficiencyRecord.class);
    } catch (IOException e) {
      throw new IllegalStateException("the efficiency cannot be read: " + name, e);
    }
  }

  /**
   * The efficiency of a record.
   *
   * @throws IllegalArgumentException where the card is unknown or the points are not those that
   *     were fitted
   */
  public static Efficiency efficiency(EfficiencyRecord record) {
    DataSheet card = Accelerators.of(record.card());
    int units = card.units().orElse(1);
    return new Efficiency(
        record.name(),
        record.origin(),
        card,
        card.bf16FlopsPerSecond().orElseThrow(),
        gemm(record.gemm(), units),
        attention(record, units),
        memory(record),
        new ConvolutionModel(
            record.convolution().flopsPerSecond2d(),
            record.convolution().flopsPerSecond3d(),
            record.convolution().spread()),
        new HostModel(record.launch().eagerHostSeconds(), record.launch().compiledHostSeconds()),
        record.link().map(PublishedEfficiencies::link),
        new Efficiency.Sustained(record.sustained().compute(), record.sustained().boards()),
        new StageModel(record.stages().stream().map(EfficiencyRecord.Stage::rate).toList()));
  }

  private static Link link(EfficiencyRecord.Interconnect it) {
    return new Link(
        it.allToAllBytesPerSecond(),
        it.neighbourBytesPerSecond(),
        it.allReduceBytesPerSecond(),
        it.latencySeconds(),
        it.spread());
  }

  private static GemmSurface gemm(EfficiencyRecord.Gemm gemm, int units) {
    GemmRoofline roofline =
        new GemmRoofline(
            gemm.flopsPerSecond(),
            gemm.bytesPerSecond(),
            gemm.overheadSeconds(),
            gemm.sharpness(),
            ELEMENT_BYTES);
    List<GemmPoint> points = new ArrayList<>();
    gemm.points().ifPresent(it -> points.addAll(points(it, gemm, units)));
    return new GemmSurface(
        roofline,
        points,
        GemmFit.smoothing(points, units),
        gemm.heldOut().median() * MEDIAN_TO_SIGMA);
  }

  /** The points of the table at the rates of this card. */
  private static List<GemmPoint> points(
      EfficiencyRecord.Points points, EfficiencyRecord.Gemm gemm, int units) {
    List<GemmPoint> all = KernelTables.gemm(points.table());
    if (all.size() != points.rows()
        || !KernelTables.sha256(points.table()).equals(points.sha256())) {
      throw new IllegalArgumentException(
          points.table()
              + " is not the table that was fitted: rows="
              + all.size()
              + " of "
              + points.rows()
              + " for "
              + units
              + " multiprocessors; build the efficiency again");
    }
    if (gemm.scale() == 1) {
      return all;
    }
    return all.stream()
        .map(it -> new GemmPoint(it.m(), it.n(), it.k(), it.seconds() / gemm.scale()))
        .toList();
  }

  private static AttentionModel attention(EfficiencyRecord record, int units) {
    List<AttentionModel.Fit> fits = new ArrayList<>();
    for (EfficiencyRecord.Attention it : record.attention()) {
      fits.add(
          new AttentionModel.Fit(
              it.kernel(),
              it.headWidth(),
              new AttentionTiles(
                  it.overheadSeconds(),
                  it.tileSeconds(),
                  it.keySeconds(),
                  it.occupancySlowdown(),
                  new AttentionTiles.Tiling(it.tileQueries(), it.tileKeys(), units)),
              Math.hypot(it.heldOut().median() * MEDIAN_TO_SIGMA, it.transferSpread()),
              it.borrowed()));
    }
    String generation = card(record.name()).get("generation");
    return new AttentionModel(fits, Generation.of(generation).usual());
  }

  private static MemoryModel memory(EfficiencyRecord record) {
    Map<KernelKind, MemoryModel.Bandwidth> bandwidths = new EnumMap<>(KernelKind.class);
    for (EfficiencyRecord.Memory it : record.memory()) {
      bandwidths.put(
          KernelKind.of(it.kind()),
          new MemoryModel.Bandwidth(
              it.bytesPerSecond(), it.spread(), it.rows(), it.origin().equals("Transferred")));
    }
    return new MemoryModel(
        bandwidths,
        record.launch().floorSeconds(),
        record.cache().map(it -> new MemoryModel.Cache(it.bytes(), it.faster(), it.spread())));
  }

  /** The row of a card in the table of cards. */
  static CSVRecord card(String name) {
    return KernelTables.rows(KernelTables.CARDS).stream()
        .filter(row -> row.get("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no card is called '" + name + "'"));
  }
}

package io.ditgauge.estimator.validation;

import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Predicts each row of a table of published times. */
public final class Validator {
  private static final long LARGEST_BYTES = 16L << 20;

  /** A rate above the card's own peak contradicts physics. */
  private static final double PEAK = 1.0;

  private final Ablation ablation;

  /** A validator of rows as they are. */
  public Validator() {
    this(Ablation.NONE);
  }

  /** A validator that leaves something out. */
  public Validator(Ablation ablation) {
    this.ablation = ablation;
  }

  /** The rows that the product ships. */
  public static List<TimingRow> shippedRows() {
    try (InputStream in = Validator.class.getResourceAsStream("timings.csv");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return rows(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("timings.csv", e);
    }
  }

  /**
   * The rows of a file.
   *
   * @throws IllegalArgumentException where it is missing, too large or no table of that kind
   */
  public static List<TimingRow> rows(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(file + ": no such file; give a CSV of timings");
      }
      if (Files.size(file) > LARGEST_BYTES) {
        throw new IllegalArgumentException(
            file + ": a table must not exceed " + LARGEST_BYTES + " bytes: " + Files.size(file));
      }
      try (Reader reader = Files.newBufferedReader(file)) {
        return rows(reader);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read as UTF-8 CSV: " + e, e);
    }
  }

  private static List<TimingRow> rows(Reader reader) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    List<TimingRow> result = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(reader, format)) {
      if (!parser.getHeaderNames().contains("row_id")) {
        throw new IllegalArgumentException(
            "a table of timings needs the columns of timings.csv, first of all row_id; it has "
                + parser.getHeaderNames());
      }
      for (CSVRecord record : parser) {
        result.add(new TimingRow(record.toMap()));
      }
    }
    return result;
  }

  /**
   * Each row with its prediction; a row that cannot be predicted is flagged with the reason.
   *
   * @throws IllegalArgumentException where no row can be predicted, with the first row's reason
   */
  public List<RowResult> validate(List<TimingRow> rows) {
    List<RowResult> results = new ArrayList<>();
    List<IllegalArgumentException> refusals = new ArrayList<>();
    for (TimingRow row : rows) {
      try {
        results.add(validate(row));
      } catch (IllegalArgumentException e) {
        refusals.add(e);
        results.add(unscored(row, Double.NaN, "!" + e.getMessage()));
      }
    }
    if (!rows.isEmpty() && refusals.size() == rows.size()) {
      throw refusals.get(0);
    }
    return results;
  }

  private RowResult validate(TimingRow row) {
    double measured = row.number("time_for_all_steps_s");
    Optional<Efficiency> card = Cards.of(row.text("gpu"));
    if (card.isEmpty()) {
      return unscored(row, measured, "!no efficiency of " + row.text("gpu"));
    }
    Optional<Parallelism> parallelism = row.parallelism();
    Model model = RowModel.of(row);
    Request request = RowModel.request(row, model);
    Parallelism degrees =
        parallelism.orElse(new Parallelism(1, (int) row.integer("n_gpus", 1), 1, 1));
    if (impossible(row, model, request, card.get(), measured)) {
      return unscored(row, measured, "!above the peak of the card");
    }
    String attention = row.text("attention_kernel");
    boolean range = attention.isEmpty() || attention.equals("unknown");
    String fast = card.get().attention().usual();
    RowResult result =
        range
            ? between(
                row,
                measured,
                predict(row, model, request, card.get(), "fa2", degrees),
                predict(row, model, request, card.get(), fast, degrees))
            : plain(row, measured, predict(row, model, request, card.get(), attention, degrees));
    return parallelism.isEmpty() ? flagged(result, "!degrees not stated: a bound") : result;
  }

  private static RowResult unscored(TimingRow row, double measured, String flag) {
    return new RowResult(row, measured, Double.NaN, Double.NaN, Double.NaN, flag, Optional.empty());
  }

  private static RowResult flagged(RowResult it, String flag) {
    return new RowResult(
        it.row(),
        it.measuredSeconds(),
        it.predictedSeconds(),
        it.lowSeconds(),
        it.highSeconds(),
        flag,
        it.prediction());
  }

  /** More FLOPs than the cards can do at their peak in the time, attention in 8 bits excepted. */
  private static boolean impossible(
      TimingRow row, Model model, Request request, Efficiency card, double measured) {
    double flops =
        model.forward(request).counts().flops().value() * request.steps() * request.passes();
    double peak = card.card().bf16FlopsPerSecond().orElseThrow() * row.integer("n_gpus", 1) * PEAK;
    double factor = row.text("attention_kernel").equals("sage") ? 2 : 1;
    return row.text("tier").equals("X") || flops / measured > factor * peak;
  }

  private Prediction predict(
      TimingRow row,
      Model model,
      Request request,
      Efficiency card,
      String attention,
      Parallelism degrees) {
    Execution execution = execution(row);
    String kernel = attention.equals("linear") ? "fa2" : attention;
    Options stated = new Options(kernel, execution, degrees, !row.denoiserOnly());
    Options ablated = ablation.options().apply(stated);
    Options options = card.attention().runs(ablated.attention()) ? ablated : stated;
    return new Predictor(card).predict(model, ablation.request().apply(request), options);
  }

  private static Execution execution(TimingRow row) {
    String execution = row.text("execution");
    return execution.isEmpty() || execution.equals("unknown")
        ? Execution.EAGER_DIFFUSERS
        : Execution.of(execution);
  }

  private RowResult plain(TimingRow row, double measured, Prediction prediction) {
    double share = ablation.seconds().applyAsDouble(prediction) / prediction.seconds();
    String flags =
        String.join(
            ", ",
            prediction.flags().stream()
                .map(flag -> flag.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                .sorted()
                .toList());
    return new RowResult(
        row,
        measured,
        share * prediction.seconds(),
        share * prediction.lowSeconds(),
        share * prediction.highSeconds(),
        flags,
        Optional.of(prediction));
  }

  private static RowResult between(
      TimingRow row, double measured, Prediction slow, Prediction fast) {
    return new RowResult(
        row,
        measured,
        Math.sqrt(slow.seconds() * fast.seconds()),
        Math.min(slow.lowSeconds(), fast.lowSeconds()),
        Math.max(slow.highSeconds(), fast.highSeconds()),
        slow.seconds() == fast.seconds()
            ? "attention kernel not stated: the usual one"
            : "attention kernel not stated: a range",
        Optional.of(slow));
  }
}

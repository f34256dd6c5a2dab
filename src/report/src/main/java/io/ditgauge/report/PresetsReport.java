package io.ditgauge.report;

import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.Network;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The known models.
 *
 * @param presets the presets, in the order shown
 */
public record PresetsReport(List<Preset> presets) {
  /** Version of the JSON. */
  static final String SCHEMA = "ditgauge/presets/1";

  /** Copies. */
  public PresetsReport {
    presets = List.copyOf(presets);
  }

  /** A line for each preset. */
  public String text() {
    return TextTables.text(table());
  }

  /** The same as CSV. */
  public String csv() {
    return CsvTables.csv(table());
  }

  /** The same as Markdown. */
  public String markdown() {
    return MarkdownTables.markdown(table());
  }

  private Table table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Preset preset : presets) {
      rows.add(
          List.of(
              Cell.text(preset.name()),
              Cell.text(kind(preset.network())),
              Cell.text(preset.network().className()),
              Cell.number(Long.toString(preset.network().parameters())),
              Cell.text(source(preset))));
    }
    return new Table(
        "",
        List.of(
            Column.text("model"),
            Column.text("kind"),
            Column.text("class"),
            Column.number("parameters"),
            Column.text("source")),
        rows,
        List.of());
  }

  /** The source of most values; JSON has them all. */
  private static String source(Preset preset) {
    String all = String.join("; ", List.copyOf(preset.sources().values()));
    return preset.sources().getOrDefault("*", all);
  }

  private static String kind(Network network) {
    if (network instanceof TextNetwork) {
      return "text network";
    }
    return network instanceof Autoencoder ? "autoencoder" : "denoiser";
  }

  /** The same as JSON. */
  public String json() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("schema", SCHEMA);
    result.put("presets", presets.stream().map(PresetsReport::json).toList());
    return JsonText.of(result);
  }

  private static Map<String, Object> json(Preset preset) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", preset.name());
    result.put("kind", kind(preset.network()));
    result.put("class", preset.network().className());
    result.put("parameters", preset.network().parameters());
    result.put("sources", preset.sources());
    result.put("checkpoint", preset.checkpoint().map(PresetsReport::checkpoint));
    return result;
  }

  private static Map<String, Object> checkpoint(Preset.Checkpoint checkpoint) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("parameters", checkpoint.parameters());
    result.put("source", checkpoint.source());
    return result;
  }
}

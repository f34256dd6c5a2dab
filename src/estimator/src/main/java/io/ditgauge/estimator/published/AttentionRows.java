package io.ditgauge.estimator.published;

import io.ditgauge.estimator.roofline.AttentionTiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/** Attention kernels of a card from the published grid and rates. */
final class AttentionRows {
  private static final String GRID_SOURCE =
      "ai-dynamo/aiconfigurator 095f58a, H100 SXM, vLLM 0.24 encoder attention (FA3), CUDA graph"
          + " replay";

  /** Tiling of the kernels of which only rates are known: FlashAttention's for wide heads. */
  private static final int TILE = 128;

  /**
   * Left out, with the reason in the file: charts of one paper whose full-mask FA3 rows lie below
   * its causal rows (a throttling card or an old build), and boards capped at 500 W.
   */
  private static final String LEFT_OUT = "SageAttention";

  private static final double TERA = 1e12;
  private static final double MICRO = 1e-6;

  private AttentionRows() {}

  /** Every kernel and head width of a card that has at least one row. */
  static List<EfficiencyRecord.Attention> of(String card, boolean grid, int units) {
    List<EfficiencyRecord.Attention> result = new ArrayList<>();
    if (grid) {
      for (int headWidth : new int[] {64, 72, 80}) {
        AttentionFit.Fitted fitted = AttentionFit.grid(gridCalls(headWidth), headWidth, units);
        result.add(entry("fa3", headWidth, fitted, GRID_SOURCE));
      }
    }
    Map<String, List<CSVRecord>> groups = new TreeMap<>();
    for (CSVRecord row : KernelTables.rows(KernelTables.ATTENTION)) {
      if (row.get("card").equals(card) && usable(row)) {
        String key = row.get("kernel") + " " + row.get("head_width");
        groups.computeIfAbsent(key, it -> new ArrayList<>()).add(row);
      }
    }
    for (Map.Entry<String, List<CSVRecord>> group : groups.entrySet()) {
      String kernel = group.getKey().split(" ", -1)[0];
      int headWidth = Integer.parseInt(group.getKey().split(" ", -1)[1]);
      boolean known =
          result.stream().anyMatch(it -> it.kernel().equals(kernel) && it.headWidth() == headWidth);
      if (!known) {
        result.add(rates(kernel, headWidth, group.getValue(), units));
      }
    }
    return result;
  }

  private static boolean usable(CSVRecord row) {
    boolean suspect = row.get("source").contains(LEFT_OUT) && row.get("kernel").equals("fa3");
    return !suspect && !row.get("conditions").contains("power-capped");
  }

  private static List<AttentionFit.Call> gridCalls(int headWidth) {
    List<AttentionFit.Call> calls = new ArrayList<>();
    for (CSVRecord row : KernelTables.rows(KernelTables.ATTENTION_GRID)) {
      if (Integer.parseInt(row.get("head_width")) == headWidth) {
        calls.add(
            new AttentionFit.Call(
                Double.parseDouble(row.get("batch")) * Double.parseDouble(row.get("heads")),
                Double.parseDouble(row.get("tokens")),
                Double.parseDouble(row.get("microseconds")) * MICRO));
      }
    }
    return calls;
  }

  private static EfficiencyRecord.Attention rates(
      String kernel, int headWidth, List<CSVRecord> rows, int units) {
    List<AttentionFit.Call> calls = new ArrayList<>();
    for (CSVRecord row : rows) {
      calls.add(call(row, headWidth, units));
    }
    AttentionFit.Fitted fitted =
        AttentionFit.rates(calls, headWidth, new AttentionTiles.Tiling(TILE, 1, units));
    String source =
        String.join("; ", rows.stream().map(it -> it.get("source")).distinct().toList());
    return entry(kernel, headWidth, fitted, source);
  }

  /** A call; where a chart does not say its batch, as many heads as fill whole waves. */
  private static AttentionFit.Call call(CSVRecord row, int headWidth, int units) {
    double tokens = Double.parseDouble(row.get("tokens"));
    boolean stated = !row.get("batch").isEmpty() && !row.get("heads").isEmpty();
    double heads =
        stated
            ? Double.parseDouble(row.get("batch")) * Double.parseDouble(row.get("heads"))
            : units;
    double flops = 4 * heads * tokens * tokens * headWidth;
    return new AttentionFit.Call(
        heads, tokens, flops / (Double.parseDouble(row.get("teraflops")) * TERA));
  }

  private static EfficiencyRecord.Attention entry(
      String kernel, int headWidth, AttentionFit.Fitted fitted, String source) {
    AttentionTiles tiles = fitted.tiles();
    return new EfficiencyRecord.Attention(
        kernel,
        headWidth,
        tiles.overheadSeconds(),
        tiles.tileSeconds(),
        tiles.keySeconds(),
        tiles.occupancySlowdown(),
        tiles.tiling().queries(),
        tiles.tiling().keys(),
        fitted.heldOut(),
        "Published",
        0,
        source);
  }
}

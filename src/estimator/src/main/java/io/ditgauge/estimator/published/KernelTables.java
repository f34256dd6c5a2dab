package io.ditgauge.estimator.published;

import io.ditgauge.estimator.roofline.GemmPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The published kernel measurements among the resources of this package. */
final class KernelTables {
  static final String GEMM = "gemm-h100-sxm.csv";
  static final String ATTENTION_GRID = "attention-h100-sxm.csv";
  static final String ATTENTION = "attention-rates.csv";
  static final String MEMORY = "memory.csv";
  static final String CARDS = "cards.csv";
  static final String COLLECTIVES = "collectives.csv";
  static final String STAGES = "stage-times.csv";

  private static final double MICRO = 1e-6;

  private static final Map<String, List<CSVRecord>> ROWS = new ConcurrentHashMap<>();

  private KernelTables() {}

  /** The rows of a table, which is read once. */
  static List<CSVRecord> rows(String table) {
    return ROWS.computeIfAbsent(table, KernelTables::read);
  }

  private static List<CSVRecord> read(String table) {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (BufferedReader in =
            new BufferedReader(new InputStreamReader(open(table), StandardCharsets.UTF_8));
        CSVParser parser = CSVParser.parse(in, format)) {
      return List.copyOf(parser.getRecords());
    } catch (IOException e) {
      throw new IllegalStateException("the table cannot be read: " + table, e);
    }
  }

  /** The matrix products of a table of four numeric columns, without the cost of a CSV parser. */
  static List<GemmPoint> gemm(String table) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(open(table), StandardCharsets.UTF_8))) {
      return in.lines().skip(1).map(KernelTables::point).toList();
    } catch (IOException e) {
      throw new IllegalStateException("the table cannot be read: " + table, e);
    }
  }

  private static GemmPoint point(String line) {
    String[] fields = line.split(",", -1);
    return new GemmPoint(
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Double.parseDouble(fields[3]) * MICRO);
  }

  static String sha256(String table) {
    try (InputStream in = open(table)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      return HexFormat.of().formatHex(digest);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("the table cannot be read: " + table, e);
    }
  }

  private static InputStream open(String table) {
    InputStream in = KernelTables.class.getResourceAsStream(table);
    if (in == null) {
      throw new IllegalStateException("the table is missing from the jar: " + table);
    }
    return in;
  }
}

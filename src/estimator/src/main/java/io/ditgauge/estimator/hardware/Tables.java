package io.ditgauge.estimator.hardware;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the published tables in the resources. */
final class Tables {
  private Tables() {}

  /** The rows of a table with a header line. */
  static List<CSVRecord> rows(String resource) {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (InputStream in = Tables.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the table is missing from the jar: " + resource);
      }
      try (CSVParser parser =
          CSVParser.parse(new InputStreamReader(in, StandardCharsets.UTF_8), format)) {
        return parser.getRecords();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the table cannot be read: " + resource, e);
    }
  }

  /** The number in a column, or empty for an empty field or a column that the table lacks. */
  static Optional<Double> number(CSVRecord row, String column) {
    String field = row.isMapped(column) ? row.get(column) : "";
    return field.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(field));
  }
}

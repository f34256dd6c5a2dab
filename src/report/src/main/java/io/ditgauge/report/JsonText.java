package io.ditgauge.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes values as JSON for standard output. */
public final class JsonText {
  /** A field that is there and has no value, where a reader looks for it. */
  static final Object NULL = new Object();

  private JsonText() {}

  /**
   * Indented JSON: two spaces, line feeds, a line feed at the end, {@link #ascii} only, doubles in
   * their shortest form. The value is made of maps (in their order), lists, strings, numbers,
   * booleans and optionals; an absent optional leaves its field out.
   */
  static String of(Object value) {
    StringWriter text = new StringWriter();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    JsonFactory factory =
        JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
    try (JsonGenerator generator = factory.createGenerator(text)) {
      generator.setPrettyPrinter(printer);
      write(generator, value);
    } catch (IOException cannotHappen) {
      throw new UncheckedIOException(cannotHappen);
    }
    return ascii(text.append('\n').toString());
  }

  /**
   * The same JSON with the characters outside of printable ASCII escaped, so that a name from a
   * file cannot steer a terminal.
   */
  public static String ascii(String json) {
    StringBuilder result = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7f) {
        result.append(c);
      } else {
        result.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return result.toString();
  }

  private static void write(JsonGenerator generator, Object value) throws IOException {
    if (value == NULL) {
      generator.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      writeMap(generator, map);
    } else if (value instanceof List<?> list) {
      generator.writeStartArray();
      for (Object element : list) {
        write(generator, element);
      }
      generator.writeEndArray();
    } else if (value instanceof Double number) {
      generator.writeNumber(number.doubleValue());
    } else if (value instanceof Long || value instanceof Integer) {
      generator.writeNumber(((Number) value).longValue());
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (value instanceof String string) {
      generator.writeString(string);
    } else {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass());
    }
  }

  private static void writeMap(JsonGenerator generator, Map<?, ?> map) throws IOException {
    generator.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object value =
          entry.getValue() instanceof Optional<?> optional
              ? optional.orElse(null)
              : entry.getValue();
      if (value != null) {
        generator.writeFieldName((String) entry.getKey());
        write(generator, value);
      }
    }
    generator.writeEndObject();
  }
}

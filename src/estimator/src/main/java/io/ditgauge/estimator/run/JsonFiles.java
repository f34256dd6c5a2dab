package io.ditgauge.estimator.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Strict JSON: what is read is exactly one value in UTF-8 within limits, what is written is stable.
 *
 * <p>Reading refuses more than 64 MiB, 32 levels, 2 million tokens, a text of more than 1 MiB or a
 * number of more than 100 characters; duplicate names, text after the value, NaN, infinities and
 * numbers that overflow; and, for a versioned format, another format or version, and whatever its
 * schema does not name.
 *
 * <p>Writing gives two spaces of indent, {@code \n}, and doubles in their shortest form, the same
 * on each Java version and under each locale.
 */
public final class JsonFiles {
  private static final int MAX_BYTES = 64 << 20;

  /** Maps trees to records and back; loaded on first use, which mere reading of a tree is not. */
  private static final class Mapping {
    static final ObjectMapper MAPPER =
        JsonMapper.builder(JsonTrees.FACTORY)
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    static final ObjectWriter WRITER =
        MAPPER.writer(
            new DefaultPrettyPrinter(
                    Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private Mapping() {}
  }

  private JsonFiles() {}

  /**
   * The JSON value in a file.
   *
   * @throws FileFormatException if the file is missing, unreadable, or not strict JSON
   */
  public static JsonNode readTree(Path file) {
    String text = text(file);
    if (text.isBlank()) {
      throw new FileFormatException(
          file + ": the file is empty; it was never written to the end: make it again");
    }
    try {
      return JsonTrees.read(text, file.toString());
    } catch (JsonProcessingException e) {
      throw new FileFormatException(file + ": not valid JSON: " + reason(e), e);
    } catch (IOException e) {
      throw new FileFormatException(file + ": cannot be read: " + AtomicFiles.cause(e), e);
    }
  }

  /**
   * The value of a versioned format in a file, checked against format name, version, schema and the
   * further rules.
   *
   * @param rules throws IllegalArgumentException, naming the JSON path, for a value that breaks one
   * @throws FileFormatException if the file is missing, unreadable, or breaks a rule
   */
  public static <T> T read(Path file, FileFormat format, Class<T> type, Consumer<T> rules) {
    JsonNode tree = readTree(file);
    requireFormat(file, format, tree);
    JsonSchemas.check(file.toString(), format, tree);
    try {
      T value = Mapping.MAPPER.treeToValue(tree, type);
      rules.accept(value);
      return value;
    } catch (JsonProcessingException e) {
      throw new FileFormatException(file + ": " + reason(e) + "; " + format.cure(), e);
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(file + ": " + e.getMessage() + "; " + format.cure(), e);
    }
  }

  /**
   * Writes a value of a versioned format as a whole or not at all, after the checks of {@link
   * #read}.
   *
   * @throws FileFormatException if the value breaks a rule; nothing is written then
   * @throws UncheckedIOException if it cannot be written; an old file is intact then
   */
  public static <T> void write(Path file, FileFormat format, T value, Consumer<T> rules) {
    try {
      rules.accept(value);
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(file + ": not written: " + e.getMessage(), e);
    }
    byte[] bytes = bytes(value);
    try {
      String text = new String(bytes, StandardCharsets.UTF_8);
      JsonSchemas.check(file + ": not written", format, JsonTrees.read(text, file.toString()));
    } catch (IOException e) {
      throw new FileFormatException(file + ": not written: " + e.getMessage(), e);
    }
    writeAtomically(file, bytes);
  }

  /** The value as stable JSON in UTF-8, with a newline at the end. */
  public static byte[] bytes(Object value) {
    try {
      return (Mapping.WRITER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + reason(e), e);
    }
  }

  /**
   * Writes a file as a whole or not at all: a temporary file in the same folder, forced to the disk
   * and moved over the old one.
   *
   * @throws UncheckedIOException naming folder, cause and cure; an old file is intact then
   */
  public static void writeAtomically(Path file, byte[] bytes) {
    AtomicFiles.write(file, bytes, AtomicFiles.DISK);
  }

  private static String text(Path file) {
    if (!Files.exists(file)) {
      throw new FileFormatException(file + ": no such file; check the path");
    }
    if (!Files.isRegularFile(file)) {
      String kind = Files.isDirectory(file) ? "a folder" : "not a regular file";
      throw new FileFormatException(file + ": this is " + kind + "; name the JSON file itself");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new FileFormatException(
            file
                + ": larger than "
                + MAX_BYTES
                + " bytes, the most that is read; it is no such file");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FileFormatException(file + ": not valid UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw new FileFormatException(file + ": cannot be read: " + AtomicFiles.cause(e), e);
    }
  }

  private static void requireFormat(Path file, FileFormat format, JsonNode tree) {
    if (!tree.isObject()) {
      throw new FileFormatException(
          file + ": not a " + format.name() + " file: the top is not an object; " + format.cure());
    }
    JsonNode name = tree.path("format");
    if (!name.isTextual() || !name.textValue().equals(format.name())) {
      throw new FileFormatException(
          file
              + ": format must be '"
              + format.name()
              + "', found "
              + Excerpts.of(name)
              + " ($.format); give a file of that format");
    }
    JsonNode version = tree.path("version");
    if (!version.isIntegralNumber()
        || !version.asText().equals(Integer.toString(format.version()))) {
      throw new FileFormatException(
          file
              + ": "
              + format.name()
              + " version "
              + Excerpts.of(version)
              + " is not supported ($.version); supported: "
              + format.version()
              + "; "
              + format.cure());
    }
  }

  private static String reason(JsonProcessingException e) {
    StringBuilder reason = new StringBuilder(Excerpts.line(plain(e)));
    if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
      reason.append(" (line ").append(e.getLocation().getLineNr());
      reason.append(", column ").append(e.getLocation().getColumnNr()).append(')');
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      reason.append(" ($");
      for (JsonMappingException.Reference step : mapping.getPath()) {
        reason.append(
            step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
      }
      reason.append(')');
    }
    return reason.toString();
  }

  /** The parser's message without the names of its classes and switches. */
  private static String plain(JsonProcessingException e) {
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return e.getCause().getMessage();
    }
    return e.getOriginalMessage()
        .replaceAll("\\[Source: [^;]*; (line: \\d+, column: \\d+)]", "$1")
        .replaceAll(", from `[^`]*`", "")
        .replaceAll(": enable `[^`]*` to allow", ": a number must be finite");
  }
}

package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.arch.Count;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.ConfigFiles;
import io.ditgauge.model.config.Imported;
import java.util.List;

/** Reads configurations written in a test. */
final class CrossVideoConfigs {
  private static final String PLACE = "config.json";

  private CrossVideoConfigs() {}

  static Imported read(String json) {
    return Families.read(PLACE, ConfigFiles.parse(PLACE, json));
  }

  /** A class with more keys, such as {@code "num_layers": 2}. */
  static Denoiser denoiser(String className, String keys) {
    return (Denoiser) read(json(className, keys)).network();
  }

  static String json(String className, String keys) {
    return "{\"_class_name\": \"" + className + "\"" + (keys.isEmpty() ? "" : ", " + keys) + "}";
  }

  /** The message with which a configuration is refused. */
  static String refusal(String className, String keys) {
    return assertThrows(IllegalArgumentException.class, () -> read(json(className, keys)))
        .getMessage();
  }

  static Part part(ForwardPass pass, String name) {
    return pass.parts().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  static CountedOp op(ForwardPass pass, String part, String name) {
    return part(pass, part).ops().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Count macs(ForwardPass pass, String part) {
    return part(pass, part).counts().macs();
  }

  /** Counts without the parts and ops of those names. */
  static Counts without(ForwardPass pass, List<String> names) {
    Counts total = Counts.ZERO;
    for (Part part : pass.parts()) {
      if (!names.contains(part.name())) {
        List<CountedOp> ops =
            part.ops().stream()
                .filter(op -> names.stream().noneMatch(name -> isNamed(op.name(), name)))
                .toList();
        total = total.plus(Counts.of(ops).times(part.count()));
      }
    }
    return total;
  }

  static boolean isNamed(String op, String name) {
    return op.equals(name) || op.endsWith(" " + name);
  }
}

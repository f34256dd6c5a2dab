package io.ditgauge.estimator.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ditgauge.estimator.roofline.KernelKind;
import io.ditgauge.model.CountedOp;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kernels that an execution launches for an op, by the name of the op in its family, by its
 * type in its family, and else by its type.
 */
final class KernelList {
  /**
   * A kernel that moves data.
   *
   * @param kind what it does
   * @param bytes read and written for each element that the op writes, at 16 bits an element
   * @param what in words
   */
  record Kernel(KernelKind kind, double bytes, String what) {}

  private static final Map<Execution, KernelList> ALL = new EnumMap<>(Execution.class);

  static {
    for (Execution execution : Execution.values()) {
      ALL.put(execution, new KernelList(resource(execution.id() + ".json")));
    }
  }

  private final Map<String, List<Kernel>> ops;
  private final Map<String, Map<String, List<Kernel>>> families = new HashMap<>();
  private final boolean eager;

  private KernelList(JsonNode tree) {
    ops = kernels(tree.path("ops"));
    tree.path("families")
        .properties()
        .forEach(it -> families.put(it.getKey(), kernels(it.getValue())));
    eager = tree.path("host").asText().equals("eager");
  }

  static KernelList of(Execution execution) {
    return ALL.get(execution);
  }

  private static JsonNode resource(String name) {
    try (InputStream in = KernelList.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the kernel list is missing from the jar: " + name);
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException("the kernel list cannot be read: " + name, e);
    }
  }

  private static Map<String, List<Kernel>> kernels(JsonNode ops) {
    Map<String, List<Kernel>> result = new HashMap<>();
    ops.properties()
        .forEach(
            op -> {
              List<Kernel> list = new ArrayList<>();
              op.getValue()
                  .forEach(
                      it ->
                          list.add(
                              new Kernel(
                                  KernelKind.of(it.path("kind").asText()),
                                  it.path("bytes").asDouble(),
                                  it.path("what").asText())));
              result.put(op.getKey(), List.copyOf(list));
            });
    return result;
  }

  /** Whether each kernel is a library call of its own. */
  boolean eager() {
    return eager;
  }

  /** The kernels of an op, or empty where the execution says nothing of its type. */
  Optional<List<Kernel>> of(String family, CountedOp op) {
    Map<String, List<Kernel>> own = families.getOrDefault(family, Map.of());
    for (Map.Entry<String, List<Kernel>> entry : own.entrySet()) {
      if (op.name().equals(entry.getKey()) || op.name().endsWith(" " + entry.getKey())) {
        return Optional.of(entry.getValue());
      }
    }
    String type = op.op().type();
    return Optional.ofNullable(own.getOrDefault(type, ops.get(type)));
  }
}

package io.ditgauge.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Counts work by doing the loops: each multiplication is one call, and traffic is the set of
 * distinct elements that the loops touched.
 *
 * <p>Deliberately knows no formula, so that it can contradict one.
 */
final class Tally {
  private record Element(String tensor, List<Long> index) {}

  private final Set<Element> weights = new HashSet<>();
  private final Set<Element> inputs = new HashSet<>();
  private final Set<Element> outputs = new HashSet<>();
  private long macs;
  private long elementwise;

  private static Element element(String tensor, long... index) {
    return new Element(tensor, LongStream.of(index).boxed().toList());
  }

  void mac() {
    macs++;
  }

  void elementwise() {
    elementwise++;
  }

  void weight(String tensor, long... index) {
    weights.add(element(tensor, index));
  }

  void input(String tensor, long... index) {
    inputs.add(element(tensor, index));
  }

  void output(String tensor, long... index) {
    outputs.add(element(tensor, index));
  }

  Work work() {
    return new Work(macs, elementwise, weights.size() + inputs.size(), outputs.size());
  }

  long parameters() {
    return weights.size();
  }
}

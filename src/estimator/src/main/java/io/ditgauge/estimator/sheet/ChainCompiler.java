package io.ditgauge.estimator.sheet;

import io.ditgauge.estimator.uncertainty.Distribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns lines of a sheet into a {@link Chain}. */
final class ChainCompiler {
  private final Sheet sheet;
  private final Map<String, Distribution> inputs = new LinkedHashMap<>();
  private final Set<String> gathered = new HashSet<>();
  private final Map<String, Integer> slots = new HashMap<>();
  private final List<Double> constants = new ArrayList<>();
  private final List<Chain.Step> steps = new ArrayList<>();

  private ChainCompiler(Sheet sheet) {
    this.sheet = sheet;
  }

  /** The chain that computes the lines, and what they need, and nothing else. */
  static Chain compile(Sheet sheet, Collection<String> lines) {
    ChainCompiler it = new ChainCompiler(sheet);
    lines.forEach(it::gather);
    Map<String, Integer> outputs = new LinkedHashMap<>();
    lines.forEach(line -> outputs.put(line, it.line(line)));
    return new Chain(it.inputs, outputs, it.constants, it.steps);
  }

  /** Uncertain inputs come first. */
  private void gather(String id) {
    if (!gathered.add(id)) {
      return;
    }
    Item item = sheet.item(id);
    if (item instanceof Item.Given given && !given.known().isPoint()) {
      inputs.put(id, given.known());
      slots.put(id, slot(Double.NaN));
    }
    item.inputs().forEach(this::gather);
  }

  private int line(String id) {
    Integer known = slots.get(id);
    if (known != null) {
      return known;
    }
    Item item = sheet.item(id);
    int slot;
    if (item instanceof Item.Given given) {
      slot = slot(given.known().median());
    } else {
      Item.Computed computed = (Item.Computed) item;
      slot =
          computed.model() instanceof Expression expression
              ? term(expression.root())
              : call(computed);
    }
    slots.put(id, slot);
    return slot;
  }

  private int term(Term term) {
    if (term instanceof Term.Constant constant) {
      return slot(constant.number());
    }
    if (term instanceof Term.Line line) {
      return line(line.id());
    }
    Term.Pair pair = (Term.Pair) term;
    int left = term(pair.left());
    int right = term(pair.right());
    if (isConstant(left) && isConstant(right)) {
      return slot(pair.sign().of(constants.get(left), constants.get(right)));
    }
    int into = slot(Double.NaN);
    steps.add(new Chain.Join(pair.sign(), left, right, into));
    return into;
  }

  private int call(Item.Computed computed) {
    Map<String, Integer> in = new HashMap<>();
    computed.inputs().forEach(id -> in.put(id, line(id)));
    if (in.values().stream().allMatch(this::isConstant)) {
      return slot(computed.model().result(id -> constants.get(in.get(id))));
    }
    int into = slot(Double.NaN);
    steps.add(new Chain.Call(computed.model(), in, into));
    return into;
  }

  private boolean isConstant(int slot) {
    return !Double.isNaN(constants.get(slot));
  }

  private int slot(double value) {
    constants.add(value);
    return constants.size() - 1;
  }
}

package io.ditgauge.model.training;

import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Op;
import io.ditgauge.model.OpClass;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.text.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Adds up the work of a plan, op by op. */
final class TrainingTally {
  private final TrainingPlan plan;
  private final Set<String> names = new TreeSet<>();
  private final Set<String> linears = new TreeSet<>();
  private Counts forward = Counts.ZERO;
  private Counts recomputed = Counts.ZERO;
  private Counts inputGradients = Counts.ZERO;
  private Counts weightGradients = Counts.ZERO;
  private long trained;
  private long adapterParameters;

  TrainingTally(ForwardPass pass, TrainingPlan plan) {
    this.plan = plan;
    for (Part part : pass.parts()) {
      names.add(part.name());
      for (CountedOp op : part.ops()) {
        names.add(part.name() + "/" + op.name());
        add(part, op);
      }
    }
    known("part or op", plan.exceptions().keySet(), names);
    plan.adapters().ifPresent(it -> known("linear map", it.linears(), linears));
  }

  private static void known(String what, Set<String> asked, Set<String> known) {
    for (String name : asked) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "the network has no "
                + what
                + " '"
                + name
                + "'; the nearest are "
                + String.join(", ", Nearest.of(name, known, 3)));
      }
    }
  }

  private void add(Part part, CountedOp op) {
    Treatment treatment = plan.of(part.name(), op.name());
    String place = part.name() + "/" + op.name();
    if (treatment.gradients() == Gradients.WEIGHTS && !takesData(part, op)) {
      throw new IllegalArgumentException(
          "only a single product can go without the gradient of its input: "
              + place
              + " is a "
              + op.op().type()
              + " in a part of "
              + part.ops().size()
              + " ops; name the op that takes the data as part/op");
    }
    if (treatment.gradients().ofWeights()) {
      trained = sum(trained, product(part.count(), op.parameters()));
    }
    for (Leaf leaf : Leaf.of(op, part.count())) {
      run(leaf.op(), leaf.runs(), treatment);
      adapt(leaf, treatment, place);
    }
  }

  /** Whether the op is one product, named on its own or alone in its part. */
  private boolean takesData(Part part, CountedOp op) {
    boolean named = plan.exceptions().containsKey(part.name() + "/" + op.name());
    boolean product =
        op.op().opClass() == OpClass.LINEAR || op.op().opClass() == OpClass.CONVOLUTION;
    return product && (named || part.ops().size() == 1);
  }

  private void run(Op op, long runs, Treatment treatment) {
    Counts once = Counts.of(List.of(new CountedOp(op.type(), op, 1))).times(runs);
    boolean attention = op.opClass() == OpClass.ATTENTION;
    forward = forward.plus(once);
    if (attention ? treatment.recomputesAttention() : treatment.recomputesTheRest()) {
      recomputed = recomputed.plus(once);
    }
    if (treatment.gradients().ofInputs()) {
      inputGradients = inputGradients.plus(Backward.ofInputs(op).times(runs));
      if (plan.scores() == ScoreGradients.FROM_RECOMPUTED_SCORES) {
        recomputed = recomputed.plus(Backward.scoresAgain(op).times(runs));
      }
    }
    if (treatment.gradients().ofWeights()) {
      weightGradients = weightGradients.plus(Backward.ofWeights(op).times(runs));
    }
  }

  private void adapt(Leaf leaf, Treatment treatment, String place) {
    if (!(leaf.op() instanceof Linear linear)) {
      return;
    }
    linears.add(leaf.name());
    if (plan.adapters().isEmpty() || !plan.adapters().get().linears().contains(leaf.name())) {
      return;
    }
    if (leaf.expert() || treatment.gradients() == Gradients.NONE) {
      throw new IllegalArgumentException(
          "adapters cannot be inside a mixture of experts or in a detached part: linear="
              + leaf.name()
              + " (in "
              + place
              + "); take its name out, or freeze the part instead");
    }
    Treatment all = treatment.with(Gradients.ALL);
    for (CountedOp op : plan.adapters().get().beside(linear)) {
      run(op.op(), leaf.runs(), all);
      adapterParameters = sum(adapterParameters, product(leaf.sets(), op.parameters()));
    }
  }

  Counts forward() {
    return forward;
  }

  TrainingCounts.Behind behind() {
    return new TrainingCounts.Behind(inputGradients, weightGradients, recomputed);
  }

  long trainedParameters() {
    return sum(trained, adapterParameters);
  }

  long adapterParameters() {
    return adapterParameters;
  }
}

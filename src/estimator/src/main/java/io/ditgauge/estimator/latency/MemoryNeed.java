package io.ditgauge.estimator.latency;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.OpClass;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.arch.Stage;
import java.util.List;

/**
 * Memory of a request on one card: the weights of all stages, kept side by side, and the largest
 * activations that any one op of text encoders and denoiser needs at once (its inputs and outputs,
 * and the residual stream beside them). A decoder runs in tiles where its activations are too
 * large, so they do not decide.
 *
 * <p>Left out: fragmentation, workspaces, and what an eager block holds longer than it must; {@link
 * #MARGIN} of the card is kept free for them.
 *
 * @param weightBytes weights of all stages
 * @param activationBytes largest activations
 * @param stage the stage that needs them
 */
public record MemoryNeed(double weightBytes, double activationBytes, String stage) {
  /** Share of a card that is kept free. */
  public static final double MARGIN = 0.1;

  private static final int MOST_CARDS = 1024;

  /** The need of the stages of a request at an element size. */
  public static MemoryNeed of(List<Stage> stages, Parallelism parallelism, int elementBytes) {
    double weights = 0;
    double most = 0;
    String place = "";
    for (Stage stage : stages) {
      boolean shared = stage.kind() == Stage.Kind.DENOISER;
      int tensor = shared ? parallelism.tensor() : 1;
      int sequence = shared ? parallelism.sequence() * parallelism.tensor() : 1;
      weights += (double) elementBytes * stage.pass().parameters() / tensor;
      double activations = elementBytes * activations(stage.pass()) / sequence;
      if (stage.kind() != Stage.Kind.DECODER && activations > most) {
        most = activations;
        place = stage.name();
      }
    }
    return new MemoryNeed(weights, most, place);
  }

  private static double activations(ForwardPass pass) {
    double most = 0;
    for (Part part : pass.parts()) {
      for (CountedOp op : part.ops()) {
        most = Math.max(most, activations(op));
      }
    }
    return most;
  }

  private static double activations(CountedOp counted) {
    if (counted.op().opClass() == OpClass.COMPOSITE) {
      return counted.op().parts().stream().mapToDouble(MemoryNeed::activations).max().orElse(0);
    }
    double read = counted.op().work().elementsRead() - (double) counted.op().parameters();
    double written = counted.op().work().elementsWritten();
    double stream = Math.min(read, written);
    return Math.max(0, read) + written + Math.max(0, stream);
  }

  /** Weights and activations. */
  public double bytes() {
    return weightBytes + activationBytes;
  }

  /** Whether a card of so many bytes holds it. */
  public boolean fits(double cardBytes) {
    return bytes() <= (1 - MARGIN) * cardBytes;
  }

  /**
   * The fewest cards that share matrices and sequence and hold the request, or 0 where the stages
   * that are not shared need more than a card.
   */
  public static int fewestCards(List<Stage> stages, double cardBytes, int elementBytes) {
    for (int cards = 1; cards <= MOST_CARDS; cards *= 2) {
      if (of(stages, new Parallelism(1, 1, 1, cards), elementBytes).fits(cardBytes)) {
        return cards;
      }
    }
    return 0;
  }
}

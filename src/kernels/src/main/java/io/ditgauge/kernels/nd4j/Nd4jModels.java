package io.ditgauge.kernels.nd4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.DitStep;
import io.ditgauge.model.FactorisedForward;
import io.ditgauge.model.TimestepEmbedding;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Factories of the ND4J kernels of whole models. */
final class Nd4jModels {
  private Nd4jModels() {}

  static void register(KernelRegistry<Buffers> registry) {
    registry
        .with(DitForward.class, Nd4jModels::forward)
        .with(DitStep.class, Nd4jModels::step)
        .with(FactorisedForward.class, Nd4jModels::factorised)
        .with(TimestepEmbedding.class, Nd4jModels::timestep);
  }

  private static Kernel forward(DitForward op, Buffers buffers) {
    Forward pass = new Forward(op, samples(op, buffers), new Layers(op), buffers);
    return new Nd4jCall(buffers, pass.output(), pass::compute);
  }

  private static Kernel timestep(TimestepEmbedding op, Buffers buffers) {
    Embedder embedder = new Embedder(op, buffers.input("t", op.batch(), 1), buffers);
    return new Nd4jCall(buffers, embedder.output(), embedder::compute);
  }

  private static Kernel factorised(FactorisedForward op, Buffers buffers) {
    DitForward whole = op.whole();
    Forward pass = new Forward(whole, samples(whole, buffers), new LayerPairs(op), buffers);
    return new Nd4jCall(buffers, pass.output(), pass::compute);
  }

  private static Forward.Samples samples(DitForward op, Buffers buffers) {
    INDArray x = buffers.input("x", op.batch(), op.channels(), op.latent().elements());
    return new Forward.Samples(x, buffers.input("t", op.batch(), 1), op::label);
  }

  /** The samples with their labels, then the same with that of no class. */
  private static Kernel step(DitStep op, Buffers buffers) {
    long batch = op.batch();
    long sample = op.channels() * op.latent().elements();
    INDArray x = buffers.input("x", batch, sample);
    INDArray t = buffers.input("t", batch, 1);
    Forward.Samples twice =
        new Forward.Samples(
            buffers.empty(2 * batch, sample), buffers.empty(2 * batch, 1), op::label);
    Forward pass = new Forward(op.forward(), twice, new Layers(op.forward()), buffers);
    INDArray halves = pass.output().reshape(2, batch, 2, sample);
    INDArray with = halves.get(point(0), all(), point(0), all());
    INDArray without = halves.get(point(1), all(), point(0), all());
    INDArray guided = buffers.empty(batch, sample);
    INDArray output = buffers.empty(batch, sample);
    return new Nd4jCall(
        buffers,
        output,
        () -> {
          for (long half = 0; half < 2; half++) {
            Views.rows(twice.x(), half, batch).assign(x);
            Views.rows(twice.t(), half, batch).assign(t);
          }
          pass.compute();
          with.subi(without, guided);
          guided.muli(DitStep.GUIDANCE).addi(without).muli(DitStep.NOISE_FACTOR);
          x.muli(DitStep.LATENT_FACTOR, output);
          output.addi(guided);
        });
  }
}

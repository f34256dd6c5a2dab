package io.ditgauge.model.count;

import io.ditgauge.model.Conv;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Moe;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.arch.Network;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.arch.TextNetwork;
import java.util.List;
import java.util.Optional;

/** Networks small enough to count by hand. */
final class Fakes {
  private Fakes() {}

  static Subject subject(Network network) {
    return new Subject(
        "fake",
        network,
        Optional.empty(),
        Optional.empty(),
        new Subject.Origin("fake", List.of(), List.of(), List.of()));
  }

  /** Ten words of width 8, a mixture of two of four experts of width 16, one attention. */
  static final class Text implements TextNetwork {
    @Override
    public String className() {
      return "FakeText";
    }

    @Override
    public List<String> leftOut() {
      return List.of("the tokenizer");
    }

    @Override
    public ForwardPass forward(long tokens, long batch) {
      return new ForwardPass(
          List.of(
              Part.of("words", new Lookup(batch * tokens, 8, 10)),
              Part.of("experts", new Moe(batch * tokens, 8, 16, 4, 2)),
              Part.of("attention", new Sdpa(batch, 2, 1, tokens, tokens, 4)),
              Part.of("head", new Linear(batch * tokens, 8, 10, 0))),
          tokens,
          0);
    }
  }

  /** One convolution from 3 to 4 channels and one back, 8 pixels and 4 frames for each element. */
  static final class Pictures implements Autoencoder {
    @Override
    public String className() {
      return "FakePictures";
    }

    @Override
    public LatentSpace latentSpace() {
      return new LatentSpace(new Grid(4, 8, 8), true, 4);
    }

    @Override
    public ForwardPass encode(Grid pixels, long batch) {
      Grid latent = latentSpace().latent(pixels, Grid.cube(1));
      return pass(batch, latent, new Conv.Channels(3, 4, 1));
    }

    @Override
    public ForwardPass decode(Grid latent, long batch) {
      return pass(batch, latent, new Conv.Channels(4, 3, 1));
    }

    private static ForwardPass pass(long batch, Grid latent, Conv.Channels channels) {
      Conv conv = new Conv(batch, channels, latent, Grid.cube(1), Grid.cube(1), 1);
      return new ForwardPass(List.of(Part.of("convolution", conv)), latent.elements(), 0);
    }
  }
}

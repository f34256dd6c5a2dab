package io.ditgauge.model.arch;

import io.ditgauge.model.Checks;
import io.ditgauge.model.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What makes images or videos: a denoiser in the latent space of an autoencoder, and the text
 * encoders in front of it.
 *
 * @param name for instance {@code FLUX.1-dev}
 * @param denoiser the diffusion transformer
 * @param space how pixels become latents
 * @param encoders text encoders, each run once a prompt
 * @param autoencoder the autoencoder, where it is known
 * @param defaults what is made when nothing else is asked
 */
public record Model(
    String name,
    Denoiser denoiser,
    LatentSpace space,
    List<TextEncoder> encoders,
    Optional<Autoencoder> autoencoder,
    Request defaults) {
  /**
   * A text encoder.
   *
   * @param name for instance {@code T5-XXL}
   * @param network the network
   * @param tokens tokens of the padded prompt that it runs over
   */
  public record TextEncoder(String name, TextNetwork network, long tokens) {
    /** Validates the tokens. */
    public TextEncoder {
      Checks.dimension(name, "tokens", tokens);
    }
  }

  /** Validates and copies. */
  public Model {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a model's name must not be blank: name='" + name + "'");
    }
    encoders = List.copyOf(encoders);
  }

  /** The latent of one output. */
  public Grid latent(Grid pixels) {
    try {
      return space.latent(pixels, denoiser.patch());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  /** One pass of the denoiser for one guidance branch of the request. */
  public ForwardPass forward(Request request) {
    Denoiser.Input input =
        new Denoiser.Input(latent(request.pixels()), request.textTokens(), request.batch());
    try {
      return denoiser.forward(input);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " at " + request + ": " + e.getMessage(), e);
    }
  }

  /**
   * Everything that makes the outputs of one request, in order: text encoders (once a guidance
   * branch that reads text), the denoiser (steps x passes), the autoencoder's decoder.
   */
  public List<Stage> stages(Request request) {
    List<Stage> stages = new ArrayList<>();
    for (TextEncoder encoder : encoders) {
      ForwardPass pass = encoder.network().forward(encoder.tokens(), request.batch());
      stages.add(new Stage(Stage.Kind.TEXT_ENCODER, encoder.name(), pass, request.passes()));
    }
    stages.add(
        new Stage(
            Stage.Kind.DENOISER,
            denoiser.className(),
            forward(request),
            Checks.product(request.steps(), request.passes())));
    autoencoder.ifPresent(
        it ->
            stages.add(
                new Stage(
                    Stage.Kind.DECODER,
                    it.className(),
                    it.decode(latent(request.pixels()), request.batch()),
                    1)));
    return List.copyOf(stages);
  }
}

package io.ditgauge.model.count;

import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.config.Imported;
import io.ditgauge.model.family.PipelineFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes models of configured denoisers; what the configurations do not say comes from presets. */
final class Surroundings {
  private final Denoiser denoiser;
  private final Optional<Model> like;
  private final List<String> assumed = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  private Surroundings(Denoiser denoiser) {
    this.denoiser = denoiser;
    this.like = Defaults.like(denoiser);
  }

  /** A denoiser alone: the latent space of the preset that is most alike. */
  static Subject of(String name, Denoiser denoiser, Imported imported, Described described) {
    Surroundings around = new Surroundings(denoiser);
    around.add("", imported);
    LatentSpace space = described.space(denoiser).orElseGet(around::space);
    Request defaults = described.request(around.defaults(space, described.hasDefaults()));
    around.assumed.addAll(described.assumed());
    around.unknown.addAll(described.unknown());
    return around.subject(
        new Model(name, denoiser, space, List.of(), Optional.empty(), defaults), List.of());
  }

  /** A pipeline: its own autoencoder and text encoders. */
  static Subject of(String name, PipelineFolder pipeline) {
    Surroundings around = new Surroundings(pipeline.denoiser());
    around.add(pipeline.transformer().folder() + ": ", pipeline.transformer().imported());
    List<Model.TextEncoder> encoders = new ArrayList<>();
    for (PipelineFolder.Component encoder : pipeline.encoders()) {
      around.add(encoder.folder() + ": ", encoder.imported());
      encoders.add(around.encoder(encoder));
    }
    pipeline.autoencoder().ifPresent(it -> around.add(it.folder() + ": ", it.imported()));
    Optional<Autoencoder> autoencoder =
        pipeline.autoencoder().map(it -> (Autoencoder) it.imported().network());
    LatentSpace space = autoencoder.map(Autoencoder::latentSpace).orElseGet(around::space);
    Request defaults = around.defaults(space, false);
    return around.subject(
        new Model(name, pipeline.denoiser(), space, encoders, autoencoder, defaults),
        pipeline.warnings());
  }

  private void add(String prefix, Imported imported) {
    imported.assumed().forEach(it -> assumed.add(prefix + it));
    imported.unknown().forEach(it -> unknown.add(prefix + it));
  }

  private LatentSpace space() {
    LatentSpace space = like.map(Model::space).orElseGet(() -> Defaults.space(denoiser));
    assumed.add(
        "latent element of "
            + space.stride()
            + " pixels (frames x height x width), "
            + like.map(it -> "as in " + it.name()).orElse("as in most image models"));
    return space;
  }

  private Model.TextEncoder encoder(PipelineFolder.Component component) {
    TextNetwork network = (TextNetwork) component.imported().network();
    OptionalLong ownTokens = component.tokens();
    Defaults.Taken<Long> tokens =
        Defaults.tokens(like, network)
            .orElseGet(
                () ->
                    ownTokens.isPresent()
                        ? new Defaults.Taken<>(ownTokens.getAsLong(), "its tokenizer's limit")
                        : Defaults.tokens(network));
    assumed.add(component.folder() + ": tokens=" + tokens.value() + " (" + tokens.from() + ")");
    return new Model.TextEncoder(component.folder(), network, tokens.value());
  }

  private Request defaults(LatentSpace space, boolean described) {
    Optional<Model> source = like.filter(it -> it.space().equals(space));
    Request defaults =
        source.map(Model::defaults).orElseGet(() -> Defaults.request(denoiser, space));
    if (!described) {
      assumed.add(
          "where not given: "
              + defaults
              + ", "
              + defaults.steps()
              + " steps, "
              + defaults.passes()
              + (defaults.passes() == 1 ? " pass" : " passes")
              + source.map(it -> ", as in " + it.name()).orElse(""));
    }
    return defaults;
  }

  private Subject subject(Model model, List<String> warnings) {
    return new Subject(
        model.name(),
        denoiser,
        Optional.of(model),
        Optional.empty(),
        new Subject.Origin(model.name(), assumed, unknown, warnings));
  }
}

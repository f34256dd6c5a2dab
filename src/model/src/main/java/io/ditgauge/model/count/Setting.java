package io.ditgauge.model.count;

/** A number that a count depends on and that can be asked for. */
public enum Setting {
  /** Pixels. */
  WIDTH("width"),
  /** Pixels. */
  HEIGHT("height"),
  /** Frames of the clip; 1 for an image. */
  FRAMES("frames"),
  /** Text tokens S that a denoiser sees. */
  TEXT_TOKENS("textTokens"),
  /** Tokens of a sequence of a text network. */
  TOKENS("tokens"),
  /** Samples B that are made together. */
  BATCH("batch"),
  /** Denoising steps. */
  STEPS("steps"),
  /** Passes of the denoiser in a step: 2 with classifier-free guidance. */
  PASSES("passes");

  private final String id;

  Setting(String id) {
    this.id = id;
  }

  /** The name in files and messages, for instance {@code textTokens}. */
  public String id() {
    return id;
  }
}

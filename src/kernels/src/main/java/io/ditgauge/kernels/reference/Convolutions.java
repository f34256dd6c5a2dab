package io.ditgauge.kernels.reference;

import io.ditgauge.model.Conv;
import io.ditgauge.model.ConvMlp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Patchify;
import io.ditgauge.model.Resample;
import io.ditgauge.model.Unpatchify;

/** Convolutions, patches and enlargements. */
final class Convolutions {
  private final Products products;
  private final Pointwise pointwise;

  Convolutions(Ledger ledger) {
    this.products = new Products(ledger);
    this.pointwise = new Pointwise(ledger);
  }

  void register(Control control) {
    control
        .with(Patchify.class, this::patchify)
        .with(PatchEmbed.class, (op, in) -> patchEmbed(op, in.get("x"), in))
        .with(Unpatchify.class, (op, in) -> unpatchify(op, in.get("x")))
        .with(Conv.class, (op, in) -> convolution(op, in.get("x"), in, "w", "b"))
        .with(Resample.class, Convolutions::resample)
        .with(ConvMlp.class, this::convMlp);
  }

  private Cells convolution(Conv op, Cells x, Inputs in, String weight, String bias) {
    Cells y = products.convolution(op, x, in.get(weight));
    return op.bias() == 1 ? products.biased(y, in.get(bias), op.output().elements()) : y;
  }

  /** Unfolds [B, C, S, S] into rows of patches and embeds them. */
  private Cells patchify(Patchify op, Inputs in) {
    int channels = (int) op.channels();
    int side = (int) op.side();
    int patch = (int) op.patch();
    int grid = side / patch;
    Cells x = in.get("x");
    Cells patches = Cells.blank(x.size());
    for (int i = 0; i < x.size(); i++) {
      int column = i % patch;
      int row = i / patch % patch;
      int channel = i / (patch * patch) % channels;
      int token = i / (patch * patch * channels) % (grid * grid);
      int image = i / (channels * side * side);
      int line = token / grid * patch + row;
      int from = ((image * channels + channel) * side + line) * side + token % grid * patch;
      patches.set(i, x.get(from + column));
    }
    return products.linear(patches, in.get("w"), in.get("b"));
  }

  /** A convolution whose stride is its kernel, then channels last. */
  Cells patchEmbed(PatchEmbed op, Cells x, Inputs in) {
    Conv.Channels channels = Conv.Channels.full(op.channels(), op.width());
    Conv conv = new Conv(op.batch(), channels, op.latent(), op.patch(), op.patch(), 1);
    Cells y = convolution(conv, x, in, "w", "b");
    int tokens = (int) op.tokens();
    int width = (int) op.width();
    Cells result = Cells.blank(y.size());
    for (int i = 0; i < y.size(); i++) {
      int image = i / (tokens * width);
      result.set((image * tokens + i % tokens) * width + i / tokens % width, y.get(i));
    }
    return result;
  }

  /** Each row holds its patch, channels last. */
  static Cells unpatchify(Unpatchify op, Cells x) {
    Grid latent = op.latent();
    Grid patch = op.patch();
    Grid grid = latent.over(Unpatchify.TYPE, patch);
    Cells result = Cells.blank(x.size());
    for (int i = 0; i < result.size(); i++) {
      long column = i % latent.width();
      long row = i / latent.width() % latent.height();
      long frame = i / latent.area() % latent.frames();
      long channel = i / latent.elements() % op.channels();
      long image = i / latent.elements() / op.channels();
      long token =
          index(grid, frame / patch.frames(), row / patch.height(), column / patch.width());
      long inside =
          index(patch, frame % patch.frames(), row % patch.height(), column % patch.width());
      long from = (image * grid.elements() + token) * patch.elements() + inside;
      result.set(i, x.get((int) (from * op.channels() + channel)));
    }
    return result;
  }

  private static long index(Grid grid, long frame, long row, long column) {
    return (frame * grid.height() + row) * grid.width() + column;
  }

  /** Each output takes the input that it lies in. */
  private static Cells resample(Resample op, Inputs in) {
    Cells x = in.get("x");
    Grid output = op.output();
    Grid factor = op.factor();
    Cells result = Cells.blank(op.batch() * op.channels() * output.elements());
    for (int i = 0; i < result.size(); i++) {
      long column = i % output.width() / factor.width();
      long row = i / output.width() % output.height() / factor.height();
      long frame = i / output.area() % output.frames() / factor.frames();
      long plane = i / output.elements() * op.input().elements();
      result.set(i, x.get((int) (plane + index(op.input(), frame, row, column))));
    }
    return result;
  }

  private Cells convMlp(ConvMlp op, Inputs in) {
    Grid grid = new Grid(1, op.height(), op.columns());
    Grid one = Grid.square(1);
    long twice = 2 * op.hidden();
    Conv up = new Conv(op.batch(), Conv.Channels.full(op.width(), twice), grid, one);
    Conv deep = new Conv(op.batch(), Conv.Channels.depthwise(twice), grid, Grid.square(3));
    Conv down =
        new Conv(op.batch(), Conv.Channels.full(op.hidden(), op.width()), grid, one, one, 0);
    Cells wide = pointwise.map(convolution(up, in.get("x"), in, "w1", "b1"), Pointwise::silu);
    Cells mixed = convolution(deep, wide, in, "wd", "bd");
    int half = (int) (op.hidden() * grid.elements());
    Cells value = Layout.columns(mixed, 2 * half, 0, half);
    Cells gate = pointwise.map(Layout.columns(mixed, 2 * half, half, half), Pointwise::silu);
    Cells gated = pointwise.combine(value, gate, (v, g) -> v * g);
    return convolution(down, gated, in, "w2", "");
  }
}

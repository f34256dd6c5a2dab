package io.ditgauge.kernels.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.ditgauge.kernels.ConvPadding;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.model.Conv;
import io.ditgauge.model.ConvMlp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Resample;
import io.ditgauge.model.Unpatchify;
import java.util.Arrays;
import java.util.Map;

/** Formulas of convolutions and rearrangements in NDArray calls. */
final class NdConvolutions {
  private NdConvolutions() {}

  static void register(KernelRegistry<NdCall.Builder> registry) {
    registry
        .with(
            PatchEmbed.class,
            (op, call) ->
                op.way() == PatchEmbed.Way.PRODUCT
                    ? call.as(in -> patchProduct(op, in))
                    : call.as(in -> patchEmbed(op, in.get("x"), in)))
        .with(Unpatchify.class, (op, call) -> call.as(in -> unpatchify(op, in.get("x"))))
        .with(Resample.class, (op, call) -> call.as(in -> resample(op, in.get("x"))))
        .with(Conv.class, (op, call) -> call.as(in -> conv(op, in)))
        .with(ConvMlp.class, (op, call) -> call.as(in -> convMlp(op, in)));
  }

  private static Shape zeros(int axes) {
    return new Shape(new long[axes]);
  }

  private static Shape ones(int axes) {
    long[] result = new long[axes];
    Arrays.fill(result, 1);
    return new Shape(result);
  }

  /** A convolution; {@code bias} holds one tensor or none. */
  private static NDArray convolution(
      NDArray x, NDArray w, NDList bias, Shape stride, Shape padding, long groups) {
    NDArray b = bias.isEmpty() ? null : bias.get(0);
    Shape dilation = ones(stride.dimension());
    return x.getNDArrayInternal()
        .convolution(x, w, b, stride, padding, dilation, Math.toIntExact(groups))
        .singletonOrThrow();
  }

  private static NDArray conv(Conv op, Map<String, NDArray> in) {
    ConvPadding padding = ConvPadding.of(op);
    long[] uneven = padding.uneven();
    NDArray x = uneven.length == 0 ? in.get("x") : in.get("x").pad(new Shape(uneven), 0);
    NDList bias = op.bias() == 1 ? new NDList(in.get("b")) : new NDList();
    Shape stride = new Shape(padding.stride());
    return convolution(
        x, in.get("w"), bias, stride, new Shape(padding.even()), op.channels().groups());
  }

  /** Channels last are a view, as in the models. */
  static NDArray patchEmbed(PatchEmbed op, NDArray x, Map<String, NDArray> in) {
    Grid patch = op.patch();
    Shape stride =
        op.latent().frames() == 1
            ? new Shape(patch.height(), patch.width())
            : new Shape(patch.frames(), patch.height(), patch.width());
    NDList bias = new NDList(in.get("b"));
    NDArray y = convolution(x, in.get("w"), bias, stride, zeros(stride.dimension()), 1);
    return y.reshape(op.batch(), op.width(), op.tokens()).transpose(0, 2, 1);
  }

  private static NDArray patchProduct(PatchEmbed op, Map<String, NDArray> in) {
    Grid patch = op.patch();
    Grid grid = op.grid();
    NDArray rows =
        in.get("x")
            .reshape(
                op.batch(),
                op.channels(),
                grid.frames(),
                patch.frames(),
                grid.height(),
                patch.height(),
                grid.width(),
                patch.width())
            .transpose(0, 2, 4, 6, 1, 3, 5, 7)
            .reshape(op.batch(), op.tokens(), op.patchElements());
    return NdOps.linear(rows, in.get("w").reshape(op.width(), op.patchElements()), in.get("b"));
  }

  static NDArray unpatchify(Unpatchify op, NDArray x) {
    Grid patch = op.patch();
    Grid grid = op.latent().over(Unpatchify.TYPE, patch);
    return x.reshape(
            op.batch(),
            grid.frames(),
            grid.height(),
            grid.width(),
            patch.frames(),
            patch.height(),
            patch.width(),
            op.channels())
        .transpose(0, 7, 1, 4, 2, 5, 3, 6)
        .reshape(-1);
  }

  private static NDArray resample(Resample op, NDArray x) {
    Grid from = op.input();
    Grid by = op.factor();
    long planes = op.batch() * op.channels();
    return x.reshape(planes, from.frames(), 1, from.height(), 1, from.width(), 1)
        .broadcast(
            planes,
            from.frames(),
            by.frames(),
            from.height(),
            by.height(),
            from.width(),
            by.width())
        .reshape(-1);
  }

  private static NDArray convMlp(ConvMlp op, Map<String, NDArray> in) {
    Shape one = ones(2);
    Shape none = zeros(2);
    NDArray wide =
        NdLeaves.silu(
            convolution(in.get("x"), in.get("w1"), new NDList(in.get("b1")), one, none, 1));
    NDArray mixed =
        convolution(wide, in.get("wd"), new NDList(in.get("bd")), one, one, 2 * op.hidden());
    NDList halves = mixed.split(2, 1);
    NDArray gated = NdLeaves.silu(halves.get(1)).muli(halves.get(0));
    return convolution(gated, in.get("w2"), new NDList(), one, none, 1);
  }
}

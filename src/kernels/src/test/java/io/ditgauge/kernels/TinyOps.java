package io.ditgauge.kernels;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Patchify;
import java.util.List;

/** One op of each kind, small enough for the control and with no two dimensions alike. */
final class TinyOps {
  static final List<Op> ALL =
      List.of(
          new Gemm(24, 40, 56),
          new Copy(1000),
          new Patchify(3, 4, 12, 2, 40),
          new AdaLn(3, 40, 6),
          new Attention(2, 3, 20, 8),
          new Mlp(2, 20, 48, 96),
          new FinalLayer(3, 20, 48, 2, 8),
          new DitBlock(3, 20, 48, 6, 96));

  private TinyOps() {}
}

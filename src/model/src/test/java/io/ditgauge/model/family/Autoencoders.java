package io.ditgauge.model.family;

import io.ditgauge.model.Conv;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.ConfigFiles;
import io.ditgauge.model.config.Imported;
import io.ditgauge.model.preset.Presets;
import java.util.List;

/** What the tests of autoencoders share. */
final class Autoencoders {
  private Autoencoders() {}

  static Autoencoder preset(String name) {
    return (Autoencoder) Presets.of(name).network();
  }

  static Imported read(String json) {
    return Families.read("config.json", ConfigFiles.parse("config.json", json));
  }

  /** FLOPs of a pass. */
  static double flops(ForwardPass pass) {
    return pass.counts().flops().value();
  }

  static long macs(ForwardPass pass) {
    return pass.counts().macs().exact();
  }

  /** Extent after the last convolution: pixels, or the squares of pixels that it makes. */
  static Grid extentOfLastConvolution(ForwardPass pass) {
    Grid last = null;
    for (Part part : pass.parts()) {
      for (CountedOp op : part.ops()) {
        if (op.op() instanceof Conv conv) {
          last = conv.output();
        }
      }
    }
    return last;
  }

  /** Frames of the images of a convolution that runs frame by frame count as its batch. */
  static long framesOfLastConvolution(ForwardPass pass) {
    long frames = 0;
    for (Part part : pass.parts()) {
      for (CountedOp op : part.ops()) {
        if (op.op() instanceof Conv conv) {
          frames = conv.batch() * conv.output().frames();
        }
      }
    }
    return frames;
  }

  static List<String> opNames(ForwardPass pass) {
    return pass.parts().stream().flatMap(part -> part.ops().stream()).map(CountedOp::name).toList();
  }
}

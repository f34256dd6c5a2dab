package io.ditgauge.model;

/** Each op written out as the loops of a naive implementation over a {@link Tally}. */
final class Loops {
  private Loops() {}

  static Tally gemm(Gemm op) {
    Tally tally = new Tally();
    for (long i = 0; i < op.m(); i++) {
      for (long j = 0; j < op.n(); j++) {
        for (long l = 0; l < op.k(); l++) {
          tally.input("x", i, l);
          tally.input("w", j, l);
          tally.mac();
        }
        tally.output("y", i, j);
      }
    }
    return tally;
  }

  static Tally copy(Copy op) {
    Tally tally = new Tally();
    for (long i = 0; i < op.elements(); i++) {
      tally.input("x", i);
      tally.output("y", i);
    }
    return tally;
  }

  static Tally patchify(Patchify op) {
    Tally tally = new Tally();
    for (long b = 0; b < op.batch(); b++) {
      for (long top = 0; top < op.side(); top += op.patch()) {
        for (long left = 0; left < op.side(); left += op.patch()) {
          for (long d = 0; d < op.width(); d++) {
            convolve(tally, op, b, top, left, d);
            bias(tally, "b", d);
            tally.output("y", b, top, left, d);
          }
        }
      }
    }
    return tally;
  }

  private static void convolve(Tally tally, Patchify op, long b, long top, long left, long d) {
    for (long c = 0; c < op.channels(); c++) {
      for (long dy = 0; dy < op.patch(); dy++) {
        for (long dx = 0; dx < op.patch(); dx++) {
          tally.input("x", b, c, top + dy, left + dx);
          tally.weight("w", d, c, dy, dx);
          tally.mac();
        }
      }
    }
  }

  static Tally adaLn(AdaLn op) {
    Tally tally = new Tally();
    modulation(tally, op.batch(), op.width(), op.chunks());
    for (long b = 0; b < op.batch(); b++) {
      for (long j = 0; j < op.chunks() * op.width(); j++) {
        tally.output("m", b, j);
      }
    }
    return tally;
  }

  static Tally attention(Attention op) {
    Tally tally = new Tally();
    for (long b = 0; b < op.batch(); b++) {
      for (long t = 0; t < op.tokens(); t++) {
        for (long h = 0; h < op.heads(); h++) {
          for (long i = 0; i < op.headWidth(); i++) {
            tally.input("q", b, h, t, i);
            tally.input("k", b, h, t, i);
            tally.input("v", b, h, t, i);
            tally.output("y", b, h, t, i);
          }
        }
      }
    }
    attend(tally, op.batch(), op.heads(), op.tokens(), op.headWidth());
    return tally;
  }

  static Tally mlp(Mlp op) {
    Tally tally = new Tally();
    stream(tally, op.batch(), op.tokens(), op.width());
    feedForward(tally, op.batch() * op.tokens(), op.width(), op.hidden());
    return tally;
  }

  static Tally finalLayer(FinalLayer op) {
    Tally tally = new Tally();
    modulation(tally, op.batch(), op.width(), 2);
    long patch = 0;
    for (long dy = 0; dy < op.patch(); dy++) {
      for (long dx = 0; dx < op.patch(); dx++) {
        patch += op.outChannels();
      }
    }
    for (long b = 0; b < op.batch(); b++) {
      for (long t = 0; t < op.tokens(); t++) {
        for (long d = 0; d < op.width(); d++) {
          tally.input("x", b, t, d);
          tally.elementwise(); // norm
          tally.elementwise(); // modulate
        }
        linear(tally, "out", op.width(), patch);
        for (long o = 0; o < patch; o++) {
          tally.output("y", b, t, o);
        }
      }
    }
    return tally;
  }

  static Tally ditBlock(DitBlock op) {
    Tally tally = new Tally();
    stream(tally, op.batch(), op.tokens(), op.width());
    modulation(tally, op.batch(), op.width(), 6);
    long rows = op.batch() * op.tokens();
    for (long row = 0; row < rows; row++) {
      perElement(tally, op.width(), 2); // norm, modulate
      linear(tally, "q", op.width(), op.width());
      linear(tally, "k", op.width(), op.width());
      linear(tally, "v", op.width(), op.width());
    }
    attend(tally, op.batch(), op.heads(), op.tokens(), op.width() / op.heads());
    for (long row = 0; row < rows; row++) {
      linear(tally, "projection", op.width(), op.width());
      perElement(tally, op.width(), 2); // gate, residual
      perElement(tally, op.width(), 2); // norm, modulate
    }
    feedForward(tally, rows, op.width(), op.hidden());
    for (long row = 0; row < rows; row++) {
      perElement(tally, op.width(), 2); // gate, residual
    }
    return tally;
  }

  private static void stream(Tally tally, long batch, long tokens, long width) {
    for (long b = 0; b < batch; b++) {
      for (long t = 0; t < tokens; t++) {
        for (long d = 0; d < width; d++) {
          tally.input("x", b, t, d);
          tally.output("y", b, t, d);
        }
      }
    }
  }

  private static void perElement(Tally tally, long width, int functions) {
    for (long d = 0; d < width; d++) {
      for (int i = 0; i < functions; i++) {
        tally.elementwise();
      }
    }
  }

  private static void modulation(Tally tally, long batch, long width, long chunks) {
    for (long b = 0; b < batch; b++) {
      for (long d = 0; d < width; d++) {
        tally.input("c", b, d);
        tally.elementwise(); // SiLU
      }
      for (long chunk = 0; chunk < chunks; chunk++) {
        linear(tally, "modulation" + chunk, width, width);
      }
    }
  }

  private static void attend(Tally tally, long batch, long heads, long tokens, long headWidth) {
    for (long head = 0; head < batch * heads; head++) {
      for (long from = 0; from < tokens; from++) {
        for (long to = 0; to < tokens; to++) {
          for (long i = 0; i < headWidth; i++) {
            tally.mac(); // q . k
          }
          tally.elementwise(); // scale
          tally.elementwise(); // softmax
          for (long i = 0; i < headWidth; i++) {
            tally.mac(); // p v
          }
        }
      }
    }
  }

  private static void feedForward(Tally tally, long rows, long width, long hidden) {
    for (long row = 0; row < rows; row++) {
      linear(tally, "up", width, hidden);
      perElement(tally, hidden, 1); // GELU
      linear(tally, "down", hidden, width);
    }
  }

  private static void linear(Tally tally, String name, long in, long out) {
    for (long o = 0; o < out; o++) {
      for (long i = 0; i < in; i++) {
        tally.weight(name + ".w", o, i);
        tally.mac();
      }
      bias(tally, name + ".b", o);
    }
  }

  private static void bias(Tally tally, String tensor, long o) {
    tally.weight(tensor, o);
    tally.elementwise();
  }
}

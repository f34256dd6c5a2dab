package io.ditgauge.kernels.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CausalAttention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Sdpa;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of its kernels PyTorch takes for {@code scaled_dot_product_attention}: it decides by type,
 * shape and device at each call, and tells when asked.
 */
final class AttentionChoice {
  /** By number, as in ATen/SDPBackend.h of PyTorch 2.7. */
  private static final List<String> NAMES =
      List.of("math", "flash", "efficient", "cudnn", "overrideable");

  private record Shape(Sdpa op, boolean causal) {}

  private AttentionChoice() {}

  /** The kernels of all attentions in an op, for tensors like that one. */
  static Set<String> of(Op op, NDArray like, TorchScriptBackend backend) {
    Set<Shape> shapes = new LinkedHashSet<>();
    collect(op, shapes);
    Set<String> result = new TreeSet<>();
    shapes.forEach(shape -> result.add(choice(shape, like, backend)));
    return result;
  }

  private static void collect(Op op, Set<Shape> shapes) {
    if (op instanceof Attention it) {
      long n = it.tokens();
      shapes.add(
          new Shape(new Sdpa(it.batch(), it.heads(), it.heads(), n, n, it.headWidth()), false));
    } else if (op instanceof CausalAttention it) {
      long n = it.tokens();
      shapes.add(
          new Shape(new Sdpa(it.batch(), it.heads(), it.kvHeads(), n, n, it.headWidth()), true));
    } else if (op instanceof Sdpa it) {
      shapes.add(new Shape(it, false));
    } else {
      for (CountedOp part : op.parts()) {
        collect(part.op(), shapes);
      }
    }
  }

  private static String choice(Shape shape, NDArray like, TorchScriptBackend backend) {
    Sdpa op = shape.op();
    int number =
        (int)
            backend.askOn(
                "sdpa_choice",
                like,
                IValue.listFrom(op.batch(), op.heads(), op.queries(), op.headWidth()),
                IValue.listFrom(op.batch(), op.kvHeads(), op.keys(), op.headWidth()),
                IValue.from(shape.causal()),
                IValue.from(op.kvHeads() < op.heads()));
    return number >= 0 && number < NAMES.size() ? NAMES.get(number) : "none";
  }
}

package io.ditgauge.estimator.latency;

import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.roofline.KernelKind;
import io.ditgauge.estimator.roofline.Timing;
import io.ditgauge.model.Conv;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Op;
import io.ditgauge.model.OpClass;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Patchify;
import io.ditgauge.model.Work;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import java.util.ArrayList;
import java.util.List;

/** Times one pass of a network on one of the cards that share it. */
final class PassTimer {
  /** Element size that the kernel lists are written for. */
  private static final double LISTED_BYTES = 2;

  private final Efficiency efficiency;
  private final String family;
  private final Options options;
  private final KernelList kernels;
  private final AttentionTimer attention;
  private final Communication communication;
  private double launches;

  PassTimer(Efficiency efficiency, String family, Options options) {
    this.efficiency = efficiency;
    this.family = family;
    this.options = options;
    this.kernels = KernelList.of(options.execution());
    this.attention = new AttentionTimer(efficiency, options);
    this.communication = new Communication(efficiency, options.parallelism());
  }

  /** Times of all ops, repetitions included, and of waiting for the host where it is slower. */
  List<OpTime> time(ForwardPass pass) {
    List<OpTime> result = new ArrayList<>();
    for (Part part : pass.parts()) {
      result.addAll(time(part));
    }
    return result;
  }

  private List<OpTime> time(Part part) {
    List<OpTime> result = new ArrayList<>();
    launches = 0;
    for (CountedOp op : part.ops()) {
      add(result, part, op, part.count());
    }
    double card = result.stream().mapToDouble(OpTime::seconds).sum();
    double perLaunch =
        kernels.eager() ? efficiency.host().eagerSeconds() : efficiency.host().compiledSeconds();
    double host = launches * perLaunch * part.count();
    if (host > card) {
      result.add(
          new OpTime(
              part.name(), "launching", TimeClass.HOST, host - card, 0, 0, 0.3, false, false));
    }
    return result;
  }

  private void add(List<OpTime> result, Part part, CountedOp counted, long repetitions) {
    Op op = counted.op();
    if (op.opClass() == OpClass.COMPOSITE) {
      for (CountedOp inner : op.parts()) {
        add(result, part, inner, repetitions * counted.count());
      }
      return;
    }
    double times = (double) repetitions * counted.count();
    double flops = op.opClass() == OpClass.ELEMENTWISE ? 0 : 2.0 * op.work().macs();
    java.util.Optional<Timing> main = main(op);
    double seconds = main.map(Timing::seconds).orElse(0.0) / efficiency.sustained().compute();
    main.ifPresent(
        it -> {
          result.add(
              new OpTime(
                  part.name(),
                  counted.name(),
                  timeClass(op),
                  times * seconds,
                  times * flops,
                  0,
                  it.spread(),
                  it.extrapolated(),
                  it.transferred()));
          launches += counted.count();
        });
    addKernels(result, part, counted, times);
    communication
        .after(counted, seconds)
        .ifPresent(it -> result.add(exchange(part.name(), counted.name(), it, times)));
  }

  /** What cards that share a model send each other, so many times. */
  static OpTime exchange(String part, String op, Communication.Exchange it, double times) {
    return new OpTime(
        part,
        op + " exchange",
        TimeClass.COMMUNICATION,
        times * it.timing().seconds(),
        0,
        times * it.bytes(),
        it.timing().spread(),
        it.timing().extrapolated(),
        it.timing().transferred());
  }

  private static TimeClass timeClass(Op op) {
    return switch (op.opClass()) {
      case ATTENTION -> TimeClass.ATTENTION;
      case CONVOLUTION -> op instanceof Conv ? TimeClass.CONVOLUTION : TimeClass.GEMM;
      default -> TimeClass.GEMM;
    };
  }

  /** The kernel that multiplies, where the op has one. */
  private java.util.Optional<Timing> main(Op op) {
    if (op.opClass() == OpClass.ATTENTION) {
      return java.util.Optional.of(attention.timing(op));
    }
    if (op instanceof Linear it) {
      return java.util.Optional.of(gemm(it.rows(), it.out(), it.in()));
    }
    if (op instanceof Gemm it) {
      return java.util.Optional.of(gemm(it.m(), it.n(), it.k()));
    }
    if (op instanceof PatchEmbed it) {
      return java.util.Optional.of(gemm(it.batch() * it.tokens(), it.width(), it.patchElements()));
    }
    if (op instanceof Patchify it) {
      return java.util.Optional.of(gemm(it.batch() * it.tokens(), it.width(), it.patchElements()));
    }
    if (op instanceof Conv it) {
      return java.util.Optional.of(
          efficiency.convolution().timing(2.0 * it.work().macs(), it.type().equals(Conv.TYPE_3D)));
    }
    return java.util.Optional.empty();
  }

  /** Rows are shared along the sequence, columns by tensor parallelism. */
  private Timing gemm(long rows, long columns, long inner) {
    long sequence = options.parallelism().sequence();
    long tensor = options.parallelism().tensor();
    return efficiency.gemm().timing(share(rows, sequence), share(columns, tensor), inner);
  }

  private static long share(long whole, long cards) {
    return Math.max(1, (whole + cards - 1) / cards);
  }

  private void addKernels(List<OpTime> result, Part part, CountedOp counted, double times) {
    Op op = counted.op();
    Work work = op.work();
    double elements =
        op instanceof Linear it ? (double) it.rows() * it.in() : work.elementsWritten();
    java.util.Optional<List<KernelList.Kernel>> listed = kernels.of(family, counted);
    if (listed.isEmpty() && op.opClass() == OpClass.ELEMENTWISE) {
      double bytes =
          efficiency.elementBytes() * ((double) work.elementsRead() + work.elementsWritten());
      addKernel(result, part, counted, times, KernelKind.POINTWISE, bytes);
      return;
    }
    double size = efficiency.elementBytes() / LISTED_BYTES;
    for (KernelList.Kernel kernel : listed.orElse(List.of())) {
      addKernel(result, part, counted, times, kernel.kind(), kernel.bytes() * elements * size);
    }
  }

  private void addKernel(
      List<OpTime> result,
      Part part,
      CountedOp counted,
      double times,
      KernelKind kind,
      double bytes) {
    Timing timing = efficiency.memory().timing(kind, bytes / options.parallelism().sequence());
    launches += counted.count();
    result.add(
        new OpTime(
            part.name(),
            counted.name(),
            TimeClass.ELEMENTWISE,
            times * timing.seconds(),
            0,
            0,
            timing.spread(),
            timing.extrapolated(),
            timing.transferred()));
  }
}

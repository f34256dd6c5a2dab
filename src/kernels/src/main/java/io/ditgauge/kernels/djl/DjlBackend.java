package io.ditgauge.kernels.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelBackend;
import io.ditgauge.kernels.KernelException;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Support;
import io.ditgauge.kernels.Variant;
import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Patchify;
import java.util.Map;

/** Ops as sequences of DJL NDArray calls on one device. */
public final class DjlBackend implements KernelBackend {
  private static final KernelRegistry<NdCall.Builder> REGISTRY =
      new KernelRegistry<NdCall.Builder>("djl")
          .with(Gemm.class, (op, call) -> call.as(in -> NdOps.product(in.get("x"), in.get("w"))))
          .with(Copy.class, DjlBackend::copy)
          .with(Patchify.class, (op, call) -> call.as(in -> NdOps.patchify(op, in)))
          .with(AdaLn.class, (op, call) -> call.as(NdOps::adaLn))
          .with(
              Attention.class,
              (op, call) -> call.as(in -> NdOps.attention(in.get("q"), in.get("k"), in.get("v"))))
          .with(Mlp.class, (op, call) -> call.as(in -> NdOps.mlp(in.get("x"), in)))
          .with(FinalLayer.class, (op, call) -> call.as(in -> NdOps.finalLayer(op, in)))
          .with(DitBlock.class, (op, call) -> call.as(in -> NdOps.block(op, in)));

  static {
    NdLeaves.register(REGISTRY);
    NdConvolutions.register(REGISTRY);
    NdBlocks.register(REGISTRY);
    NdModels.register(REGISTRY);
  }

  private static final NDIndex ALL = new NDIndex(":");

  private final Device device;
  private final NDManager manager;

  private DjlBackend(Device device, NDManager manager) {
    this.device = device;
    this.manager = manager;
  }

  /** Whether there is a kernel of that op that computes it that way. */
  public static Support support(Op op, Variant variant) {
    return REGISTRY.support(op, variant);
  }

  /** Loads PyTorch for the device. */
  public static KernelBackend open(Device device, int threads) {
    return new DjlBackend(device, PyTorchEngine.open(device, threads));
  }

  private static Kernel copy(Copy op, NdCall.Builder call) {
    NDArray source = call.tiled("x", op.elements());
    NDArray destination = source.zerosLike();
    return call.into(destination, () -> destination.set(ALL, source));
  }

  @Override
  public Kernel prepare(Op op, OpInputs inputs, DType dtype, Variant variant) {
    if (dtype != DType.F32 && dtype != DType.TF32 && dtype != DType.F16) {
      throw new KernelException("DJL NDArray kernels are f32, tf32 and f16: dtype=" + dtype.id());
    }
    PyTorchEngine.requireMode(dtype);
    return REGISTRY.create(op, variant, new NdCall.Builder(manager, device, inputs, dtype));
  }

  @Override
  public Map<String, String> versions() {
    return PyTorchEngine.versions();
  }

  @Override
  public void close() {
    manager.close();
  }
}

package io.ditgauge.kernels.torchscript;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.training.GradientCollector;
import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelBackend;
import io.ditgauge.kernels.KernelException;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Support;
import io.ditgauge.kernels.Variant;
import io.ditgauge.kernels.djl.PyTorchEngine;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Ops as TorchScript methods on one device. */
public final class TorchScriptBackend implements KernelBackend {
  /** One module, in parts. */
  private static final List<String> SOURCES =
      List.of("kernels.py", "ops.py", "blocks.py", "models.py", "training.py");

  private static final KernelRegistry<ScriptCall.Builder> REGISTRY =
      new KernelRegistry<ScriptCall.Builder>("torchscript")
          .with(Gemm.class, TorchScriptBackend::gemm)
          .with(Copy.class, (op, call) -> call.tiled("x", op.elements()).destination().as("copy"))
          .with(
              Patchify.class,
              (op, call) -> call.input("x").input("w").input("b").number(op.patch()).as("patchify"))
          .with(
              AdaLn.class,
              (op, call) -> call.input("c").linear("wm", "bm", op.batch()).packed().as("adaln"))
          .with(
              Attention.class, (op, call) -> call.input("q").input("k").input("v").as("attention"))
          .with(Mlp.class, (op, call) -> mlp(op, call.input("x")).packed().as("mlp"))
          .with(FinalLayer.class, TorchScriptBackend::finalLayer)
          .with(DitBlock.class, TorchScriptBackend::block);

  private static final KernelRegistry<TrainingCall.Context> TRAINING =
      new KernelRegistry<>("torchscript (forward and backward)");

  static {
    TrainingCall.register(TRAINING);
    ScriptKernels.register(REGISTRY);
    ScriptBlocks.register(REGISTRY);
    ScriptModels.register(REGISTRY);
  }

  private final Device device;
  private final PtNDManager manager;
  // The model owns the block: unreachable, its finalizer would free the native module under us.
  private final Model model;
  private final PtSymbolBlock block;

  private TorchScriptBackend(Device device, NDManager manager) {
    this.device = device;
    this.manager = (PtNDManager) manager;
    this.model = Model.newInstance("ditgauge", PyTorchEngine.djlDevice(device), "PyTorch");
    try {
      model.load(new ByteArrayInputStream(ScriptArchive.of(source())), Map.of());
    } catch (IOException | MalformedModelException e) {
      throw new KernelException("PyTorch refused the kernels' TorchScript: " + e.getMessage(), e);
    }
    this.block = (PtSymbolBlock) model.getBlock();
  }

  /** Whether there is a kernel of that op that computes it that way. */
  public static Support support(Op op, Variant variant) {
    return REGISTRY.support(op, variant);
  }

  /** Whether there is a kernel of forward and backward of that op. */
  public static Support trainingSupport(Op op) {
    return TRAINING.support(op);
  }

  /** Loads PyTorch and compiles the kernels for the device. */
  public static KernelBackend open(Device device, int threads) {
    return new TorchScriptBackend(device, PyTorchEngine.open(device, threads));
  }

  private static String source() {
    return SOURCES.stream().map(TorchScriptBackend::read).collect(Collectors.joining());
  }

  private static String read(String resource) {
    try (InputStream in = TorchScriptBackend.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new KernelException("resource " + resource + " is missing from the kernels jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Kernel gemm(Gemm op, ScriptCall.Builder call) {
    return call.dtype() == DType.F8
        ? call.eightBit("x", "w").as("gemm_f8")
        : call.input("x").weight("w", op.m()).packed().as("gemm");
  }

  private static ScriptCall.Builder mlp(Mlp op, ScriptCall.Builder call) {
    long rows = op.batch() * op.tokens();
    return call.linear("w1", "b1", rows).linear("w2", "b2", rows);
  }

  private static Kernel finalLayer(FinalLayer op, ScriptCall.Builder call) {
    return call.input("x")
        .input("c")
        .linear("wm", "bm", op.batch())
        .linear("wl", "bl", op.batch() * op.tokens())
        .packed()
        .as("final_layer");
  }

  private static Kernel block(DitBlock op, ScriptCall.Builder call) {
    long rows = op.batch() * op.tokens();
    call.input("x").input("c").linear("wm", "bm", op.batch());
    call.linear("wq", "bq", rows).linear("wo", "bo", rows);
    return mlp(op.mlp(), call).number(op.heads()).packed().as("block");
  }

  @Override
  public Kernel prepare(Op op, OpInputs inputs, DType dtype, Variant variant) {
    requireType(op, dtype);
    return REGISTRY.create(op, variant, new ScriptCall.Builder(this, inputs, dtype));
  }

  @Override
  public Kernel prepareLayers(Op op, List<OpInputs> layers, DType dtype) {
    requireType(op, dtype);
    Map<String, NDArray> activations = new HashMap<>();
    return new LayeredCall(
        layers.stream()
            .map(inputs -> new ScriptCall.Builder(this, inputs, dtype, activations))
            .map(call -> (ScriptCall) REGISTRY.create(op, Variant.DEFAULT, call))
            .toList());
  }

  private static void requireType(Op op, DType dtype) {
    if (dtype == DType.F64 || (dtype == DType.F8 && !(op instanceof Gemm))) {
      throw new KernelException(
          "TorchScript kernels are f32, bf16, f16 and tf32, and f8 for gemm: dtype="
              + dtype.id()
              + ", op="
              + op.type());
    }
    PyTorchEngine.requireMode(dtype);
  }

  @Override
  public Kernel prepareTraining(Op op, OpInputs inputs, DType dtype) {
    if (dtype == DType.F64 || dtype == DType.F8) {
      throw new KernelException(
          "TorchScript's forward and backward are f32, bf16, f16 and tf32: dtype=" + dtype.id());
    }
    return TRAINING.create(op, new TrainingCall.Context(this, inputs, dtype));
  }

  @Override
  public Set<String> attentionKernels(Op op, DType dtype) {
    try (NDArray one = manager.ones(new Shape(1))) {
      if (dtype.bytes() == Float.BYTES) {
        return AttentionChoice.of(op, one, this);
      }
      try (NDArray like = invokeOn("to_" + dtype.id(), one)) {
        return AttentionChoice.of(op, like, this);
      }
    }
  }

  @Override
  public Map<String, String> versions() {
    return PyTorchEngine.versions();
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }

  Device device() {
    return device;
  }

  PtNDManager manager() {
    return manager;
  }

  /** Runs a method and returns its tensor; the caller closes it. */
  PtNDArray invoke(String method, IValue... arguments) {
    try (IValue result = IValueUtils.runMethod(block, method, arguments)) {
      return result.toTensor(manager);
    }
  }

  /** Runs a method that returns a list of tensors; the caller closes them. */
  List<PtNDArray> invokeForSeveral(String method, IValue... arguments) {
    try (IValue result = IValueUtils.runMethod(block, method, arguments)) {
      return List.of(result.toTensorArray(manager));
    }
  }

  /** Calls the method that the first array names, gradients recorded; the caller closes them. */
  NDList train(NDList arguments) {
    GradientCollector collector = manager.getEngine().newGradientCollector();
    try {
      return IValueUtils.forward(block, arguments, true);
    } finally {
      collector.close();
    }
  }

  /** Runs a method on arguments that are wrapped for this call only. */
  PtNDArray invokeOn(String method, NDArray tensor, IValue... more) {
    return on(tensor, more, arguments -> invoke(method, arguments));
  }

  /** Runs a method that returns a whole number, on arguments wrapped for this call only. */
  long askOn(String method, NDArray tensor, IValue... more) {
    return on(
        tensor,
        more,
        arguments -> {
          try (IValue result = IValueUtils.runMethod(block, method, arguments)) {
            return result.toLong();
          }
        });
  }

  private static <T> T on(NDArray tensor, IValue[] more, Function<IValue[], T> call) {
    IValue[] arguments = new IValue[more.length + 1];
    arguments[0] = IValue.from((PtNDArray) tensor);
    System.arraycopy(more, 0, arguments, 1, more.length);
    try {
      return call.apply(arguments);
    } finally {
      for (IValue argument : arguments) {
        argument.close();
      }
    }
  }
}

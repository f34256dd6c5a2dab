package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ditgauge.model.Conv;
import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.FactorisedAttention;
import io.ditgauge.model.FactorisedForward;
import io.ditgauge.model.Function;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Norm;
import io.ditgauge.model.Op;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.SingleBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of a kernel leave the memory of the process as large as it was. */
class OffHeapMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int CALLS = 200;

  /** A kernel holds its inputs too, some 4 MiB: fewer of them are enough. */
  private static final int KERNELS = 80;

  /** Its output is 1 MiB: if each call leaked it, 200 MiB would be gone. */
  private static final DitBlock BLOCK = new DitBlock(4, 256, 256, 2, 64);

  private static final int OUTPUT_BYTES = 1 << 20;
  private static final long BOUND = 120L << 20;

  @BeforeEach
  void onLinux() {
    assumeTrue(Files.isReadable(STATUS), "no /proc to read the memory of the process from");
  }

  private static long residentBytes() throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100); // the libraries free what was collected on threads of their own
    }
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    throw new IOException("no VmRSS in " + STATUS);
  }

  /** Bytes that the process grew by over the calls, after as many to warm up. */
  private static long growth(int calls, Runnable call) throws IOException, InterruptedException {
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    long before = residentBytes();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return residentBytes() - before;
  }

  private static final DitForward.Stack STACK = new DitForward.Stack(2, 64, 2, 64, 3);

  /** Of each way in which a kernel makes its outputs, one whose outputs are 1 MiB too. */
  private static final List<Op> KINDS =
      List.of(
          BLOCK,
          new JointBlock(4, 192, 64, 256, 2, 64),
          new SingleBlock(4, 256, 256, 2, 64),
          new CrossBlock(4, 256, 64, 256, 2, 64),
          new FactorisedAttention(2, 2, 8, 64, 64),
          new FactorisedForward(1, 2, new Grid(4, 128, 128), Grid.square(16), STACK),
          new PatchEmbed(4, 4, Grid.square(32), Grid.square(2), 256, PatchEmbed.Way.CONVOLUTION),
          new Norm(Norm.Kind.RMS, 1024, 256, 1),
          new Elementwise(Function.GATED_RESIDUAL, 1 << 18, 256),
          new Rope(4, 4, 256, 64),
          new Sdpa(4, 4, 4, 256, 64, 64),
          new GatedMlp(1024, 256, 64, 1),
          new Conv(4, Conv.Channels.full(8, 64), Grid.square(32), Grid.square(3)));

  private static Stream<Arguments> kernels() {
    return Arrays.stream(Backend.values())
        .flatMap(
            id ->
                KINDS.stream()
                    .filter(op -> id.support(op, DType.F32, Device.CPU).possible())
                    .map(op -> Arguments.of(id, op)));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void staysFlatOverManyCalls(Backend id, Op op) throws IOException, InterruptedException {
    assertEquals(OUTPUT_BYTES, op.work().elementsWritten() * Float.BYTES, op.toString());
    try (KernelBackend backend = id.open(Device.CPU, 1);
        Kernel kernel = backend.prepare(op, OpInputs.of(op, 53), DType.F32)) {
      long growth = growth(CALLS, kernel::run);
      String what = id + " " + op;
      assertTrue(growth < BOUND, what + " grew by " + growth + " bytes in " + CALLS + " calls");
    }
  }

  @Test
  void staysFlatOverManyBackwardPasses() throws IOException, InterruptedException {
    try (KernelBackend backend = Backend.TORCHSCRIPT.open(Device.CPU, 1);
        Kernel kernel = backend.prepareTraining(BLOCK, OpInputs.of(BLOCK, 53), DType.F32)) {
      long growth = growth(CALLS, kernel::run);
      assertTrue(growth < BOUND, "grew by " + growth + " bytes in " + CALLS + " passes");
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void preparingAndClosingKernelsGivesTheirMemoryBack(Backend id)
      throws IOException, InterruptedException {
    try (KernelBackend backend = id.open(Device.CPU, 1)) {
      OpInputs inputs = OpInputs.of(BLOCK, 59);
      long growth =
          growth(
              KERNELS,
              () -> {
                try (Kernel kernel = backend.prepare(BLOCK, inputs, DType.F32)) {
                  kernel.run();
                }
              });
      assertTrue(growth < BOUND, id + " grew by " + growth + " bytes in " + KERNELS + " kernels");
    }
  }

  /** Mapped and not allocated memory: the allocator would hand out what kernels gave back. */
  @Test
  void aLeakOfOneOutputACallWouldShow(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve("output");
    Files.write(file, new byte[OUTPUT_BYTES]);
    List<ByteBuffer> leaked = new ArrayList<>();
    long growth = growth(CALLS, () -> leaked.add(touched(file)));
    assertTrue(growth > BOUND, "grew by " + growth);
    assertEquals(2 * CALLS, leaked.size(), "the buffers must stay reachable until here");
  }

  private static ByteBuffer touched(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = channel.map(FileChannel.MapMode.PRIVATE, 0, OUTPUT_BYTES);
      for (int i = 0; i < OUTPUT_BYTES; i += 512) {
        buffer.put(i, (byte) 1);
      }
      return buffer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.ditgauge.benchmarks;

import io.ditgauge.estimator.run.GpuState;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.kernels.Device;
import java.util.List;
import java.util.Set;

/** Refuses devices that the machine does not have, and cards that a library predates. */
final class Devices {
  /** ND4J's last CUDA build is of CUDA 11.6; compute capability 9 came with CUDA 11.8. */
  private static final int ND4J_PREDATES = 9;

  private Devices() {}

  /**
   * Fails where ND4J would run on a card that its CUDA predates.
   *
   * @param devices devices that ND4J is asked to run on
   * @param gpus the GPUs in the order of their numbers, as far as the driver tells
   * @throws IllegalArgumentException naming the card, its compute capability and the cure
   */
  static void requireNd4j(Set<String> devices, List<GpuState> gpus) {
    for (String id : devices) {
      Device device = Device.of(id);
      if (device.isCuda() && device.cudaIndex().getAsInt() < gpus.size()) {
        GpuState gpu = gpus.get(device.cudaIndex().getAsInt());
        String capability = gpu.computeCapability().orElse("0.0");
        if (Integer.parseInt(capability.substring(0, capability.indexOf('.'))) >= ND4J_PREDATES) {
          throw new IllegalArgumentException(
              "ND4J's CUDA 11.6 predates "
                  + gpu.name()
                  + " (compute capability "
                  + capability
                  + ", it knows those below "
                  + ND4J_PREDATES
                  + "); use -Djmh.p.backend=djl,torchscript");
        }
      }
    }
  }

  /**
   * Fails unless every device is there.
   *
   * @throws IllegalArgumentException naming the device and what there is
   */
  static void require(Set<String> devices, Machine machine) {
    for (String id : devices) {
      Device device = Device.of(id);
      int gpus = machine.accelerators().size();
      if (device.isCuda() && device.cudaIndex().getAsInt() >= gpus) {
        throw new IllegalArgumentException(
            "device "
                + id
                + " is not there: the NVIDIA driver lists "
                + gpus
                + " GPUs on this machine; use -Djmh.p.device=cpu, or run on a GPU machine with its"
                + " driver installed");
      }
    }
  }
}

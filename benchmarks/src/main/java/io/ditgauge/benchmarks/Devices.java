package io.ditgauge.benchmarks;

import io.ditgauge.estimator.run.Machine;
import io.ditgauge.kernels.Device;
import java.util.Set;

/** Refuses devices that the machine does not have. */
final class Devices {
  private Devices() {}

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

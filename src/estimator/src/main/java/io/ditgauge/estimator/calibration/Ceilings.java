package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.hardware.AcceleratorCeiling;
import io.ditgauge.estimator.hardware.TheoreticalCeiling;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What achieved rates are held against.
 *
 * @param theoretical peaks of the CPU, one for each element type that it has instructions for
 * @param gemm best matrix product for each backend, element type and device
 * @param copy best copy for each backend, element type and device
 * @param accelerators peaks of the GPUs that were measured; absent if none was
 */
public record Ceilings(
    List<TheoreticalCeiling> theoretical,
    List<GemmCeiling> gemm,
    List<CopyCeiling> copy,
    Optional<List<AcceleratorCeiling>> accelerators) {
  /** Copies the lists. */
  public Ceilings {
    theoretical = List.copyOf(theoretical);
    gemm = List.copyOf(gemm);
    copy = List.copyOf(copy);
    accelerators = accelerators.map(List::copyOf);
  }

  /** The theoretical peak of that device at that element type, in FLOP/s. */
  public Optional<Double> peak(String dtype, String device) {
    return device.equals("cpu")
        ? theoretical(dtype, device).map(TheoreticalCeiling::flopsPerSecond)
        : accelerators.orElse(List.of()).stream()
            .filter(it -> it.device().equals(device) && it.dtype().equals(dtype))
            .map(AcceleratorCeiling::flopsPerSecond)
            .findFirst();
  }

  /** The theoretical peak of the CPU at that element type; empty for another device. */
  public Optional<TheoreticalCeiling> theoretical(String dtype, String device) {
    return theoretical.stream()
        .filter(ceiling -> device.equals("cpu") && ceiling.dtype().equals(dtype))
        .findFirst();
  }

  /** The machine ceiling: the best matrix product over backends at that type and device. */
  public Optional<GemmCeiling> machineGemm(String dtype, String device) {
    return gemm.stream()
        .filter(ceiling -> ceiling.dtype().equals(dtype) && ceiling.device().equals(device))
        .max(Comparator.comparingDouble(GemmCeiling::flopsPerSecond));
  }

  /** The backend ceiling: that backend's best matrix product at that type and device. */
  public Optional<GemmCeiling> backendGemm(String backend, String dtype, String device) {
    return gemm.stream()
        .filter(ceiling -> ceiling.dtype().equals(dtype) && ceiling.device().equals(device))
        .filter(ceiling -> ceiling.backend().equals(backend))
        .max(Comparator.comparingDouble(GemmCeiling::flopsPerSecond));
  }

  /** The best copy over backends and element types on that device: bytes are bytes. */
  public Optional<CopyCeiling> machineCopy(String device) {
    return copy.stream()
        .filter(ceiling -> ceiling.device().equals(device))
        .max(Comparator.comparingDouble(CopyCeiling::bytesPerSecond));
  }

  /** That backend's best copy over element types on that device. */
  public Optional<CopyCeiling> backendCopy(String backend, String device) {
    return copy.stream()
        .filter(ceiling -> ceiling.device().equals(device) && ceiling.backend().equals(backend))
        .max(Comparator.comparingDouble(CopyCeiling::bytesPerSecond));
  }

  /** The theoretical peak that an op with that many FLOPs is held against; none without FLOPs. */
  Optional<Double> theoreticalRate(long flops, String dtype, String device) {
    return peak(dtype, device).filter(ceiling -> flops > 0);
  }

  /** The machine ceiling that such an op is held against: GEMM, or copy without FLOPs. */
  Optional<Double> machineRate(long flops, String dtype, String device) {
    return flops > 0
        ? machineGemm(dtype, device).map(GemmCeiling::flopsPerSecond)
        : machineCopy(device).map(CopyCeiling::bytesPerSecond);
  }

  /** The backend ceiling that such an op is held against: GEMM, or copy without FLOPs. */
  Optional<Double> backendRate(long flops, String backend, String dtype, String device) {
    return flops > 0
        ? backendGemm(backend, dtype, device).map(GemmCeiling::flopsPerSecond)
        : backendCopy(backend, device).map(CopyCeiling::bytesPerSecond);
  }

  /** The roofline's bound of an op; {@link Rate#UNKNOWN} where a ceiling was not measured. */
  String bound(long flops, long bytes, String dtype, String device) {
    if (flops == 0) {
      return Rate.MEMORY;
    }
    Optional<GemmCeiling> gemm = machineGemm(dtype, device);
    Optional<CopyCeiling> copy = machineCopy(device);
    if (gemm.isEmpty() || copy.isEmpty()) {
      return Rate.UNKNOWN;
    }
    double computeSeconds = flops / gemm.get().flopsPerSecond();
    double memorySeconds = bytes / copy.get().bytesPerSecond();
    return computeSeconds >= memorySeconds ? Rate.COMPUTE : Rate.MEMORY;
  }
}

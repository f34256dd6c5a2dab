package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.hardware.TheoreticalCeiling;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Work;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of a calibration that its schema cannot state: what follows from other fields must be
 * what follows from them, and no rate is faster than the machine.
 */
final class CalibrationChecks {
  private static final double TOLERANCE = 1e-6;
  private static final double GIGA = 1e9;

  private CalibrationChecks() {}

  /** Throws IllegalArgumentException, naming the JSON path, for a calibration that breaks one. */
  static void check(Calibration calibration) {
    checkTheoretical(calibration);
    Set<String> keys = new HashSet<>();
    List<Rate> rates = calibration.rates();
    for (int i = 0; i < rates.size(); i++) {
      Rate rate = rates.get(i);
      String path = path(i);
      require(keys.add(rate.key()), "rate '" + rate.key() + "' appears twice", path + ".key");
      checkIdentity(calibration, rate, path);
      checkWork(rate, path);
      checkInterval(rate, path);
    }
    checkCeilings(calibration);
    for (int i = 0; i < rates.size(); i++) {
      checkUtilization(calibration.ceilings(), rates.get(i), path(i));
      checkSpeed(calibration.ceilings(), rates.get(i), path(i));
    }
    DetailChecks.check(calibration);
    checkFits(calibration, keys);
    boolean without = rates.stream().anyMatch(Rate::tooFewForks);
    require(
        calibration.provisional() == without,
        "provisional must say whether a rate has too few forks: provisional="
            + calibration.provisional(),
        "$.provisional");
  }

  private static void checkFits(Calibration calibration, Set<String> keys) {
    Set<ClassFit.Scope> scopes = new HashSet<>();
    for (int i = 0; i < calibration.fits().size(); i++) {
      ClassFit fit = calibration.fits().get(i);
      String path = "$.fits[" + i + "]";
      require(scopes.add(fit.of()), "a class is fitted once: " + fit.of(), path + ".of");
      for (String key : fit.points()) {
        require(keys.contains(key), "a point must be a rate: '" + key + "'", path + ".points");
      }
    }
  }

  private static String path(int rate) {
    return "$.rates[" + rate + "]";
  }

  private static void checkTheoretical(Calibration calibration) {
    List<TheoreticalCeiling> ceilings = calibration.ceilings().theoretical();
    for (int i = 0; i < ceilings.size(); i++) {
      TheoreticalCeiling ceiling = ceilings.get(i);
      requireClose(
          ceiling.flopsPerSecond(),
          ceiling.flopsPerCycleAndCore() * ceiling.cores() * ceiling.hertz(),
          "flopsPerSecond must be flopsPerCycleAndCore x cores x hertz",
          "$.ceilings.theoretical[" + i + "].flopsPerSecond");
    }
  }

  private static void checkIdentity(Calibration calibration, Rate rate, String path) {
    require(
        rate.key().equals(Combination.keyOf(rate.op().label(), rate.params())),
        "the key must follow from op and params: '" + rate.key() + "'",
        path + ".key");
    require(
        rate.label().equals(rate.op().label()), "label must be that of the op", path + ".label");
    require(
        rate.backend().equals(rate.params().get("backend"))
            && rate.dtype().equals(rate.params().get("dtype"))
            && rate.device().equals(rate.params().get("device")),
        "backend, dtype and device must be those of params",
        path);
    require(
        calibration.backends().stream().anyMatch(info -> info.name().equals(rate.backend())),
        "backend '" + rate.backend() + "' is not in $.backends",
        path + ".backend");
  }

  private static void checkWork(Rate rate, String path) {
    Work work;
    long bytes;
    try {
      work = Variation.work(rate.op().toOp(), rate.params());
      bytes = work.bytes(DType.of(rate.dtype()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + path + ".op)", e);
    }
    require(
        rate.flops() == work.flops() && rate.bytes() == bytes,
        "flops and bytes must be those of the op: flops="
            + rate.flops()
            + ", bytes="
            + rate.bytes()
            + ", expected "
            + work.flops()
            + " and "
            + bytes,
        path);
    requireClose(
        rate.flopsPerSecond(),
        rate.flops() / rate.seconds(),
        "flopsPerSecond must be flops / seconds",
        path + ".flopsPerSecond");
    requireClose(
        rate.bytesPerSecond(),
        rate.bytes() / rate.seconds(),
        "bytesPerSecond must be bytes / seconds",
        path + ".bytesPerSecond");
  }

  private static void checkInterval(Rate rate, String path) {
    boolean all =
        rate.secondsHigh().isPresent() == rate.hasInterval()
            && rate.flopsPerSecondLow().isPresent() == rate.hasInterval()
            && rate.flopsPerSecondHigh().isPresent() == rate.hasInterval();
    require(all, "the four ends of an interval come together or not at all", path);
    if (!rate.hasInterval()) {
      return;
    }
    require(rate.forks() >= 2, "an interval needs two forks: forks=" + rate.forks(), path);
    double low = rate.secondsLow().orElseThrow();
    double high = rate.secondsHigh().orElseThrow();
    require(
        low <= rate.seconds() && rate.seconds() <= high,
        "seconds must lie in their interval: " + low + ", " + rate.seconds() + ", " + high,
        path + ".seconds");
    requireClose(
        rate.flopsPerSecondLow().orElseThrow(),
        rate.flops() / high,
        "flopsPerSecondLow must be flops / secondsHigh",
        path + ".flopsPerSecondLow");
    requireClose(
        rate.flopsPerSecondHigh().orElseThrow(),
        rate.flops() / low,
        "flopsPerSecondHigh must be flops / secondsLow",
        path + ".flopsPerSecondHigh");
  }

  private static void checkUtilization(Ceilings ceilings, Rate rate, String path) {
    double achieved = rate.flops() > 0 ? rate.flopsPerSecond() : rate.bytesPerSecond();
    requireRatio(
        rate.ofTheoretical(),
        achieved,
        ceilings.theoreticalRate(rate.flops(), rate.dtype(), rate.device()),
        path + ".ofTheoretical");
    requireRatio(
        rate.ofMachineCeiling(),
        achieved,
        ceilings.machineRate(rate.flops(), rate.dtype(), rate.device()),
        path + ".ofMachineCeiling");
    requireRatio(
        rate.ofBackendCeiling(),
        achieved,
        ceilings.backendRate(rate.flops(), rate.backend(), rate.dtype(), rate.device()),
        path + ".ofBackendCeiling");
    String bound = ceilings.bound(rate.flops(), rate.bytes(), rate.dtype(), rate.device());
    require(
        rate.bound().equals(bound),
        "the bound must follow from the ceilings: '" + rate.bound() + "', expected '" + bound + "'",
        path + ".bound");
  }

  private static void requireRatio(
      Optional<Double> ratio, double achieved, Optional<Double> ceiling, String path) {
    require(
        ratio.isPresent() == ceiling.isPresent(),
        "a utilization is there exactly where its ceiling is",
        path);
    ratio.ifPresent(
        value ->
            requireClose(
                value,
                achieved / ceiling.orElseThrow(),
                "a utilization must be the achieved rate over its ceiling",
                path));
  }

  private static void checkSpeed(Ceilings ceilings, Rate rate, String path) {
    double least = rate.flopsPerSecondLow().orElse(rate.flopsPerSecond());
    Optional<Double> peak = ceilings.peak(rate.dtype(), rate.device());
    if (ProbeRates.isFma(rate)) {
      return; // it measures the peak itself: above it, the clock rose since it was measured
    }
    if (peak.isEmpty() || least <= peak.get() * (1 + TOLERANCE)) {
      return;
    }
    throw new IllegalArgumentException(
        "faster than the machine: "
            + rate.key()
            + " reached "
            + giga(rate.flopsPerSecond())
            + " GFLOP/s ("
            + (rate.hasInterval() ? "at least " + giga(least) + " at 95%" : "one fork")
            + "), the theoretical peak is "
            + giga(peak.get())
            + " GFLOP/s"
            + ceilings.theoretical(rate.dtype(), rate.device()).map(it -> core(it)).orElse("")
            + "; the clock, the core or the timing is wrong: measure again on an idle machine ("
            + path
            + ")");
  }

  private static String core(TheoreticalCeiling peak) {
    return " ("
        + peak.core()
        + ", "
        + peak.isa()
        + ", "
        + peak.cores()
        + " cores at "
        + giga(peak.hertz())
        + " GHz, "
        + peak.clock()
        + ")";
  }

  private static void checkCeilings(Calibration calibration) {
    for (GemmCeiling ceiling : calibration.ceilings().gemm()) {
      String path = "$.ceilings.gemm";
      Rate rate = rateOf(calibration, ceiling.key(), Gemm.TYPE, path);
      requirePlace(rate, ceiling.dtype(), ceiling.backend(), ceiling.device(), path);
      String rule = "a ceiling must be the rate of its key '" + ceiling.key() + "'";
      requireClose(ceiling.flopsPerSecond(), rate.flopsPerSecond(), rule, path);
    }
    for (CopyCeiling ceiling : calibration.ceilings().copy()) {
      String path = "$.ceilings.copy";
      Rate rate = rateOf(calibration, ceiling.key(), Copy.TYPE, path);
      requirePlace(rate, ceiling.dtype(), ceiling.backend(), ceiling.device(), path);
      String rule = "a ceiling must be the rate of its key '" + ceiling.key() + "'";
      requireClose(ceiling.bytesPerSecond(), rate.bytesPerSecond(), rule, path);
    }
  }

  private static Rate rateOf(Calibration calibration, String key, String type, String path) {
    Optional<Rate> rate = calibration.rate(key).filter(found -> found.op().type().equals(type));
    require(
        rate.isPresent(), "a ceiling must be the " + type + " rate of its key '" + key + "'", path);
    return rate.orElseThrow();
  }

  private static void requirePlace(
      Rate rate, String dtype, String backend, String device, String path) {
    require(
        rate.dtype().equals(dtype)
            && rate.backend().equals(backend)
            && rate.device().equals(device),
        "dtype, backend and device of a ceiling must be those of its key '" + rate.key() + "'",
        path);
  }

  private static String giga(double value) {
    return String.format(Locale.ROOT, "%.2f", value / GIGA);
  }

  private static void requireClose(double found, double expected, String rule, String path) {
    require(
        Math.abs(found - expected) <= TOLERANCE * Math.abs(expected),
        rule + ": found " + found + ", expected " + expected,
        path);
  }

  private static void require(boolean holds, String message, String path) {
    if (!holds) {
      throw new IllegalArgumentException(message + " (" + path + ")");
    }
  }
}

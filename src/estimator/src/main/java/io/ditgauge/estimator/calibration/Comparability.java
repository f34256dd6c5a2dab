package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.BackendInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Says why two calibrations must not be compared. */
public final class Comparability {
  private Comparability() {}

  /**
   * The reasons why the two are NOT COMPARABLE; empty if they are.
   *
   * <p>They are not if one is provisional, if the machines differ, if they share no backend, or if
   * a shared backend ran with other threads or in another environment: the environment alone moves
   * results several times.
   */
  public static List<String> check(Calibration a, Calibration b) {
    return check(a, b, true);
  }

  /** The same, but for environments that differ on purpose, because they are what is studied. */
  public static List<String> checkAcrossEnvironments(Calibration a, Calibration b) {
    return check(a, b, false);
  }

  private static List<String> check(Calibration a, Calibration b, boolean environments) {
    List<String> reasons = new ArrayList<>();
    for (Calibration calibration : a.equals(b) ? List.of(a) : List.of(a, b)) {
      if (calibration.provisional()) {
        reasons.add(
            "run "
                + calibration.run()
                + " is provisional: it has rates of too few forks for an interval");
      }
    }
    if (!a.machine().id().equals(b.machine().id())) {
      reasons.add("different machines: " + a.machine().id() + " and " + b.machine().id());
    }
    boolean shared = false;
    for (BackendInfo first : a.backends()) {
      for (BackendInfo second : b.backends()) {
        if (first.name().equals(second.name())) {
          shared = true;
          checkThreads(first, second, reasons);
          if (environments) {
            checkEnvironment(first, second, reasons);
          }
        }
      }
    }
    if (!shared) {
      reasons.add("no backend in common");
    }
    return List.copyOf(reasons);
  }

  private static void checkThreads(BackendInfo a, BackendInfo b, List<String> reasons) {
    if (a.threads() != b.threads()) {
      reasons.add("different threads of " + a.name() + ": " + a.threads() + " and " + b.threads());
    }
  }

  private static void checkEnvironment(BackendInfo a, BackendInfo b, List<String> reasons) {
    TreeSet<String> names = new TreeSet<>(a.environment().keySet());
    names.addAll(b.environment().keySet());
    for (String name : names) {
      String first = a.environment().get(name);
      String second = b.environment().get(name);
      if (!Objects.equals(first, second)) {
        reasons.add(
            "different environment of "
                + a.name()
                + ": "
                + name
                + " is "
                + shown(first)
                + " and "
                + shown(second));
      }
    }
  }

  private static String shown(String value) {
    return value == null ? "unset" : "'" + value + "'";
  }
}

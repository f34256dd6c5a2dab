package io.ditgauge.estimator.run;

import io.ditgauge.model.DType;
import io.ditgauge.model.Work;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of a run file that its schema cannot state. */
final class RunChecks {
  private RunChecks() {}

  static void check(RunRecord run) {
    checkTimes(run);
    Set<String> backends = new HashSet<>();
    for (int i = 0; i < run.backends().size(); i++) {
      String name = run.backends().get(i).name();
      require(backends.add(name), "backend '" + name + "' appears twice", "$.backends[" + i + "]");
    }
    Set<String> keys = new HashSet<>();
    List<Combination> combinations = run.combinations();
    for (int i = 0; i < combinations.size(); i++) {
      Combination combination = combinations.get(i);
      String path = "$.combinations[" + i + "]";
      require(
          keys.add(combination.key()),
          "combination '" + combination.key() + "' appears twice",
          path + ".key");
      checkParams(run, combination, path);
      checkOp(combination, path);
    }
  }

  private static void checkTimes(RunRecord run) {
    Instant started = instant(run.startedAt(), "$.startedAt");
    Optional<Instant> finished = run.finishedAt().map(text -> instant(text, "$.finishedAt"));
    require(
        finished.isEmpty() || !finished.get().isBefore(started),
        "the run ends before it starts: startedAt="
            + run.startedAt()
            + ", finishedAt="
            + run.finishedAt().orElse(""),
        "$.finishedAt");
  }

  private static Instant instant(String text, String path) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "a time must be UTC in ISO 8601, as 2026-11-25T01:30:00Z: '" + text + "' (" + path + ")",
          e);
    }
  }

  private static void checkParams(RunRecord run, Combination combination, String path) {
    String expected = Combination.keyOf(combination.op().label(), combination.params());
    require(
        combination.key().equals(expected),
        "the key must follow from op and params: key='"
            + combination.key()
            + "', expected '"
            + expected
            + "'",
        path + ".key");
    if (combination.status() != Status.MEASURED) {
      return;
    }
    String backend = combination.params().get("backend");
    require(
        run.backends().stream().anyMatch(info -> info.name().equals(backend)),
        "a measured combination needs a param 'backend' that $.backends declares: backend="
            + backend,
        path + ".params.backend");
    try {
      DType.of(combination.params().getOrDefault("dtype", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + path + ".params.dtype)", e);
    }
    checkDevice(run, combination.params().getOrDefault("device", ""), path + ".params.device");
  }

  private static void checkDevice(RunRecord run, String device, String path) {
    if (device.equals("cpu")) {
      return;
    }
    require(
        device.matches("cuda:[0-9]{1,3}"),
        "unknown device '" + device + "'; use cpu or cuda:0, cuda:1 ...",
        path);
    int number = Integer.parseInt(device.substring("cuda:".length()));
    require(
        number < run.machine().accelerators().size(),
        "measured on "
            + device
            + " of a machine with "
            + run.machine().accelerators().size()
            + " accelerators",
        path);
  }

  private static void checkOp(Combination combination, String path) {
    Work work;
    try {
      work = Variation.work(combination.op().toOp(), combination.params());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + path + ".op)", e);
    }
    require(
        combination.work().equals(WorkRecord.of(work)),
        "the declared work must be that of the op: "
            + combination.work()
            + ", expected "
            + WorkRecord.of(work)
            + "; the file was edited or written by other code",
        path + ".work");
  }

  private static void require(boolean holds, String message, String path) {
    if (!holds) {
      throw new IllegalArgumentException(message + " (" + path + ")");
    }
  }
}

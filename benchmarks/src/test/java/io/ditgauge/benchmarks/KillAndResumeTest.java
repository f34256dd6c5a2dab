package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.RunFiles;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Status;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.model.DType;
import io.ditgauge.model.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole harness at tiny size: unbroken, killed and resumed, and with a fork killed. */
class KillAndResumeTest {
  private static final String[] SHORT = {"--jmh-args", "-w 20ms -r 50ms -i 2"};
  private static final String[] TINY = {
    "--effort",
    "flash",
    "-p",
    "model=DiT-S/8",
    "-p",
    "backend=djl,torchscript",
    "--include",
    "^(mlp|patchify)"
  };

  @TempDir private static Path folder;
  private static Path root;
  private static Path temporary;
  private static Path unbroken;
  private static String unbrokenOutput;

  @BeforeAll
  static void anUnbrokenRun() throws IOException, InterruptedException {
    root = Files.createDirectories(folder.resolve("root"));
    temporary = folder.resolve("tmp");
    Files.writeString(root.resolve("Kernel.java"), "class Kernel {}");
    GitFolder.commit(root);
    unbroken = folder.resolve("unbroken");
    ChildRun run = start(out(unbroken), TINY, SHORT);
    assertEquals(0, run.exitCode(), run.output());
    unbrokenOutput = run.output();
  }

  private static String[] out(Path path) {
    return new String[] {"--out", path.toString()};
  }

  private static ChildRun start(String[]... arguments) throws IOException {
    return startIn(temporary, arguments);
  }

  private static ChildRun startIn(Path own, String[]... arguments) throws IOException {
    Stream<String> given = Stream.of(arguments).flatMap(Stream::of);
    Stream<String> all = Stream.concat(Stream.of("--root", root.toString()), given);
    return ChildRun.start(own, all.toArray(String[]::new));
  }

  private static RunRecord run(Path path) {
    return RunFiles.read(path.resolve(RunFiles.RUN_JSON));
  }

  private static JsonNode jmh(Path path) {
    return RunFiles.readJmh(path.resolve(RunFiles.JMH_JSON));
  }

  private static Calibration calibration(Path path) {
    return CalibrationFiles.read(path.resolve("calibration.json"));
  }

  /** Key, status and forks of each combination. */
  private static Set<String> outcomes(RunRecord run) {
    Set<String> result = new TreeSet<>();
    run.combinations()
        .forEach(c -> result.add(c.key() + " " + c.status() + " " + c.forks() + c.reason()));
    return result;
  }

  /** Samples by benchmark and parameters. */
  private static Map<String, String> samples(JsonNode jmh) {
    Map<String, String> result = new TreeMap<>();
    jmh.forEach(
        entry ->
            result.put(
                entry.get("benchmark") + " " + entry.get("params"),
                entry.at("/primaryMetric/rawData").toString()));
    return result;
  }

  private static void assertCounts(int measured, int pending, RunRecord run) {
    assertEquals(measured, count(run, Status.MEASURED), outcomes(run).toString());
    assertEquals(pending, count(run, Status.PENDING), outcomes(run).toString());
  }

  private static long count(RunRecord run, Status status) {
    return run.combinations().stream().filter(c -> c.status() == status).count();
  }

  @Test
  void aKilledAndResumedRunHasTheResultsOfAnUnbrokenOne() throws IOException, InterruptedException {
    Path broken = folder.resolve("broken");
    ChildRun first = start(out(broken), TINY, SHORT);
    first.awaitOutput("[  2/");
    first.kill();
    assertNotEquals(0, first.exitCode());
    RunRecord partial = run(broken);
    assertTrue(partial.finishedAt().isEmpty());
    assertTrue(count(partial, Status.PENDING) > 0, "it was killed in the middle");
    assertFalse(Files.exists(broken.resolve("calibration.json")));
    Map<String, String> before = samples(jmh(broken));
    assertTrue(before.size() >= 2, before.toString());

    ChildRun second = start(new String[] {"--resume", broken.toString()});
    assertEquals(0, second.exitCode(), second.output());
    assertFalse(second.output().startsWith(unbrokenOutput.lines().findFirst().orElseThrow()));
    assertEquals(outcomes(run(unbroken)), outcomes(run(broken)));
    Map<String, String> after = samples(jmh(broken));
    assertEquals(samples(jmh(unbroken)).keySet(), after.keySet());
    before.forEach((key, values) -> assertEquals(values, after.get(key), "lost: " + key));
    assertEquals(rateKeys(unbroken), rateKeys(broken));
    assertEquals(partial.id(), run(broken).id());
    assertEquals(partial.startedAt(), run(broken).startedAt());
  }

  private static Set<String> rateKeys(Path path) {
    Set<String> result = new TreeSet<>();
    calibration(path).rates().forEach(rate -> result.add(rate.key()));
    return result;
  }

  /** Five forks a combination: the kill falls between two forks of the same one. */
  @Test
  void aRunFoundByItsIdentifierGoesOnWithTheForksThatItLacks()
      throws IOException, InterruptedException {
    String[] one = {
      "-p",
      "model=DiT-S/8",
      "-p",
      "backend=torchscript",
      "-p",
      "dtype=f32",
      "--include",
      "^patchify"
    };
    ChildRun first = start(one, SHORT);
    first.awaitOutput("[  2/5]");
    first.kill();
    Path machine = root.resolve("reports/runs").resolve(run(unbroken).machine().id());
    List<Path> runs;
    try (Stream<Path> folders = Files.list(machine)) {
      runs = folders.toList();
    }
    assertEquals(1, runs.size(), runs.toString());
    Path broken = runs.get(0);
    String before = samples(jmh(broken)).values().iterator().next();

    ChildRun second = start(new String[] {"--resume", broken.getFileName().toString()});
    assertEquals(0, second.exitCode(), second.output());
    RunRecord done = run(broken);
    assertCounts(1, 0, done);
    assertEquals(5, done.combinations().get(0).forks());
    assertFalse(done.dirty(), "what a run writes under reports/ must not make it dirty");
    JsonNode raw = jmh(broken).get(0).at("/primaryMetric/rawData");
    assertEquals(5, raw.size());
    String after = raw.toString();
    String kept = before.substring(0, before.length() - 1);
    assertTrue(after.startsWith(kept), before + " must be the start of " + after);
    Calibration calibration = calibration(broken);
    assertFalse(calibration.provisional());
    // An interval there is only where forks scatter little, and on a busy machine they do not.
    assertTrue(calibration.rates().get(0).medianSeconds().isPresent());
  }

  @Test
  void aKilledForkFailsItsCombinationAndTheOthersAreMeasured()
      throws IOException, InterruptedException {
    Path path = folder.resolve("killed-fork");
    String[] two = {
      "--effort",
      "flash",
      "-p",
      "model=DiT-S/8",
      "-p",
      "backend=djl,torchscript",
      "-p",
      "dtype=f32",
      "--include",
      "^patchify",
      "--jmh-args",
      "-w 20ms -r 700ms -i 2"
    };
    // A folder of its own, without the notes of forks that killed runs left behind; and with a name
    // that looks like a reason, which must not be taken for one.
    ChildRun child = startIn(folder.resolve("tmp-Error-killed"), out(path), two);
    child.killFork();
    assertEquals(1, child.exitCode(), child.output());
    List<Combination> combinations = run(path).combinations();
    Combination killed = combinations.get(0);
    assertEquals(Status.FAILED, killed.status(), child.output());
    assertTrue(killed.reason().contains("137"), "exit code of a kill: " + killed.reason());
    assertFalse(killed.reason().contains("/"), killed.reason());
    assertEquals(0, killed.forks());
    assertEquals(Status.MEASURED, combinations.get(1).status());
    assertTrue(run(path).finishedAt().isPresent());
    assertTrue(child.output().contains("FAILED " + killed.key()), child.output());
    Calibration calibration = calibration(path);
    assertEquals(List.of(killed.key()), calibration.failed().stream().map(n -> n.key()).toList());
    assertEquals(Set.of(combinations.get(1).key()), rateKeys(path));
  }

  @Test
  void twoRunsAtOnceAreRefused() throws IOException, InterruptedException {
    ChildRun first = start(out(folder.resolve("first")), TINY, SHORT);
    first.awaitOutput("combinations,");
    ChildRun second = start(out(folder.resolve("second")), TINY, SHORT);
    int code = second.exitCode();
    first.kill();
    assertEquals(1, code, second.output());
    assertTrue(
        second.output().startsWith("jmh:run: another run is measuring on this machine"),
        second.output());
    assertFalse(Files.exists(folder.resolve("second")));
  }

  @Test
  void theUnbrokenRunIsCompleteAndProvisional() {
    RunRecord run = run(unbroken);
    assertTrue(run.combinations().size() >= 6, outcomes(run).toString());
    assertEquals(0, count(run, Status.PENDING) + count(run, Status.FAILED));
    assertTrue(count(run, Status.MEASURED) >= 4, outcomes(run).toString());
    assertEquals(count(run, Status.MEASURED), jmh(unbroken).size());
    assertTrue(calibration(unbroken).provisional());
    assertFalse(run.dirty());
    run.backends().forEach(b -> assertEquals(Set.of("djl", "pytorch"), b.versions().keySet()));
  }

  @Test
  void aRunPrintsNoWarningAndNoBanner() {
    List<String> noise = List.of("WARN", "INFO", "SLF4J", "deprecat", "\tat ", "Exception");
    noise.forEach(word -> assertFalse(unbrokenOutput.contains(word), unbrokenOutput));
    assertTrue(unbrokenOutput.contains("Utilization on"), unbrokenOutput);
  }

  /** Declared work and achieved rates, put into JMH's output by our profiler in a real fork. */
  @Test
  void eachResultCarriesItsWorkAndItsRates() {
    Map<String, Combination> byIdentity = new TreeMap<>();
    run(unbroken)
        .combinations()
        .forEach(c -> byIdentity.put(c.benchmark() + new TreeMap<>(c.params()), c));
    for (JsonNode entry : jmh(unbroken)) {
      Map<String, String> params = new TreeMap<>();
      entry.get("params").properties().forEach(e -> params.put(e.getKey(), e.getValue().asText()));
      String identity = entry.get("benchmark").asText() + Variation.departing(params);
      Combination combination = byIdentity.get(identity);
      Work work = combination.op().toOp().work();
      double bytes = work.bytes(DType.of(params.get("dtype")));
      JsonNode metrics = entry.get("secondaryMetrics");
      assertEquals((double) work.flops(), metrics.at("/flops/score").asDouble());
      assertEquals(bytes, metrics.at("/bytes/score").asDouble());
      JsonNode raw = entry.at("/primaryMetric/rawData/0");
      assertEquals(2, raw.size());
      for (int i = 0; i < raw.size(); i++) {
        double flops = metrics.at("/flopsPerSecond/rawData/0").get(i).asDouble();
        double traffic = metrics.at("/bytesPerSecond/rawData/0").get(i).asDouble();
        assertEquals(1, flops * raw.get(i).asDouble() / work.flops(), 1e-12);
        assertEquals(1, traffic * raw.get(i).asDouble() / bytes, 1e-12);
      }
    }
  }

  @Test
  void theFilesTellNoPathOfThisMachine() throws IOException {
    List<String> secrets =
        List.of(
            folder.toString(),
            System.getProperty("java.home"),
            System.getProperty("user.dir"),
            System.getProperty("user.home") + "/",
            "java.io.tmpdir");
    for (String file : List.of("run.json", "jmh.json", "calibration.json")) {
      String text = Files.readString(unbroken.resolve(file));
      secrets.forEach(secret -> assertFalse(text.contains(secret), file + ": " + secret));
    }
  }
}

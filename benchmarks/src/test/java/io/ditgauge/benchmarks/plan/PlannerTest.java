package io.ditgauge.benchmarks.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.benchmarks.plan.Planner.Planned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of combinations, and everything that cannot be asked for. */
class PlannerTest {
  private static final MachineLimits AMPLE =
      new MachineLimits(64L << 30, 64L << 20, List.of("amx_bf16"));
  private static final Map<String, List<String>> NONE = Map.of();

  private static List<Planned> plan(Effort effort, String include, Map<String, List<String>> p) {
    return new Planner(AMPLE).plan(new Request(effort, include, p));
  }

  private static List<String> keys(List<Planned> plan) {
    return plan.stream().map(planned -> planned.combination().key()).toList();
  }

  private static String refusal(Map<String, List<String>> params) {
    return assertThrows(IllegalArgumentException.class, () -> plan(Effort.FLASH, ".*", params))
        .getMessage();
  }

  @Test
  void flashHasExactlyTheSixteenKernelsFourProductsAndThreeCopies() {
    Set<String> expected = new TreeSet<>();
    Map<String, String> dtypes = new TreeMap<>();
    dtypes.put("nd4j", "f32");
    dtypes.put("djl", "f32");
    dtypes.put("torchscript", "f32 bf16");
    dtypes.forEach(
        (backend, types) -> {
          for (String dtype : types.split(" ", -1)) {
            addExpected(expected, backend, dtype);
          }
        });
    List<Planned> plan = plan(Effort.FLASH, ".*", NONE);
    assertEquals(23, plan.size());
    assertEquals(expected, new TreeSet<>(keys(plan)));
    plan.forEach(planned -> assertTrue(planned.support().possible(), planned.toString()));
    plan.forEach(planned -> assertTrue(planned.fit().possible(), planned.toString()));
  }

  private static void addExpected(Set<String> expected, String backend, String dtype) {
    String end = "device=cpu|dtype=" + dtype;
    for (String op : List.of("patchify", "attention", "mlp", "block")) {
      expected.add(op + "|backend=" + backend + "|batch=2|" + end + "|image=256|model=DiT-XL/2");
    }
    expected.add("gemm|backend=" + backend + "|" + end + "|shape=2048x2048x2048");
    if (dtype.equals("f32")) {
      expected.add("copy|backend=" + backend + "|" + end + "|shape=" + (32 << 20));
    }
  }

  @Test
  void quickHasTheCombinationsOfFlashAndTheLongerPresetsMore() {
    List<String> flash = keys(plan(Effort.FLASH, ".*", NONE));
    List<String> quick = keys(plan(Effort.QUICK, ".*", NONE));
    assertEquals(flash, quick.subList(0, flash.size()));
    assertEquals(
        List.of(
            "empty|backend=nd4j|device=cpu|dtype=f32",
            "empty|backend=djl|device=cpu|dtype=f32",
            "empty|backend=torchscript|device=cpu|dtype=f32"),
        quick.subList(flash.size(), quick.size()));
    List<String> normal = keys(plan(Effort.NORMAL, ".*", NONE));
    assertTrue(normal.containsAll(flash));
    assertTrue(normal.size() > flash.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLASH", "QUICK", "NORMAL", "LONG"})
  void noCombinationComesTwice(Effort effort) {
    List<String> keys = keys(plan(effort, ".*", NONE));
    assertEquals(keys.size(), new HashSet<>(keys).size());
  }

  @Test
  void anyOpIsMeasuredByItsDescriptionWhereTheBackendHasIt() {
    String block = "joint-block:1x64x32x96x3x384";
    Map<String, List<String>> params = Map.of("op", List.of(block), "dtype", List.of("f32"));
    List<Planned> plan = plan(Effort.FLASH, "^joint-block", params);
    assertEquals(
        List.of(
            "joint-block|backend=nd4j|device=cpu|dtype=f32|op=" + block,
            "joint-block|backend=djl|device=cpu|dtype=f32|op=" + block,
            "joint-block|backend=torchscript|device=cpu|dtype=f32|op=" + block),
        keys(plan));
    assertTrue(plan.stream().allMatch(it -> it.support().possible()), plan.toString());
    assertTrue(refusal(Map.of("op", List.of("moe:1x2x3x4x2"))).contains("not measured by itself"));
    assertTrue(refusal(Map.of("op", List.of("joint-block:1x2"))).contains("textTokens"));
  }

  @Test
  void aBackendWithoutAnOpSaysSo() {
    Map<String, List<String>> params =
        Map.of("op", List.of("conv3d:1x8x12x1x4x8x8x3x3x3x1x1x1x1"), "dtype", List.of("f32"));
    List<Planned> plan = plan(Effort.FLASH, "^conv3d.*nd4j", params);
    assertEquals(1, plan.size());
    assertFalse(plan.get(0).support().possible());
    assertFalse(plan.get(0).support().reason().isBlank());
  }

  @Test
  void trainingIsAskedForByNameAndOnlyThenInTheKey() {
    Map<String, List<String>> both = Map.of("pass", List.of("forward", "training"));
    String block =
        "block|backend=torchscript|batch=2|device=cpu|dtype=bf16|image=256|model=DiT-XL/2";
    assertEquals(
        List.of(block, block + "|pass=training"),
        keys(plan(Effort.FLASH, "^block.*torchscript.*bf16", both)));
    List<Planned> djl = plan(Effort.FLASH, "^block.*djl", both);
    assertTrue(djl.get(0).support().possible());
    assertEquals(
        "backend djl has no backward; use backend=torchscript", djl.get(1).support().reason());
    Map<String, List<String>> training = Map.of("pass", List.of("training"));
    assertEquals(3, plan(Effort.FLASH, "^copy", training).size(), "copies are ceilings");
  }

  @Test
  void ceilingsComeFirst() {
    List<String> labels = new ArrayList<>();
    plan(Effort.FLASH, ".*", NONE).forEach(p -> labels.add(p.combination().kind().label()));
    List<String> order = List.of("gemm", "copy", "patchify", "attention", "mlp", "block");
    assertEquals(order, labels.stream().distinct().toList());
  }

  @Test
  void theExpressionSelectsByKey() {
    List<Planned> plan = plan(Effort.FLASH, "^mlp.*backend=nd4j", NONE);
    assertEquals(
        List.of("mlp|backend=nd4j|batch=2|device=cpu|dtype=f32|image=256|model=DiT-XL/2"),
        keys(plan));
  }

  @Test
  void valuesOfTheUserReplaceThoseOfThePreset() {
    Map<String, List<String>> params =
        Map.of("model", List.of("DiT-S/8"), "backend", List.of("djl"), "batch", List.of("3"));
    assertEquals(
        List.of("block|backend=djl|batch=3|device=cpu|dtype=f32|image=256|model=DiT-S/8"),
        keys(plan(Effort.FLASH, "^block", params)));
  }

  @Test
  void aShapeOfTheUserIsThatOfTheProductAndNotOfTheCopy() {
    Map<String, List<String>> params =
        Map.of("shape", List.of("64x64x64"), "backend", List.of("djl"));
    assertEquals(
        List.of(
            "gemm|backend=djl|device=cpu|dtype=f32|shape=64x64x64",
            "copy|backend=djl|device=cpu|dtype=f32|shape=" + (32 << 20)),
        keys(plan(Effort.FLASH, "^(gemm|copy)", params)));
  }

  @Test
  void aValueGivenTwiceCountsOnce() {
    Map<String, List<String>> params =
        Map.of("backend", List.of("djl", "djl"), "batch", List.of("2", "4", "2"));
    assertEquals(2, plan(Effort.FLASH, "^mlp", params).size());
  }

  @Test
  void whatNoLibraryHasShowsOnlyWhenItsTypeIsAskedForByName() {
    Map<String, List<String>> djl = Map.of("backend", List.of("djl"));
    assertEquals(1, plan(Effort.FLASH, "^mlp", djl).size());
    Map<String, List<String>> bf16 = Map.of("backend", List.of("djl"), "dtype", List.of("bf16"));
    Planned planned = plan(Effort.FLASH, "^mlp", bf16).get(0);
    assertFalse(planned.support().possible());
    assertTrue(planned.support().reason().contains("use backend=torchscript"));
  }

  @Test
  void nd4jOnAGpuShowsWithItsReasonWhenAskedForByName() {
    Map<String, List<String>> params = Map.of("device", List.of("cuda:0"), "dtype", List.of("f32"));
    List<Planned> plan = plan(Effort.FLASH, "^mlp", params);
    assertEquals(3, plan.size());
    Planned nd4j = plan.get(0);
    assertFalse(nd4j.support().possible());
    assertTrue(nd4j.support().reason().contains("CPU only"), nd4j.support().reason());
    assertEquals(Set.of("cuda:0"), Planner.devices(plan));
  }

  @Test
  void bfloat16IsSkippedWithItsReasonOnACpuWithoutItsInstructions() {
    MachineLimits old = new MachineLimits(64L << 30, 64L << 20, List.of("avx2"));
    List<Planned> plan = new Planner(old).plan(new Request(Effort.FLASH, ".*", NONE));
    assertEquals(23, plan.size());
    List<Planned> skipped = plan.stream().filter(p -> !p.support().possible()).toList();
    assertEquals(5, skipped.size());
    skipped.forEach(p -> assertTrue(p.support().reason().contains("no bfloat16 instructions")));
  }

  @Test
  void aModelThatDoesNotFitIsToldWithNeedAndHave() {
    MachineLimits small = new MachineLimits(1L << 30, 64L << 20, List.of());
    Map<String, List<String>> params =
        Map.of("backend", List.of("djl"), "batch", List.of("1", "64"));
    List<Planned> plan = new Planner(small).plan(new Request(Effort.FLASH, "^block", params));
    assertTrue(plan.get(0).fit().possible(), plan.get(0).fit().reason());
    String reason = plan.get(1).fit().reason();
    assertTrue(reason.matches("does not fit in memory: needs .* GB, there are 1\\.1 GB.*"), reason);
  }

  /** Batch 32 is what the longest preset chose; a batch of the user's own fails. */
  @Test
  void aShapeOfThePresetThatDoesNotFitIsSkippedWithNeedAndHave() {
    MachineLimits small = new MachineLimits(1L << 30, 64L << 20, List.of());
    List<Planned> plan = new Planner(small).plan(new Request(Effort.LONG, "^block.*=32.*XL", NONE));
    assertFalse(plan.isEmpty());
    for (Planned planned : plan) {
      String reason = planned.support().reason();
      assertTrue(reason.startsWith("does not fit in memory: needs "), reason);
      assertTrue(planned.fit().possible());
    }
  }

  @Test
  void threadsAndCallsAndCachesAreSweptAndTheUsualHasTheUsualKey() {
    Map<String, List<String>> params =
        Map.of(
            "threads",
            List.of("cores", "1"),
            "calls",
            List.of("1", "8"),
            "cache",
            List.of("warm", "cold"));
    List<String> keys = keys(plan(Effort.FLASH, "^mlp.*djl", params));
    String mlp = "mlp|backend=djl|batch=2";
    String end = "|device=cpu|dtype=f32|image=256|model=DiT-XL/2";
    assertEquals(8, keys.size());
    assertEquals(mlp + end, keys.get(0));
    assertTrue(keys.contains(mlp + "|cache=cold|calls=8" + end + "|threads=1"));
  }

  @Test
  void anUnknownParameterIsNamedWithTheKnownOnes() {
    assertEquals(
        "unknown parameter 'jmh.p.tokens'; known ones: backend, model, image, batch, dtype,"
            + " device, op, shape, pass, cache, threads, calls",
        refusal(Map.of("tokens", List.of("2"))));
  }

  @Test
  void aParameterWithoutValueIsRefused() {
    assertEquals("jmh.p.batch needs a value", refusal(Map.of("batch", List.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "backend, torch, unknown backend 'torch'",
    "backend, '', unknown backend ''",
    "model, DiT-XXL/2, unknown model 'DiT-XXL/2'",
    "dtype, fp32, unknown dtype 'fp32'",
    "device, gpu, unknown device 'gpu'",
    "device, cuda, unknown device 'cuda'",
    "batch, 0, batch must be a positive integer: batch=0",
    "batch, -1, batch must be a positive integer: batch=-1",
    "batch, abc, batch must be a positive integer: batch=abc",
    "batch, '', batch must be a positive integer: batch=",
    "batch, 2.5, batch must be a positive integer: batch=2.5",
    "batch, 1e3, batch must be a positive integer: batch=1e3",
    "batch, NaN, batch must be a positive integer: batch=NaN",
    "batch, 99999999999999999999, batch must be a positive integer",
    "batch, 999999999999999, between 1 and 2^40",
    "batch, 1000000000000, a count must stay below 2^63",
    "image, 0, image must be a positive integer: image=0",
    "image, 257, 257",
    "pass, backward, unknown pass 'backward'; use one of forward",
    "cache, hot, unknown cache 'hot'; use one of warm",
    "threads, 0, threads must be a positive integer: threads=0",
    "threads, 2000, threads must be at most 1024: threads=2000",
    "calls, 1.5, calls must be a positive integer: calls=1.5",
    "shape, 2048, shape of a GEMM must be MxNxK: shape=2048",
    "shape, 0x2x3, M must be a positive integer: M=0"
  })
  void aBadValueIsRefusedAndNamed(String name, String value, String message) {
    String refusal = refusal(Map.of(name, List.of(value)));
    assertTrue(refusal.contains(message), refusal);
  }

  /** Their work fits a long, their bytes do not. */
  @ParameterizedTest
  @CsvSource({"shape, 2147483648x2147483648x1", "shape, 3000000000x3000000000x1"})
  void aHugeShapeDoesNotFitInMemory(String name, String value) {
    List<Planned> plan = plan(Effort.FLASH, "^gemm", Map.of(name, List.of(value)));
    plan.forEach(p -> assertTrue(p.fit().reason().contains("does not fit in memory")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"100000", "1000000000"})
  void aHugeBatchDoesNotFitInMemory(String batch) {
    List<Planned> plan = plan(Effort.FLASH, "^block", Map.of("batch", List.of(batch)));
    assertEquals(4, plan.size());
    plan.forEach(p -> assertTrue(p.fit().reason().contains("does not fit in memory")));
  }

  @Test
  void aBadValueBesideAGoodOneIsRefused() {
    assertTrue(refusal(Map.of("backend", List.of("djl", "tf"))).contains("'tf'"));
  }

  @Test
  void anExpressionThatSelectsNothingIsRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> plan(Effort.FLASH, "^adaln", NONE))
            .getMessage();
    assertTrue(message.startsWith("nothing to measure: include '^adaln'"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "*", "[a", "a{2", "\\"})
  void anExpressionThatIsNoneIsRefused(String include) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Request(Effort.FLASH, include, NONE))
            .getMessage();
    assertTrue(message.startsWith("jmh.include must be a regular expression: '"), message);
    assertFalse(message.contains("\n"), "one line");
  }
}

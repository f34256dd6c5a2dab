package io.ditgauge.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ditgauge.cli.ServedPredictions;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.measured.Selection;
import io.ditgauge.estimator.scenario.Scenarios;
import io.ditgauge.report.page.Plan;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static PlanServer server;

  @TempDir Path folder;

  @BeforeAll
  static void starts() {
    server = PlanServer.start("127.0.0.1", 0);
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address()).resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, double[]> figures(String json) throws Exception {
    Map<String, double[]> figures = new HashMap<>();
    for (JsonNode it : MAPPER.readTree(json).get("figures")) {
      figures.put(
          it.get("figure").asText(),
          new double[] {
            it.get("value").asDouble(), it.get("low").asDouble(), it.get("high").asDouble()
          });
    }
    return figures;
  }

  @Test
  void everyShippedScenarioIsShownAsItIs() {
    ScenarioPlanner planner = new ScenarioPlanner(Optional.empty());
    for (String name : Scenarios.SHIPPED) {
      Plan plan = planner.plan("scenario=" + name);
      assertEquals("", plan.refusal(), name);
      assertTrue(plan.fields().size() > 8, name);
      for (Plan.Field field : plan.fields()) {
        String kept = field.bounds().usual();
        if (!kept.isEmpty() && !kept.equals("none") && !field.bounds().least().isEmpty()) {
          double usual = Double.parseDouble(kept);
          assertTrue(usual >= Double.parseDouble(field.bounds().least()), field.toString());
          assertTrue(usual <= Double.parseDouble(field.bounds().most()), field.toString());
        }
      }
    }
  }

  @Test
  void figuresAreThoseOfTheEstimateCommand() throws Exception {
    HttpResponse<String> served =
        get(
            "/scenario.json?scenario=dit-xl-2-images.yaml&model.width=512&model.height=512"
                + "&model.steps=100&hardware.card=h200-sxm&training.utilization=0.35"
                + "&demand.streams.service.share=0.2&slo.waitSeconds=5&prices.gpuHour=");
    assertEquals(200, served.statusCode(), served.body());
    Map<String, double[]> here = figures(served.body());
    Map<String, double[]> there =
        figures(
            ServedPredictions.estimate(
                "dit-xl-2-images.yaml",
                "--set=model.width=512",
                "--set=model.height=512",
                "--set=model.steps=100",
                "--set=hardware.card=h200-sxm",
                "--set=training.utilization=0.35",
                "--set=demand.streams.service.share=0.2",
                "--set=slo.waitSeconds=5"));
    assertEquals(there.keySet(), here.keySet());
    for (Map.Entry<String, double[]> figure : there.entrySet()) {
      double[] its = here.get(figure.getKey());
      assertEquals(figure.getValue()[0], its[0], 1e-12 * Math.abs(its[0]), figure.getKey());
      // Ends of intervals: 10,000 draws here and 2,000 there.
      assertEquals(figure.getValue()[1], its[1], 0.05 * Math.abs(its[1]), figure.getKey());
      assertEquals(figure.getValue()[2], its[2], 0.05 * Math.abs(its[2]), figure.getKey());
    }
  }

  @Test
  void theFleetsReservesAndPromisesCanBeChosen() throws Exception {
    String chosen =
        "scenario=hunyuan-video-720p.yaml&fleet.failed=0.05&fleet.spare=0.1&reserve.daySpread=0.3"
            + "&reserve.minutes=0.9&deferral.share=0.5&slo.doneSeconds=2500&fleet.given=500000";
    Map<String, double[]> here = figures(get("/scenario.json?" + chosen).body());
    Map<String, double[]> there =
        figures(
            ServedPredictions.estimate(
                "hunyuan-video-720p.yaml",
                "--set=fleet.failed=0.05",
                "--set=fleet.spare=0.1",
                "--set=reserve.daySpread=0.3",
                "--set=reserve.minutes=0.9",
                "--set=deferral.share=0.5",
                "--set=slo.doneSeconds=2500",
                "--set=slo.doneShare=0.05",
                "--set=fleet.given=500000"));
    assertEquals(there.keySet(), here.keySet());
    there.forEach((id, value) -> assertEquals(value[0], here.get(id)[0], 0, id));
    Map<String, double[]> before =
        figures(get("/scenario.json?scenario=hunyuan-video-720p.yaml").body());
    for (String id : List.of("fleet.planned", "fleet.deferred", "fleet.reserve")) {
      assertTrue(here.get(id)[0] > before.get(id)[0], id);
    }
    String html = get("/scenario/part?" + chosen).body();
    assertTrue(html.contains("href=\"#of-fleet-planned\">explain</a>"), html);
    assertTrue(html.contains("href=\"#of-fleet-servable\">explain</a>"), html);
  }

  @Test
  void theFiguresOfTheLargestFleetCanBeTakenBeforeTheServerGivesUp() throws Exception {
    HttpResponse<String> served =
        get("/scenario.json?scenario=sora-20b-full-attention.yaml&slo.waitSeconds=5");
    assertEquals(200, served.statusCode(), served.body());
    double[] needed = figures(served.body()).get("fleet.squareRoot");
    assertTrue(needed[1] < needed[0] && needed[0] < needed[2], served.body());
  }

  @Test
  void theDownloadedScenarioIsTheOneShown() throws Exception {
    String query =
        "?scenario=hunyuan-video-720p.yaml&model.preset=Wan2.1-T2V-14B&model.frames=41"
            + "&utilization=assumed&serving.utilization=0.33&prices.gpuHour=3.5";
    HttpResponse<String> yaml = get("/scenario.yaml" + query);
    assertEquals(200, yaml.statusCode(), yaml.body());
    Path file = Files.writeString(folder.resolve("mine.yaml"), yaml.body());
    Map<String, double[]> there = figures(ServedPredictions.estimate(file.toString()));
    Map<String, double[]> here = figures(get("/scenario.json" + query).body());
    assertEquals(there.keySet(), here.keySet());
    there.forEach((id, value) -> assertEquals(value[0], here.get(id)[0], 0, id));
    assertEquals(0.33, here.get("serving.utilization")[0]);
    assertEquals(41.0 / 16, here.get("serving.clipSeconds")[0], 1e-12);
  }

  @Test
  void whatWasMeasuredMayBeChosen() throws Exception {
    Path calibration = ServedPredictions.calibration();
    ScenarioPlanner planner =
        new ScenarioPlanner(
            Optional.of(
                new Selection(CalibrationFiles.read(calibration), "torchscript", "f32", "cpu")));
    for (String name : List.of("article.yaml", "dit-xl-2-images.yaml")) {
      Map<String, double[]> here =
          figures(planner.json("scenario=" + name + "&utilization=measured"));
      Map<String, double[]> there =
          figures(ServedPredictions.estimate(name, "--calibration=" + calibration));
      assertEquals(there.keySet(), here.keySet());
      there.forEach((id, value) -> assertEquals(value[0], here.get(id)[0], 0, id));
    }
    assertTrue(
        get("/scenario?utilization=measured").body().contains("unknown utilization"),
        "nothing was measured");
  }

  @Test
  void thePageShowsWhatIsChosenAndLeadsToWhereItComesFrom() throws Exception {
    HttpResponse<String> page =
        get("/scenario?scenario=wan-14b-720p.yaml&model.steps=12&hardware.card=h200-sxm");
    assertEquals(200, page.statusCode());
    String html = page.body();
    assertTrue(html.contains("<option value=\"wan-14b-720p.yaml\" selected>"), html);
    assertTrue(html.contains("<option value=\"h200-sxm\" selected>"), html);
    assertTrue(html.contains("name=\"model.steps\" value=\"12\" min=\"1\" max=\"1000\""), html);
    assertTrue(html.contains("href=\"#of-serving-minutespergpuhour\">explain</a>"), html);
    assertTrue(html.contains("id=\"of-serving-minutespergpuhour\""), html);
    assertTrue(html.contains("10000 draws"), html);
    assertTrue(html.contains("Simulate the queue"), html);
  }

  @ParameterizedTest
  @CsvSource({
    "scenario=/etc/passwd, unknown scenario",
    "scenario=..%2Farticle.yaml, unknown scenario",
    "model.preset=DiT-XL%2F2, unknown model",
    "model.steps=0, model.steps must be a whole number from 1 to 1000",
    "model.steps=1.5, model.steps must be a whole number",
    "prices.gpuHour=-1, prices.gpuHour must be a number from 0.001 to 10000",
    "prices.gpuHour=1e3, prices.gpuHour must be a number",
    "prices.gpuHour=NaN, prices.gpuHour must be a number",
    "training.utilization=1.01, training.utilization must be a number from 0.001 to 1",
    "slo.waitShare=1, slo.waitShare must be a number",
    "hardware.card=abacus, unknown GPU",
    "reserve.days=1, reserve.days must be a number from 0.5 to 0.999999",
    "deferral.hours=0.5, deferral.hours must be a number from 1 to 168",
    "fleet.failed=1, fleet.failed must be a number from 0 to 0.99",
    "slo.doneShare=0.1, goes with slo.doneSeconds",
    "slo.doneSeconds=10, no fleet",
    "utilization=hoped, unknown utilization",
    "serving.utilization=0.4, goes with utilization=assumed",
    "training.samples=1, unknown parameter 'training.samples'",
    "title=x, unknown parameter 'title'",
    "model.steps=2&model.steps=3, given twice",
    "model.width=1000, the nearest are"
  })
  void everyValueIsBounded(String query, String reason) throws Exception {
    for (String path : List.of("/scenario?", "/scenario/part?", "/scenario.json?")) {
      HttpResponse<String> answer = get(path + query);
      assertEquals(422, answer.statusCode(), answer.body());
      assertTrue(
          answer.body().replace("&#39;", "'").replace("&#61;", "=").contains(reason),
          answer.body());
    }
  }

  @Test
  void hostileValuesShowAsText() throws Exception {
    HttpResponse<String> answer =
        get("/scenario?hardware.card=" + encoded("<script>alert(1)</script>\u202e"));
    assertEquals(422, answer.statusCode());
    assertFalse(answer.body().contains("<script>alert"), answer.body());
    assertTrue(answer.body().contains("&lt;script&gt;alert(1)"), answer.body());
    assertTrue(answer.body().contains("\\u202e"), answer.body());
  }

  @Test
  void aSimulationTellsHowFarItIsAndWhatItFound() throws Exception {
    HttpResponse<String> events =
        get("/scenario/simulate?scenario=dit-xl-2-images.yaml&slo.waitSeconds=1");
    assertEquals(200, events.statusCode());
    assertTrue(
        events.headers().firstValue("Content-Type").orElseThrow().startsWith("text/event-stream"));
    assertTrue(events.body().startsWith("event: progress\ndata: 0.0\n\n"), events.body());
    assertTrue(events.body().contains("event: progress\ndata: 0.9\n\n"), events.body());
    String result = events.body().substring(events.body().indexOf("event: result"));
    assertTrue(
        result.matches(
            "event: result\ndata: [0-9]+ servers, free at first, through .* hours of the peak:"
                + " .*% \u00b1 .*% of the jobs wait longer than 1 s[.] The formula, .*\n\n"),
        result);
    HttpResponse<String> refused = get("/scenario/simulate?scenario=none");
    assertTrue(refused.body().contains("event: result\ndata: unknown scenario"), refused.body());
    assertEquals(403, get("/scenario/simulate", "Origin", "https://example.org").statusCode());
  }

  @Test
  void requestsOfManyClientsTakeNoMoreMemoryThanThoseOfFew() {
    int requests = 160;
    AtomicInteger wrong = new AtomicInteger();
    hammer(requests / 4, wrong);
    long before = used();
    hammer(requests, wrong);
    long after = used();
    assertEquals(0, wrong.get());
    // 64 inputs of 10,000 draws are kept: 5 MB.
    assertTrue(after - before < 16_000_000, before + " bytes became " + after);
  }

  private static void hammer(int requests, AtomicInteger wrong) {
    List<Thread> clients =
        IntStream.range(0, 16)
            .mapToObj(
                client ->
                    new Thread(
                        () ->
                            IntStream.range(0, requests / 16).forEach(i -> ask(client, i, wrong))))
            .toList();
    clients.forEach(Thread::start);
    clients.forEach(ScenarioServerTest::join);
  }

  private static void ask(int client, int i, AtomicInteger wrong) {
    try {
      String path =
          i % 3 == 0
              ? "/plan.json?model=DiT-XL%2F2&steps=" + (1 + i % 100)
              : "/scenario/part?scenario=dit-xl-2-images.yaml&demand.streams.service.share=0."
                  + (1 + client)
                  + "&slo.waitSeconds="
                  + i;
      if (get(path).statusCode() != 200) {
        wrong.incrementAndGet();
      }
    } catch (Exception e) {
      wrong.incrementAndGet();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least =
          Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }
}

package io.ditgauge.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.report.page.Plan;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static PlanServer server;

  @BeforeAll
  static void starts() {
    server = PlanServer.start("127.0.0.1", 0);
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  private static int port() {
    return URI.create(server.address()).getPort();
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

  /** The status line of an answer to bytes that no proper client would send. */
  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("");
    } catch (SocketException e) {
      return "closed: " + e.getMessage();
    }
  }

  private static String request(String method, String path, String headers) {
    return method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n";
  }

  private static String own() {
    return "Host: 127.0.0.1:" + port() + "\r\n";
  }

  @Test
  void thePageShowsWhatItsAddressSays() throws Exception {
    HttpResponse<String> page = get("/?model=HunyuanVideo&steps=7&card=h200-sxm");
    assertEquals(200, page.statusCode());
    String html = page.body();
    assertTrue(html.contains("<option value=\"HunyuanVideo\" selected>"), html);
    assertTrue(html.contains("<option value=\"h200-sxm\" selected>"), html);
    assertTrue(html.contains("name=\"steps\" value=\"7\" min=\"1\" max=\"1000\""), html);
    assertTrue(html.contains("<dt>denoising step</dt>"), html);
    assertTrue(html.contains("<svg"), html);
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElseThrow());
  }

  @Test
  void dataAreWhatThePredictCommandSays() throws Exception {
    HttpResponse<String> json =
        get("/plan.json?model=FLUX.1-dev&steps=10&execution=eager-diffusers&attention=fa2&cfg=1");
    assertEquals(200, json.statusCode());
    assertEquals(
        io.ditgauge.cli.ServedPredictions.predict(
            "FLUX.1-dev", "--steps", "10", "--execution", "eager-diffusers", "--attention", "fa2"),
        json.body());
  }

  @Test
  void theUsualAttentionKernelIsTheCards() throws Exception {
    HttpResponse<String> json = get("/plan.json?model=FLUX.1-dev&card=a100-sxm");
    assertEquals(200, json.statusCode());
    assertTrue(json.body().contains("\"fa2\""), json.body());
  }

  @Test
  void everyModelIsPredictedAtItsDefaultsWhichAreWithinTheBounds() {
    Planner planner = new Planner();
    assertTrue(PlanField.MODEL.options().size() > 40, PlanField.MODEL.options().toString());
    for (String model : PlanField.MODEL.options()) {
      Plan plan = planner.plan("model=" + encoded(model));
      assertEquals("", plan.refusal(), model);
      for (Plan.Field field : plan.fields()) {
        PlanField.ALL.stream()
            .filter(it -> it.id().equals(field.name()))
            .forEach(it -> assertEquals(field.value(), it.checked(field.value())));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "steps=0, steps must be a whole number from 1 to 1000",
    "steps=1001, steps must be a whole number from 1 to 1000",
    "steps=-1, steps must be a whole number",
    "steps=1e3, steps must be a whole number",
    "steps=, steps must be a whole number",
    "batch=99999999999999999999, batch must be a whole number",
    "width=8208, width must be a whole number from 16 to 8192",
    "tensor=65, tensor must be a whole number from 1 to 64",
    "cfg=3, cfg must be a whole number from 1 to 2",
    "model=/etc/passwd, unknown model",
    "card=../h100-sxm, unknown card",
    "execution=torchscript, unknown execution",
    "attention=magic, unknown attention kernel",
    "wings=2, unknown parameter 'wings'",
    "steps=2&steps=3, given twice",
    "steps, must be NAME=VALUE",
    "width=1000, the nearest are 992 and 1008"
  })
  void everyParameterIsBounded(String query, String reason) throws Exception {
    for (String path : List.of("/plan.json?", "/plan?", "/?")) {
      HttpResponse<String> answer = get(path + query);
      assertEquals(422, answer.statusCode(), answer.body());
      assertTrue(answer.body().replace("&#39;", "'").contains(reason), answer.body());
    }
  }

  @Test
  void hostileValuesShowAsText() throws Exception {
    HttpResponse<String> answer = get("/?model=" + encoded("<script>alert(1)</script>\u202e"));
    assertEquals(422, answer.statusCode());
    assertFalse(answer.body().contains("<script>alert"), answer.body());
    assertTrue(answer.body().contains("&lt;script&gt;alert(1)"), answer.body());
    assertTrue(answer.body().contains("\\u202e"), answer.body());
    assertEquals(422, get("/?model=%FF%FE%00").statusCode());
    assertEquals(422, get("/plan.json?a=%25").statusCode());
  }

  @Test
  void otherOriginsAreRefused() throws Exception {
    assertEquals(403, get("/plan.json", "Origin", "https://example.org").statusCode());
    assertEquals(403, get("/plan.json", "Origin", "null").statusCode());
    assertEquals(403, get("/plan.json", "Origin", "http://127.0.0.1:" + (port() ^ 1)).statusCode());
    assertEquals(403, get("/plan", "Sec-Fetch-Site", "cross-site").statusCode());
    assertEquals(403, get("/plan", "Sec-Fetch-Site", "same-site").statusCode());
    assertEquals(200, get("/plan.json", "Origin", "http://127.0.0.1:" + port()).statusCode());
    assertEquals(200, get("/plan", "Sec-Fetch-Site", "same-origin").statusCode());
    assertEquals(
        200, get("/", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate").statusCode());
  }

  @Test
  void otherHostsAreRefused() throws IOException {
    assertTrue(raw(request("GET", "/", "Host: example.org\r\n")).contains(" 421 "));
    assertTrue(raw(request("GET", "/", "Host: 127.0.0.1:1\r\n")).contains(" 421 "));
    assertTrue(raw(request("GET", "/", own() + "Host: example.org\r\n")).contains(" 421 "));
    assertTrue(raw(request("GET", "/", "")).contains(" 421 "));
    assertTrue(raw(request("GET", "/", "Host: localhost:" + port() + "\r\n")).contains(" 200 "));
  }

  @Test
  void bodiesLongAddressesAndOtherMethodsAreRefused() throws IOException {
    assertTrue(raw(request("POST", "/", own() + "Content-Length: 0\r\n")).contains(" 405 "));
    assertTrue(raw(request("DELETE", "/", own())).contains(" 405 "));
    assertTrue(
        raw(request("GET", "/", own() + "Content-Length: 5\r\n") + "12345").contains(" 413 "));
    assertTrue(
        raw(request("GET", "/", own() + "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n")
            .contains(" 413 "));
    assertTrue(raw(request("GET", "/?model=" + "x".repeat(3000), own())).contains(" 414 "));
    assertFalse(
        raw(request("GET", "/", own() + "X: " + "x".repeat(100_000) + "\r\n")).contains(" 200 "));
    StringBuilder many = new StringBuilder(own());
    IntStream.range(0, 200).forEach(i -> many.append("X-").append(i).append(": 1\r\n"));
    assertFalse(raw(request("GET", "/", many.toString())).contains(" 200 "));
    assertFalse(raw("nonsense\r\n\r\n").contains(" 200 "));
    assertTrue(raw(request("HEAD", "/", own())).contains(" 200 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/favicon.ico", "/../../etc/passwd", "/plan/", "/%2e%2e/"})
  void thereIsNothingElse(String path) throws IOException {
    assertTrue(raw(request("GET", path, own())).contains(" 404 "), path);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void listensOnTheLoopbackAddressItWasGivenAlone() throws IOException {
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    assertTrue(server.address().startsWith("http://127.0.0.1:"), server.address());
    assertThrows(ConnectException.class, () -> new Socket(other, port()).close());
  }

  @Test
  void manyAtOnceAreAllAnswered() {
    List<String> bodies =
        IntStream.range(0, 120)
            .parallel()
            .mapToObj(i -> answered("/plan.json?model=DiT-XL%2F2&steps=" + (i % 3 + 1)))
            .distinct()
            .toList();
    assertEquals(3, bodies.size());
  }

  private static String answered(String path) {
    try {
      HttpResponse<String> answer = get(path);
      assertEquals(200, answer.statusCode(), answer.body());
      return answer.body();
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  @Test
  void aTakenPortAndAnUnknownHostAreSaid() {
    IllegalArgumentException taken =
        assertThrows(IllegalArgumentException.class, () -> PlanServer.start("127.0.0.1", port()));
    assertTrue(taken.getMessage().contains("give another --port"), taken.getMessage());
    IllegalArgumentException unknown =
        assertThrows(
            IllegalArgumentException.class, () -> PlanServer.start("no.such.host.invalid", 0));
    assertTrue(unknown.getMessage().contains("--host"), unknown.getMessage());
  }
}

package io.ditgauge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium that is driven over the DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long SECONDS = 30;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  private Chromium(Process process, Path profile) throws Exception {
    this.process = process;
    this.socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(page(profile)), new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** The browser's program, where one is installed. */
  static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return NAMES.stream()
        .flatMap(name -> Stream.of(path.split(":", -1)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a browser with a profile of its own. */
  static Chromium start(Path program, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new Chromium(process, profile);
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private String page(Path profile) throws Exception {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException("the browser did not start: alive=" + process.isAlive());
      }
      Thread.sleep(50);
    }
    String port = Files.readAllLines(file).get(0);
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json")).build();
    JsonNode targets =
        MAPPER.readTree(http.send(list, HttpResponse.BodyHandlers.ofString()).body());
    for (JsonNode target : targets) {
      if (target.get("type").asText().equals("page")) {
        return target.get("webSocketDebuggerUrl").asText();
      }
    }
    throw new IOException("the browser has no page: " + targets);
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        receive(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void receive(String message) {
    try {
      JsonNode json = MAPPER.readTree(message);
      if (json.has("id")) {
        Optional.ofNullable(answers.remove(json.get("id").asInt()))
            .ifPresent(answer -> answer.complete(json));
      } else {
        events.add(json);
      }
    } catch (IOException e) {
      throw new IllegalStateException(message, e);
    }
  }

  /** Calls a method and waits for its result. */
  JsonNode call(String method, Map<String, Object> parameters) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", MAPPER.valueToTree(parameters));
    socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
    JsonNode json = answer.get(SECONDS, TimeUnit.SECONDS);
    if (json.has("error")) {
      throw new IOException(method + ": " + json.get("error"));
    }
    return json.get("result");
  }

  /** Opens an address and waits until it is loaded; forgets what happened before. */
  void open(String address) throws Exception {
    events.clear();
    call("Page.navigate", Map.of("url", address));
    awaitLoad(address);
  }

  /** Does what makes the page load another, and waits until that is loaded. */
  void follow(String expression) throws Exception {
    events.clear();
    value(expression);
    awaitLoad(expression);
  }

  private void awaitLoad(String address) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (events.stream().noneMatch(it -> method(it).equals("Page.loadEventFired"))) {
      if (System.nanoTime() > end) {
        throw new TimeoutException(address + " was not loaded within " + SECONDS + " s");
      }
      Thread.sleep(10);
    }
  }

  /** How wide the window is, in pixels. */
  void width(int pixels) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Presses and releases a key where the focus is. */
  void press(String key, String text) throws Exception {
    call(
        "Input.dispatchKeyEvent",
        Map.of(
            "type", "keyDown", "key", key, "code", key, "text", text, "windowsVirtualKeyCode", 13));
    call(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", 13));
  }

  /** The value of an expression, a promise's when it is kept. */
  JsonNode value(String expression) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(expression + ": " + result.get("exceptionDetails"));
    }
    return result.get("result").path("value");
  }

  private static String method(JsonNode event) {
    return event.path("method").asText();
  }

  /** Errors on the console, exceptions and refused loads since the page was opened. */
  List<String> complaints() {
    List<String> result = new ArrayList<>();
    for (JsonNode event : events) {
      String method = method(event);
      String level = event.at("/params/entry/level").asText() + event.at("/params/type").asText();
      boolean logged = method.equals("Log.entryAdded") || method.equals("Runtime.consoleAPICalled");
      boolean bad = logged && (level.startsWith("error") || level.startsWith("warning"));
      if (bad || method.equals("Runtime.exceptionThrown")) {
        result.add(event.toString());
      }
    }
    return result;
  }

  /** Addresses that were asked for since the page was opened. */
  List<String> requests() {
    return events.stream()
        .filter(it -> method(it).equals("Network.requestWillBeSent"))
        .map(it -> it.at("/params/request/url").asText())
        .toList();
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(late -> kill()).join();
  }

  private Process kill() {
    return process.destroyForcibly();
  }
}

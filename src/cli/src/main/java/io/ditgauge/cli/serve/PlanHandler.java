package io.ditgauge.cli.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.ditgauge.estimator.measured.Selection;
import io.ditgauge.report.Printable;
import io.ditgauge.report.page.Html;
import io.ditgauge.report.page.HtmlPages;
import io.ditgauge.report.page.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers requests: checks them first, computes then. */
final class PlanHandler implements HttpHandler {
  private static final int LONGEST_ADDRESS = 2048;
  private static final int OK = 200;
  private static final int UNPROCESSABLE = 422;

  private final Planner planner = new Planner();
  private final ScenarioPlanner scenarios;
  private final SimulationStream simulations;
  private final Set<String> authorities;

  /**
   * A handler.
   *
   * @param authorities what the header Host may say, as {@code localhost:8017}
   * @param measured rates that scenarios may choose
   */
  PlanHandler(Set<String> authorities, Optional<Selection> measured) {
    this.authorities = Set.copyOf(authorities);
    this.scenarios = new ScenarioPlanner(measured);
    this.simulations = new SimulationStream(scenarios);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Optional<Answer> refused = refused(exchange);
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    boolean simulates = exchange.getRequestURI().getPath().equals("/scenario/simulate");
    if (refused.isEmpty() && simulates && exchange.getRequestMethod().equals("GET")) {
      headers(exchange, "text/event-stream; charset=utf-8");
      if (!simulations.answers(exchange, query)) {
        send(exchange, Answer.refusal(503, "other simulations are running; try again"));
      }
      return;
    }
    send(exchange, refused.orElseGet(() -> answer(exchange.getRequestURI().getPath(), query)));
  }

  private Answer answer(String path, String query) {
    try {
      return switch (path) {
        case "/" -> page(planner.plan(query));
        case "/plan" -> part(planner.plan(query));
        case "/plan.json" -> Answer.json(planner.report(PlanQuery.of(query)).json());
        case "/scenario" -> page(scenarios.plan(query));
        case "/scenario/part" -> part(scenarios.plan(query));
        case "/scenario.json" -> Answer.json(scenarios.json(query));
        case "/scenario.yaml" ->
            new Answer(OK, "application/yaml; charset=utf-8", scenarios.text(query));
        default ->
            Answer.refusal(
                404,
                "there are /, /plan, /plan.json, /scenario, /scenario/part, /scenario/simulate,"
                    + " /scenario.json and /scenario.yaml");
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Answer.refusal(UNPROCESSABLE, Printable.of(Planner.message(e)));
    } catch (RuntimeException e) {
      return Answer.refusal(500, "internal error: " + Printable.of(e.toString()));
    }
  }

  private static Answer page(Plan plan) {
    return Answer.html(status(plan), HtmlPages.plan(plan));
  }

  private static Answer part(Plan plan) {
    return Answer.html(status(plan), HtmlPages.result(plan));
  }

  private static int status(Plan plan) {
    return plan.result().isPresent() ? OK : UNPROCESSABLE;
  }

  /** What is refused before anything is computed. */
  private Optional<Answer> refused(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    List<String> hosts = headers.getOrDefault("Host", List.of());
    if (hosts.size() != 1 || !authorities.contains(hosts.get(0))) {
      return refusal(421, "this server is not of the host asked for");
    }
    if (isForeign(headers)) {
      return refusal(403, "only the page of this server may ask");
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return refusal(405, "only GET and HEAD are answered");
    }
    if (exchange.getRequestURI().toString().length() > LONGEST_ADDRESS) {
      return refusal(414, "an address must not be longer than " + LONGEST_ADDRESS + " characters");
    }
    boolean body =
        headers.containsKey("Transfer-Encoding")
            || headers.getOrDefault("Content-Length", List.of("0")).stream()
                .anyMatch(length -> !length.equals("0"));
    return body ? refusal(413, "a request must not have a body") : Optional.empty();
  }

  private static Optional<Answer> refusal(int status, String sentence) {
    return Optional.of(Answer.refusal(status, sentence));
  }

  /** Another origin says so itself, or the browser says it in its place. */
  private boolean isForeign(Headers headers) {
    boolean origin =
        headers.getOrDefault("Origin", List.of()).stream()
            .anyMatch(it -> authorities.stream().noneMatch(own -> it.equals("http://" + own)));
    String site = Optional.ofNullable(headers.getFirst("Sec-Fetch-Site")).orElse("none");
    boolean navigates = "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
    return origin || !(site.equals("none") || site.equals("same-origin") || navigates);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    Headers headers = headers(exchange, answer.type());
    if (answer.status() == 405) {
      headers.set("Allow", "GET, HEAD");
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Headers headers(HttpExchange exchange, String type) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", Html.livePolicy() + "; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    return headers;
  }
}

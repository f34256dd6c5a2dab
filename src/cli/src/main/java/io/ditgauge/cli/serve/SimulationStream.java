package io.ditgauge.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import io.ditgauge.estimator.figures.SimulatedQueue;
import io.ditgauge.report.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/**
 * Tells how far a simulation is, and what it found, as events that a browser reads. Few run at a
 * time; one whose reader has gone ends.
 */
final class SimulationStream {
  private static final int AT_ONCE = 2;

  private final Semaphore free = new Semaphore(AT_ONCE);
  private final ScenarioPlanner planner;

  SimulationStream(ScenarioPlanner planner) {
    this.planner = planner;
  }

  /** Whether it was answered; not where too many run. */
  boolean answers(HttpExchange exchange, String query) throws IOException {
    if (!free.tryAcquire()) {
      return false;
    }
    try {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        tell(out, query);
      }
      return true;
    } finally {
      free.release();
    }
  }

  private void tell(OutputStream out, String query) throws IOException {
    try {
      String found =
          planner.simulated(
              query,
              run -> isHeard(out, "progress", Double.toString((double) run / SimulatedQueue.RUNS)));
      event(out, "result", found);
    } catch (IllegalArgumentException | ArithmeticException e) {
      event(out, "result", Planner.message(e));
    } catch (InterruptedException e) {
      // The reader has gone: nobody is left to be told.
    }
  }

  private static boolean isHeard(OutputStream out, String name, String data) {
    try {
      event(out, name, data);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void event(OutputStream out, String name, String data) throws IOException {
    String text = "event: " + name + "\ndata: " + Printable.of(data) + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

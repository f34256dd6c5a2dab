package io.ditgauge.cli.serve;

import com.sun.net.httpserver.HttpServer;
import io.ditgauge.estimator.measured.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The server, from its start until it is closed. */
public final class PlanServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 64;

  /** Limits of the JDK's server, which it reads when its first instance is made. */
  private static final String[][] LIMITS = {
    {"sun.net.httpserver.maxReqTime", "10"},
    {"sun.net.httpserver.maxRspTime", "30"},
    {"sun.net.httpserver.idleInterval", "30"},
    {"sun.net.httpserver.maxReqHeaders", "64"},
    {"sun.net.httpserver.maxReqHeaderSize", "16384"},
    {"jdk.httpserver.maxConnections", "128"}
  };

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final String address;

  private PlanServer(HttpServer server, ThreadPoolExecutor threads, String address) {
    this.server = server;
    this.threads = threads;
    this.address = address;
  }

  /**
   * Starts a server.
   *
   * @param host where it listens: a name or an address of this machine
   * @param port 0 for any that is free
   * @throws IllegalArgumentException where the host is unknown or the port is taken
   */
  public static PlanServer start(String host, int port) {
    return start(host, port, Optional.empty());
  }

  /**
   * Starts a server whose scenarios may choose what was measured.
   *
   * @param host where it listens: a name or an address of this machine
   * @param port 0 for any that is free
   * @param measured rates in the place of a card's
   * @throws IllegalArgumentException where the host is unknown or the port is taken
   */
  public static PlanServer start(String host, int port, Optional<Selection> measured) {
    for (String[] limit : LIMITS) {
      if (System.getProperty(limit[0]) == null) {
        System.setProperty(limit[0], limit[1]);
      }
    }
    try {
      InetAddress at = InetAddress.getByName(host);
      HttpServer server = HttpServer.create(new InetSocketAddress(at, port), WAITING);
      int bound = server.getAddress().getPort();
      server.createContext("/", new PlanHandler(authorities(host, at, bound), measured));
      ThreadPoolExecutor threads =
          new ThreadPoolExecutor(
              THREADS,
              THREADS,
              1,
              TimeUnit.MINUTES,
              new ArrayBlockingQueue<>(WAITING),
              PlanServer::daemon,
              new ThreadPoolExecutor.CallerRunsPolicy());
      server.setExecutor(threads);
      server.start();
      return new PlanServer(server, threads, "http://" + bracketed(host) + ":" + bound + "/");
    } catch (BindException e) {
      throw new IllegalArgumentException(
          "cannot listen on " + host + ":" + port + ": " + e.getMessage() + "; give another --port",
          e);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException("--host is no address of this machine: " + host, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + host + ":" + port, e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "plan");
    thread.setDaemon(true);
    return thread;
  }

  private static Set<String> authorities(String host, InetAddress at, int port) {
    Set<String> names = new LinkedHashSet<>();
    names.add(bracketed(host) + ":" + port);
    if (at.isLoopbackAddress()) {
      names.add("localhost:" + port);
      names.add("127.0.0.1:" + port);
      names.add("[::1]:" + port);
    }
    return names;
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** The address of its page. */
  public String address() {
    return address;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package dev.baton.ops.web;

import com.sun.net.httpserver.HttpServer;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Serves the page, and what it shows, until it is closed. Bounded in connections and time. */
final class WebServer implements AutoCloseable {
  private static final int BACKLOG = 16;
  private static final int THREADS = 4;

  static {
    // Read once by the JDK's server: connections at a time, idle ones kept, seconds for one request
    // and for its answer; and no waiting to fill a packet.
    System.setProperty("jdk.httpserver.maxConnections", "64");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "32");
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private WebServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Listens from now on.
   *
   * @param notes takes lines about what went wrong with a request through no fault of its sender
   * @throws BatonException if the address is none of this machine's, or the port cannot be had
   */
  static WebServer start(String address, int port, Looks looks, Consumer<String> notes) {
    HttpServer server = bind(address, port);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "web");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", new WebHandler(looks, new HostRule(address), notes));
    server.start();
    return new WebServer(server, threads);
  }

  private static HttpServer bind(String address, int port) {
    try {
      InetAddress host = InetAddress.getByName(address);
      return HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
    } catch (UnknownHostException e) {
      throw new BatonException(
          Reason.USAGE,
          "--address " + address + ": no such host; expected an address or a name of this machine",
          "leave it out for 127.0.0.1, this machine alone",
          e);
    } catch (BindException e) {
      throw refusal(address, port, e);
    } catch (IOException e) {
      throw new BatonException(
          Reason.IO, "cannot listen at " + address + ":" + port + ": " + e.getMessage(), "", e);
    }
  }

  private static BatonException refusal(String address, int port, BindException e) {
    String where = address + ":" + port;
    String found = String.valueOf(e.getMessage());
    if (found.contains("Permission denied")) {
      return new BatonException(
          Reason.PERMISSION,
          "cannot listen at " + where + ": " + found,
          "take a --port above 1023",
          e);
    }
    if (found.contains("in use")) {
      return new BatonException(
          Reason.TRY_AGAIN,
          "cannot listen at " + where + ": another process does",
          "see who with: ss -ltnp 'sport = :" + port + "', or take another --port, 0 for any",
          e);
    }
    return new BatonException(
        Reason.USAGE,
        "cannot listen at " + where + ": " + found,
        "--address takes an address of this machine",
        e);
  }

  /** Where the page is. */
  String url() {
    InetAddress host = server.getAddress().getAddress();
    String name = host.getHostAddress();
    return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port() + "/";
  }

  /** The port it listens at. */
  int port() {
    return server.getAddress().getPort();
  }

  /** Whether this machine alone can reach it. */
  boolean isLocal() {
    return server.getAddress().getAddress().isLoopbackAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

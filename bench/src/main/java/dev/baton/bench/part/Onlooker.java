package dev.baton.bench.part;

import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process that looks at a channel when somebody asks it over HTTP. */
final class Onlooker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int OK = 200;

  private final Child child;
  private final HttpRequest request;
  private final HttpClient client = HttpClient.newHttpClient();

  private Onlooker(Child child, URI uri) {
    this.child = child;
    this.request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
  }

  /**
   * Starts a command of {@code baton}, and waits until it answers.
   *
   * @param portOption the command's option for its port
   * @param path what to ask it for
   */
  static Onlooker start(Bench bench, Path channel, String command, String portOption, String path)
      throws IOException, InterruptedException {
    int port = freePort();
    Child child =
        Child.start(
            "baton " + command,
            ServiceParts.command(bench, "bin/baton", command, channel, portOption, port));
    Onlooker onlooker = new Onlooker(child, URI.create("http://127.0.0.1:" + port + path));
    try {
      onlooker.awaitAnswer();
      return onlooker;
    } catch (IOException | InterruptedException | IllegalStateException e) {
      onlooker.close();
      throw e;
    }
  }

  /** The process, whose CPU time counts. */
  Child child() {
    return child;
  }

  /** Asks once, and takes all of the answer. */
  void ask() throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != OK || answer.body().isEmpty()) {
      throw new IllegalStateException(request.uri() + " answers " + answer.statusCode());
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        ask();
        return;
      } catch (ConnectException notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    ServiceParts.stop(child);
    child.close();
  }
}

package dev.baton.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Flow;
import dev.baton.layout.Geometry;
import dev.baton.ops.Baton;
import dev.baton.ops.DeadChannel;
import dev.baton.report.JsonReader;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser, or a program, gets from {@code baton web}. */
@Timeout(60)
final class WebServerTest {
  private static final String LOCAL = "127.0.0.1";
  private static final double INTERVAL = 0.25;

  @TempDir private Path directory;

  private final List<String> notes = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private WebServer server;

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
    assertEquals(List.of(), notes);
  }

  @Test
  void shouldServeOnePageThatNeedsNothingElse() throws Exception {
    try (Channel channel = create(8)) {
      serve();
      HttpResponse<String> page = get("/");

      assertEquals(200, page.statusCode());
      assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
      String html = page.body();
      assertFalse(html.matches("(?s).*(src|href)=\"(?!data:).*"), "something is loaded");
      String policy = header(page, "Content-Security-Policy");
      assertTrue(policy.startsWith("default-src 'none'; "), policy);
      assertTrue(policy.contains("style-src " + hashBetween(html, "<style>", "</style>")), policy);
      assertTrue(
          policy.contains(
              "script-src " + hashBetween(html, "<script type=\"module\">", "</script>")),
          policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals(8, channel.geometry().slots());
    }
  }

  @Test
  void shouldTellWhatStatusPrints() throws Exception {
    try (Channel channel = create(8);
        Loader loader = channel.attachLoader("reader", 1)) {
      loader.poll().publish(7);
      serve();
      Baton status = new Baton();
      assertEquals(0, status.run("status", path(), "--format", "json"), status.err());
      Map<?, ?> printed = (Map<?, ?>) JsonReader.read(status.out());

      Map<?, ?> served = json("/status.json");

      assertEquals(printed.keySet(), served.keySet());
      assertEquals(printed.get("summary"), served.get("summary"));
      assertEquals(printed.get("geometry"), served.get("geometry"));
      Map<?, ?> slot = json("/slots/0.json");
      assertEquals("ready", slot.get("state"));
      assertEquals(7L, slot.get("length"));
      assertEquals(404, get("/slots/8.json").statusCode());
    }
  }

  @Test
  void shouldTellOfEverySlotAndOfRatesBetweenLooks() throws Exception {
    try (Channel channel = create(4096);
        Loader loader = channel.attachLoader("reader", 1);
        Processor processor = channel.attachProcessor("writer", 1)) {
      serve();
      assertEquals(".".repeat(4096), json("/look.json").get("grid"));
      for (int i = 0; i < 3; i++) {
        loader.poll().publish(10);
      }
      BorrowedSlot held = processor.poll();

      Map<?, ?> look =
          Awaitility.await()
              .atMost(Duration.ofSeconds(30))
              .until(
                  () -> {
                    loader.poll().publish(10);
                    processor.poll().release();
                    return json("/look.json");
                  },
                  each -> perSecond(each, "in") > 0 && perSecond(each, "out") > 0);

      String grid = (String) look.get("grid");
      assertEquals('(', grid.charAt(held.id()));
      assertEquals(2, grid.chars().filter(mark -> mark == '=').count());
      assertEquals(1, grid.chars().filter(mark -> mark == '(').count());
      assertEquals(4093, grid.chars().filter(mark -> mark == '.').count());
      Map<?, ?> writer = (Map<?, ?>) ((List<?>) look.get("members")).get(1);
      assertEquals("writer", writer.get("name"));
      assertEquals(1L, writer.get("held"));
      assertEquals(0.0, writer.get("moved_seconds"));
    }
  }

  @Test
  void shouldShowWhatTheDeadLeftAndChangeNothing() throws Exception {
    DeadChannel.make(path());
    byte[] control = Files.readAllBytes(path().resolve("control.dat"));
    serve();

    Map<?, ?> look = json("/look.json");

    assertEquals(".!!.", look.get("grid"));
    Map<?, ?> notice = (Map<?, ?>) ((List<?>) look.get("notices")).get(0);
    assertEquals("error", notice.get("level"));
    assertEquals(
        "reader, writer died, holding 2 slots, and no service is alive. Started again under the"
            + " same name, each goes on where it was.",
        notice.get("text"));
    assertEquals("baton repair " + path(), notice.get("command"));
    assertArrayEquals(control, Files.readAllBytes(path().resolve("control.dat")));
  }

  @Test
  void shouldGiveNoticeOfOrdersAndOfTheEnd() throws Exception {
    try (Channel channel = create(4)) {
      serve();
      assertEquals(
          "No member has ever attached: start a loader and a processor.", onlyNotice("text"));
      try (Loader loader = channel.attachLoader("reader", 1)) {
        channel.order(Flow.PAUSED, "operator eve", "lunch");
        awaitNotice("Paused by operator eve: lunch");
        channel.order(Flow.RUNNING, "operator eve", "lunch is over");
        loader.end();
      }
      awaitNotice("The data has ended, and all of it has been processed.");
      channel.bail("operator eve", "fire");
      awaitNotice("Everybody was asked to stop (bail) by operator eve: fire");
    }
  }

  @Test
  void shouldSayThatTheChannelIsGoneAndShowItsSuccessor() throws Exception {
    create(4).close();
    serve();
    String before = (String) json("/look.json").get("channel_id");
    assertEquals(0, new Baton().run("destroy", path()));

    Map<?, ?> gone =
        Awaitility.await().until(() -> json("/look.json"), each -> each.get("problem") != null);
    assertTrue(gone.get("problem").toString().startsWith("no channel at "), gone.toString());
    assertEquals(404, get("/status.json").statusCode());
    create(9).close();
    Map<?, ?> back =
        Awaitility.await().until(() -> json("/look.json"), each -> each.get("problem") == null);

    assertEquals(".".repeat(9), back.get("grid"));
    assertEquals(0.0, back.get("seconds"), "rates from one channel to another");
    assertFalse(before.equals(back.get("channel_id")));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, evil.example, 403",
    "GET, /look.json, evil.example:80, 403",
    "GET, /, localhost:9999, 200",
    "HEAD, /, 127.0.0.1, 200",
    "POST, /, 127.0.0.1, 405",
    "DELETE, /look.json, 127.0.0.1, 405",
    "GET, /../../etc/passwd, 127.0.0.1, 404",
    "GET, /index.html, 127.0.0.1, 404",
    "GET, /live.js, 127.0.0.1, 404",
    "GET, /slots/, 127.0.0.1, 404",
    "GET, /slots/99999.json, 127.0.0.1, 404"
  })
  void shouldAnswerOnlyWhatItIsFor(String method, String path, String host, int expected)
      throws Exception {
    create(4).close();
    serve();
    String answer = raw(method + " " + path + " HTTP/1.1\r\nHost: " + host);
    assertTrue(answer.startsWith("HTTP/1.1 " + expected + " "), answer);
    if (method.equals("HEAD")) {
      assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }
  }

  @Test
  void shouldBeThereBeforeTheChannelIs() throws Exception {
    serve();
    Object problem = json("/look.json").get("problem");
    assertTrue(String.valueOf(problem).startsWith("no channel at "), String.valueOf(problem));

    create(4).close();
    Map<?, ?> look =
        Awaitility.await().until(() -> json("/look.json"), each -> each.get("problem") == null);

    assertEquals("....", look.get("grid"));
  }

  @Test
  void shouldRefuseARequestThatNamesNoHost() throws Exception {
    create(4).close();
    serve();
    assertTrue(raw("GET / HTTP/1.0").startsWith("HTTP/1.1 403 "));
  }

  @Test
  void shouldTakeAFewConnectionsOnlyAndBeThereAfterwards() throws Exception {
    create(4).close();
    serve();
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 80; i++) {
        crowd.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
      }
      Socket last = crowd.get(crowd.size() - 1);
      last.setSoTimeout(20_000);
      assertEquals(-1, last.getInputStream().read(), "the connection too many stays open");
    } finally {
      for (Socket each : crowd) {
        each.close();
      }
    }
    Awaitility.await().ignoreExceptions().until(() -> get("/look.json").statusCode() == 200);
  }

  @Test
  void shouldRefuseAPortThatAnotherHasAndAnAddressOfNobodyHere() throws Exception {
    create(4).close();
    serve();
    Baton web = new Baton();
    assertEquals(75, web.run("web", path(), "--port", server.port()));
    assertTrue(
        web.err().contains("cannot listen at 127.0.0.1:" + server.port() + ": another process"),
        web.err());
    assertEquals(64, new Baton().run("web", path(), "--port", 70_000));
    BatonException refused =
        assertThrows(
            BatonException.class, () -> WebServer.start("192.0.2.1", 0, looks(), notes::add));
    assertEquals(Reason.USAGE, refused.reason());
  }

  private void serve() {
    server = WebServer.start(LOCAL, 0, looks(), notes::add);
  }

  private Looks looks() {
    return new Looks(new ChannelDirectory(path()), INTERVAL);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create(server.url()).resolve(path);
    return client.send(
        HttpRequest.newBuilder(uri).method("GET", BodyPublishers.noBody()).build(),
        BodyHandlers.ofString(UTF_8));
  }

  private Map<?, ?> json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("application/json", header(response, "Content-Type"));
    return (Map<?, ?>) JsonReader.read(response.body());
  }

  private static double perSecond(Map<?, ?> look, String way) {
    return (double) ((Map<?, ?>) look.get(way)).get("slots_per_second");
  }

  private Object onlyNotice(String key) throws IOException, InterruptedException {
    List<?> notices = (List<?>) json("/look.json").get("notices");
    assertEquals(1, notices.size(), notices.toString());
    return ((Map<?, ?>) notices.get(0)).get(key);
  }

  private void awaitNotice(String text) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> (List<?>) json("/look.json").get("notices"),
            notices ->
                notices.stream().anyMatch(each -> ((Map<?, ?>) each).get("text").equals(text)));
  }

  /** As no well-behaved client would ask. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((request + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String hashBetween(String html, String start, String end) throws Exception {
    int from = html.indexOf(start) + start.length();
    byte[] content = html.substring(from, html.indexOf(end, from)).getBytes(UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  private Channel create(int slots) {
    return Channel.create(path(), new Geometry(slots, 10, Dtype.F4, 1));
  }

  private Path path() {
    return directory.resolve("c");
  }
}

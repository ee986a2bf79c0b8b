package dev.baton.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.SourcePosition;
import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Metrics as Prometheus gets them, of real channels. */
@Timeout(120)
final class MetricsServerTest {
  private static final Geometry GEOMETRY = new Geometry(4, 100, Dtype.F4, 1);

  @TempDir private Path directory;

  @Test
  void shouldServeAChannelAndOneMembersCounters() throws Exception {
    try (Channel channel = Channel.create(path("c"), GEOMETRY);
        Loader loader = channel.attachLoader("reader", 1);
        Processor processor = channel.attachProcessor("writer", 1);
        MetricsServer server = server()) {
      loader.poll().publish(100);
      loader.poll().publish(50);
      processor.poll().release();
      server.show(path("c"), "writer");
      String text = scrape(server);

      assertLine(text, "baton_build_info\\{version=\".*\"} 1");
      assertLine(text, of("c", "baton_channel_up", "") + " 1.0");
      assertLine(text, of("c", "baton_slots", ",state=\"free\"") + " 3.0");
      assertLine(text, of("c", "baton_slots", ",state=\"ready\"") + " 1.0");
      assertLine(text, of("c", "baton_members", ",role=\"loader\",standing=\"alive\"") + " 1.0");
      assertLine(text, ofWriter("baton_slots_released_total", "") + " 1.0");
      assertLine(text, ofWriter("baton_elements_total", "") + " 100.0");
      assertLine(text, ofWriter("baton_hand_off_seconds_bucket", ",le=\"\\+Inf\"") + " 1");
      assertLine(text, ofWriter("baton_hand_off_seconds_count", "") + " 1");
      assertLine(text, ofWriter("baton_outbox_bytes", "") + " [1-9].*");
      assertLine(text, "jvm_memory_used_bytes\\{area=\"heap\"} .*");
      assertFalse(text.contains("reader"), "the other member's counters are its own to serve");
    }
  }

  @Test
  void shouldHaveAMetricForEveryCounter() {
    try (Channel channel = Channel.create(path("c"), GEOMETRY);
        Processor processor = channel.attachProcessor("writer", 1)) {
      assertEquals("writer", processor.name());
      String text = MetricsText.of(Snapshot.take(new ChannelDirectory(path("c"))));
      for (Counter counter : Counter.values()) {
        assertLine(text, "baton_" + counter.metric() + "\\{.*,member=\"writer\".*} .*");
      }
    }
  }

  @Test
  void shouldTellHowFarMembersHaveCommittedTheDeadToo() {
    try (Channel channel = Channel.create(path("c"), GEOMETRY);
        Loader loader = channel.attachLoader("reader", 1);
        Processor processor = channel.attachProcessor("writer", 1)) {
      SourcePosition next = new SourcePosition();
      next.source = 2;
      next.offset = 4096;
      next.line = 57;
      loader.poll().publish(100, 100, next);
      processor.poll().release(800);
    }
    String text = MetricsText.of(Snapshot.take(new ChannelDirectory(path("c"))));
    assertLine(text, ofReader("baton_source_number") + " 2.0");
    assertLine(text, ofReader("baton_source_offset") + " 4096.0");
    assertLine(text, ofReader("baton_source_line") + " 57.0");
    assertLine(text, ofWriter("baton_sink_position_bytes", "") + " 800.0");
  }

  @Test
  void shouldSayThatAChannelIsNotThereAndShowItOnceItIs() throws Exception {
    try (MetricsServer server = server()) {
      server.showAll(path("late"));
      assertLine(scrape(server), of("late", "baton_channel_up", "") + " 0.0");
      Channel.create(path("late"), GEOMETRY).close();
      assertLine(scrape(server), of("late", "baton_slots", ",state=\"free\"") + " 4.0");
    }
  }

  @Test
  void shouldShowTheChannelThatIsThereNow() throws Exception {
    try (MetricsServer server = server()) {
      Channel.create(path("old"), GEOMETRY).close();
      server.showAll(path("old"));
      assertLine(scrape(server), of("old", "baton_slots", ",state=\"free\"") + " 4.0");
      Files.move(path("old"), path("moved"));
      Channel.create(path("old"), new Geometry(2, 100, Dtype.F4, 1)).close();
      assertLine(scrape(server), of("old", "baton_slots", ",state=\"free\"") + " 2.0");
    }
  }

  @Test
  void shouldRefuseAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BatonException refused =
          assertThrows(
              BatonException.class, () -> MetricsServer.start(loopback(taken.getLocalPort())));
      assertEquals(Reason.TRY_AGAIN, refused.reason());
      assertTrue(
          refused.getMessage().contains("127.0.0.1:" + taken.getLocalPort()), refused::toString);
    }
  }

  @Test
  void shouldRefuseAnAddressOfAnotherHost() {
    InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 0); // RFC 5737: nobody's
    BatonException refused =
        assertThrows(BatonException.class, () -> MetricsServer.start(elsewhere));
    assertEquals(Reason.CONFIGURATION, refused.reason());
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  private static MetricsServer server() {
    return MetricsServer.start(loopback(0));
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static String scrape(MetricsServer server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
            .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertEquals(200, response.statusCode());
    return response.body();
  }

  private String of(String channel, String metric, String labels) {
    return metric + "\\{channel=\"" + path(channel) + "\"" + labels + "}";
  }

  private String ofWriter(String metric, String labels) {
    return of("c", metric, ",member=\"writer\",role=\"processor\"" + labels);
  }

  private String ofReader(String metric) {
    return of("c", metric, ",member=\"reader\",role=\"loader\"");
  }

  private static void assertLine(String text, String pattern) {
    assertTrue(
        text.lines().anyMatch(line -> line.matches(pattern)),
        () -> "no line is " + pattern + " in\n" + text);
  }
}

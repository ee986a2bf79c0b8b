package dev.baton.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.ops.BatonCommand;
import dev.baton.ops.ChildJvm;
import dev.baton.ops.DeadChannel;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton web} as a process. */
@Timeout(120)
final class WebCommandTest {
  private static final Pattern SHOWS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+/) shows .*");

  @TempDir private Path directory;

  /** So that it starts fast, and cannot disturb anybody. */
  @Test
  void shouldLoadNeitherChronicleNorLoggingAndEndCleanlyOnSigterm() throws Exception {
    Path channel = directory.resolve("channel");
    DeadChannel.make(channel);
    Process web =
        ChildJvm.start(
            List.of("-verbose:class"), BatonCommand.class, "web", channel, "--port", "0");
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = web.inputReader(UTF_8)) {
      String url = awaitUrl(out, lines);
      for (String path : List.of("", "look.json", "status.json", "slots/1.json")) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
        assertEquals(
            200, HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode());
      }
      web.toHandle().destroy(); // SIGTERM; Process.destroy would close its output, too
      out.lines().forEach(lines::add);
      assertTrue(web.waitFor(60, TimeUnit.SECONDS));
    } finally {
      web.destroyForcibly();
    }

    assertEquals(143, web.exitValue());
    assertTrue(lines.stream().anyMatch(line -> line.contains("dev.baton.store.ControlView")));
    assertEquals(
        List.of(),
        lines.stream().filter(line -> line.matches(".* (net\\.openhft|ch\\.qos)\\..*")).toList());
  }

  private static String awaitUrl(BufferedReader out, List<String> lines) throws Exception {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      Matcher shows = SHOWS.matcher(line);
      if (shows.matches()) {
        return shows.group(1);
      }
    }
    throw new AssertionError("baton web ended: " + String.join("\n", lines));
  }
}

package dev.baton.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that look, at a channel whose members are all dead. */
@Timeout(60)
final class LookingTest {
  @TempDir private static Path directory;

  private final Baton baton = new Baton();

  @BeforeAll
  static void make() throws Exception {
    DeadChannel.make(channel());
  }

  @Test
  void shouldListChannelsUnderADirectory() throws IOException {
    Path broken = Files.createDirectories(directory.resolve("deeper/broken"));
    Files.write(broken.resolve("control.dat"), new byte[300_000]);
    assertEquals(3, baton.run("ls", directory), baton.err());
    assertLine("CHANNEL +SLOTS +ELEMENTS +SIZE +SLOTS ARE +DEAD");
    assertLine(channel() + " +4 +1000 x <f4 +.* 2 free, 1 filling, 0 ready, 1 reading +2");
    assertLine(broken + " .*magic.*");
    Files.delete(broken.resolve("control.dat"));

    Baton json = new Baton().with("BATON_BASE", "/nowhere ; " + directory);
    assertEquals(0, json.run("ls", "--format", "json"), json.err());
    assertTrue(json.out().contains("\"members_dead\": 2,"), json.out());
  }

  @Test
  void shouldSayThatThereIsNoChannel() {
    assertEquals(0, baton.run("ls", directory.resolve("deeper")), baton.err());
    assertEquals("no channel under " + directory.resolve("deeper") + "\n", baton.out());
  }

  @Test
  void shouldPrintMetricsOfTheDead() {
    assertEquals(0, baton.run("metrics", channel()), baton.err());
    assertLine("baton_slots\\{channel=\"" + channel() + "\",state=\"reading\"} 1.0");
    assertLine("baton_members\\{.*,role=\"loader\",standing=\"dead\"} 1.0");
    assertLine("baton_slots_published_total\\{.*,member=\"reader\",role=\"loader\"} 2.0");
    assertLine("baton_slots_released_total\\{.*,member=\"writer\",role=\"processor\"} 1.0");
    assertEquals(66, baton.run("metrics", directory.resolve("none")));
  }

  @Test
  void shouldAnswerThreeQuestionsAboutHealth() {
    assertEquals(
        3, baton.run("health", channel(), "--sample", "0", "--stuck-after", "0"), baton.err());
    assertLine("live +no +reader died with 1 slot: baton repair; writer died with 1 slot: .*");
    assertLine("ready +yes");
    assertLine("progress +no +slot 1 is reading for .*, held by writer; slot 2 is filling .*");
  }

  @Test
  void shouldAnswerByItsExitCodeAlone() {
    assertEquals(3, baton.run("health", channel(), "--check", "live", "-q"));
    assertEquals(0, baton.run("health", channel(), "--check", "ready", "-q"));
    assertEquals(66, baton.run("health", directory.resolve("none"), "-q"));
    assertEquals("", baton.out() + baton.err());
  }

  @Test
  void shouldMissMembersThatShouldBeThere() {
    assertEquals(
        3, baton.run("health", channel(), "--check", "live", "--member", "nobody"), baton.err());
    assertLine("live +no +nobody is not alive: never attached");
    Baton json = new Baton();
    assertEquals(
        3, json.run("health", channel(), "--sample", "0", "--processors", "2", "--format", "json"));
    assertTrue(json.out().contains("\"healthy\": false"), json.out());
    assertTrue(json.out().contains("\"0 processors alive, expected 2\""), json.out());
  }

  @Test
  void shouldShowRatesWhereThereIsNoTerminal() {
    assertEquals(0, baton.run("top", channel(), "--interval", "0.1", "--count", "2"), baton.err());
    assertEquals(2, baton.out().lines().filter(line -> line.contains("2 free, 1 fill")).count());
    assertLine("reader +dead +0 +0 B +0%");
    Baton json = new Baton();
    assertEquals(
        0,
        json.run("top", channel(), "--interval", "0.1", "--count", "2", "--format", "json"),
        json.err());
    assertEquals(2, json.out().lines().count());
    assertTrue(json.out().contains("{\"name\": \"reader\", \"role\": \"loader\", "), json.out());
  }

  @Test
  void shouldMergeTheTokensOfAllMembers() {
    assertEquals(0, baton.run("tail", channel()), baton.err());
    List<String> lines = baton.out().lines().map(line -> line.replaceFirst("^\\S+ +", "")).toList();
    assertEquals(
        List.of(
            "event=publish member=reader incarnation=1 number=1 slot=0 generation=0 sequence=1"
                + " length=1000",
            "event=publish member=reader incarnation=1 number=2 slot=1 generation=0 sequence=2"
                + " length=500",
            "event=release member=writer incarnation=1 number=1 slot=0 generation=0 sequence=1"
                + " length=1000"),
        lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--member=writer",
        "--kind=release",
        "-n1",
        "--slot=0 --lines=1",
        "--kind=RELEASE"
      })
  void shouldFilterTheTokens(String options) {
    assertEquals(
        0,
        baton.run(
            Stream.concat(Stream.of("tail", channel()), Stream.of(options.split(" ", -1)))
                .toArray()),
        baton.err());
    assertEquals(1, baton.out().lines().count(), baton.out());
    assertTrue(baton.out().contains("event=release member=writer"), baton.out());
  }

  @Test
  void shouldTakeTokensOfSomeTimeOnly() {
    assertEquals(0, baton.run("tail", channel(), "--since", "1d", "--format", "json"));
    assertEquals(3, baton.out().lines().count(), baton.out());
    assertTrue(baton.out().contains("\"kind\": \"publish\", \"number\": 2, "), baton.out());
    Baton later = new Baton();
    assertEquals(0, later.run("tail", channel(), "--since", "2199-01-01T00:00:00Z"));
    assertEquals("", later.out());
    assertEquals(64, later.run("tail", channel(), "--since", "noon"));
  }

  /** So that they start fast, and cannot disturb anybody. */
  @ParameterizedTest
  @ValueSource(strings = {"status", "ls", "top --count=1 --interval=0.1", "health --sample=0.1"})
  void shouldLoadNeitherChronicleNorLogging(String command) throws Exception {
    List<Object> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.add(channel());
    Process process =
        ChildJvm.start(List.of("-verbose:class"), BatonCommand.class, words.toArray());
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));

    assertTrue(out.contains("dev.baton.store.ControlView source:"), out);
    List<String> others =
        out.lines().filter(line -> line.matches(".* (net\\.openhft|ch\\.qos)\\..*")).toList();
    assertEquals(List.of(), others);
  }

  @Test
  void shouldChangeNothing() throws IOException {
    Map<Path, FileTime> before = files();
    for (String command : List.of("status", "tail", "health --sample=0", "top --count=1")) {
      baton.run(Stream.concat(Stream.of(command.split(" ", -1)), Stream.of(channel())).toArray());
    }
    assertEquals(before, files());
  }

  private static Map<Path, FileTime> files() throws IOException {
    Map<Path, FileTime> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(channel())) {
      for (Path each : all.toList()) {
        files.put(each, Files.getLastModifiedTime(each));
      }
    }
    return files;
  }

  private static Path channel() {
    return directory.resolve("channel");
  }

  private void assertLine(String pattern) {
    assertTrue(
        baton.out().lines().anyMatch(line -> line.strip().matches(pattern)),
        pattern + "\n" + baton.out());
  }
}

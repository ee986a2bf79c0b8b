package dev.baton.aside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.aside.SetAsideStory.Position;
import dev.baton.aside.SetAsideStory.Try;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that were set aside, on disk. */
final class SetAsideTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123Z");
  private static final SetAsideStory STORY =
      new SetAsideStory(
          "loader-1",
          57,
          3,
          12,
          5600,
          4,
          "<f8",
          2,
          new Position(1, 4096, 17, 2),
          "array damaged",
          "processor-2",
          NOW,
          6,
          List.of(new Try("processor-1", 9, NOW, "died"), new Try("p", 1, NOW, "refused")));

  @TempDir Path dir;

  private SetAside aside;

  @BeforeEach
  void open() {
    aside = new SetAside(new ChannelDirectory(dir));
  }

  @Test
  void shouldGiveBackWhatWasPut() throws IOException {
    assertTrue(aside.isEmpty());
    Path array = put(STORY);

    assertEquals(dir.resolve("set-aside/loader-1-57-3.12.npy"), array);
    assertEquals(List.of("loader-1-57-3.12"), aside.names());
    assertEquals(STORY, aside.story("loader-1-57-3.12"));
    byte[] file = Files.readAllBytes(array);
    assertEquals(4096 + 32, file.length);
    assertArrayEquals(elements().array(), Arrays.copyOfRange(file, 4096, file.length));
    for (Path each : List.of(array, dir.resolve("set-aside/loader-1-57-3.12.json"))) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
    }
    assertFalse(aside.isEmpty());
  }

  /** The next processor does it all again. */
  @Test
  void shouldReplaceWhatADeadWriterLeft() throws IOException {
    Files.createDirectory(dir.resolve("set-aside"));
    for (String file : List.of(".npy.new", ".npy", ".json.new")) {
      Files.writeString(dir.resolve("set-aside/loader-1-57-3.12" + file), "half");
    }
    assertEquals(List.of(), aside.names(), "without a story it is not there yet");
    assertFalse(aside.isEmpty(), "but nobody may take it for nothing");

    put(STORY);
    put(STORY);

    assertEquals(STORY, aside.story("loader-1-57-3.12"));
    try (var files = Files.list(dir.resolve("set-aside"))) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void shouldRemoveBoth() throws IOException {
    put(STORY);
    aside.remove(STORY.name());

    assertTrue(aside.isEmpty());
    assertEquals(Reason.NO_INPUT, refused(() -> aside.remove(STORY.name())).reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "../control", "", "loader-1-57-3.12.npy", "/etc/passwd"})
  void shouldKnowNothingButNamesThatAreThere(String name) throws IOException {
    put(STORY);

    BatonException refused = refused(() -> aside.story(name));

    assertEquals(Reason.NO_INPUT, refused.reason());
    assertTrue(refused.hint().contains("baton set-aside ls"), refused::hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "\"length\": 4=\"length\": \"4\"",
        "\"length\": 4=\"length\": 4.5",
        "\"slot\": 3=\"slot\": -3",
        "\"tries\": [=\"others\": [",
        "2026-01=202x-01",
        "\"position\": {=\"place\": {"
      })
  void shouldSayWhatIsWrongWithAStory(String change) throws IOException {
    put(STORY);
    Path file = dir.resolve("set-aside/loader-1-57-3.12.json");
    String[] words = change.split("=", -1);
    String story = Files.readString(file);
    assertTrue(words.length == 1 || story.contains(words[0]), story);
    Files.writeString(file, words.length == 1 ? change : story.replace(words[0], words[1]));

    BatonException refused = refused(() -> aside.story(STORY.name()));

    assertEquals(Reason.BAD_DATA, refused.reason());
    assertTrue(refused.getMessage().startsWith(file + ": "), refused::getMessage);
  }

  @Test
  void shouldSayWhatSpaceItNeedsAndLeaveNothing() throws IOException {
    Files.writeString(dir.resolve("set-aside"), "no directory");

    IOException failed = assertThrows(IOException.class, () -> put(STORY));

    assertTrue(failed.getMessage().startsWith(dir + "/set-aside: needs 4."), failed::getMessage);
    assertTrue(failed.getMessage().contains(" free there"), failed::getMessage);
  }

  private Path put(SetAsideStory story) throws IOException {
    return aside.put(story, elements());
  }

  private static ByteBuffer elements() {
    ByteBuffer elements = ByteBuffer.allocate(32);
    for (int i = 0; i < 32; i++) {
      elements.put(i, (byte) i);
    }
    return elements;
  }

  private static BatonException refused(Executable what) {
    return assertThrows(BatonException.class, what);
  }
}

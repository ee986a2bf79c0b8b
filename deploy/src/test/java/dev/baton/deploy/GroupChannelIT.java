package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.SlotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two users of one group, under a umask that keeps everything to oneself. Only root can become
 * them: for anybody else this is passed over.
 */
final class GroupChannelIT {
  private static final int EVE = 64_001;
  private static final int ADAM = 64_002;
  private static final int MALLORY = 64_003;
  private static final int FAMILY = 64_010;
  private static final int STRANGERS = 64_011;

  /** Bytes: enough for more tokens than one file of an outbox takes. */
  private static final int INPUT = 70_000 * 4;

  @RegisterExtension final Scene scene = new Scene();

  private Path input;
  private Path output;

  @BeforeEach
  void setUp() throws IOException {
    assertEquals("root", System.getProperty("user.name"), "only root can become others");
    Files.setAttribute(scene.file("."), "unix:mode", 01777);
    byte[] numbers = new byte[INPUT];
    new Random(1).nextBytes(numbers);
    input = Files.write(scene.file("input.raw"), numbers);
    output = scene.file("output.raw");
  }

  @Test
  void shouldHandOverBetweenUsersOfOneGroup() throws IOException {
    Started processor = as(ADAM, FAMILY, scene.processor("--sink", output)).start();
    as(EVE, FAMILY, loader("--group")).run().requireSuccess();
    processor.finished().requireSuccess();

    assertArrayEquals(Files.readAllBytes(input), Files.readAllBytes(output));
    assertEquals(List.of("2770", "660"), modes());
    assertEquals(List.of(FAMILY), groups());
    as(ADAM, FAMILY, scene.command("baton", "status", scene.channel())).run().requireSuccess();
    as(ADAM, FAMILY, scene.command("baton", "repair", scene.channel())).run().requireSuccess();
  }

  @Test
  void shouldTakeBackWhatAMemberOfAnotherUserHeld() throws IOException {
    as(EVE, FAMILY, scene.command("baton", "create", scene.channel(), "--group", "--slots", 2))
        .run()
        .requireSuccess();
    Started killed =
        as(EVE, FAMILY, scene.loader("--source", "debug:", "--name", "eve", "--rate", 100)).start();
    LiveChannel channel = new LiveChannel(scene.channel());
    Patience.until("a slot is eve's", () -> channel.slots(SlotState.FILLING) == 1);
    killed.process().destroyForcibly();
    killed.finished();

    Finished repaired =
        as(ADAM, FAMILY, scene.command("baton", "repair", scene.channel())).run().requireSuccess();

    assertTrue(repaired.out().contains("eve"), repaired.out());
    assertEquals(2, channel.slots(SlotState.FREE));
  }

  @Test
  void shouldRefuseEverybodyElse() {
    as(EVE, FAMILY, scene.command("baton", "create", scene.channel(), "--group"))
        .run()
        .requireSuccess();

    requireRefusal(MALLORY, STRANGERS);
  }

  /** The mode comes after the directory: a moment in which the group may not look into it. */
  @Test
  void shouldWaitForAChannelThatIsJustBeingMadeForTheGroup() throws IOException {
    as(EVE, FAMILY, new Launch(Path.of("/bin/mkdir"), "-m", "700", scene.channel().toString()))
        .run()
        .requireSuccess();
    Started processor =
        as(ADAM, FAMILY, scene.processor("--sink", output)).start().awaitOut("event=waiting");

    as(EVE, FAMILY, loader("--group")).run().requireSuccess();

    processor.finished().requireSuccess();
    assertArrayEquals(Files.readAllBytes(input), Files.readAllBytes(output));
  }

  @Test
  void shouldRefuseTheGroupWhereNobodySpokeOfIt() throws IOException {
    as(EVE, FAMILY, scene.command("baton", "create", scene.channel())).run().requireSuccess();

    assertEquals(List.of("600", "700"), modes());
    requireRefusal(ADAM, FAMILY);
  }

  private void requireRefusal(int user, int group) {
    String denied = scene.channel() + " cannot be looked into";
    as(user, group, loader()).run().requireRefusal(77, denied, "--group");
    as(user, group, scene.processor("--sink", output)).run().requireRefusal(77, denied, "--group");
    as(user, group, scene.command("baton", "status", scene.channel()))
        .run()
        .requireRefusal(77, denied, "--group");
  }

  private Launch loader(Object... arguments) {
    return scene.loader("--source", input, "--slots", 4, "--slot-length", 1).and(arguments);
  }

  /** As a user who is in one group, and lets nobody else at what it makes. */
  private static Launch as(int user, int group, Launch launch) {
    return launch.under(
        "setpriv",
        "--reuid=" + user,
        "--regid=" + group,
        "--clear-groups",
        "sh",
        "-c",
        "umask 077; exec \"$@\"",
        "sh");
  }

  /** Of all that is in the channel. */
  private List<String> modes() throws IOException {
    TreeSet<String> modes = new TreeSet<>();
    for (Path each : all()) {
      modes.add(Integer.toOctalString((int) Files.getAttribute(each, "unix:mode") & 07777));
    }
    return List.copyOf(modes);
  }

  private List<Integer> groups() throws IOException {
    TreeSet<Integer> groups = new TreeSet<>();
    for (Path each : all()) {
      groups.add((int) Files.getAttribute(each, "unix:gid"));
    }
    return List.copyOf(groups);
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> all = Files.walk(scene.channel())) {
      return all.toList();
    }
  }
}

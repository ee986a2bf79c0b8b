package dev.baton.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.layout.Geometry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton repair}; what it mends, {@code RepairTest} of common shows. */
final class RepairCommandTest {
  @TempDir private Path directory;
  private final Baton baton = new Baton();

  @BeforeEach
  void create() {
    Channel.create(path(), new Geometry(2, 100, Dtype.F8, 10)).close();
  }

  @Test
  void shouldSayThatAllIsInOrderWhileAMemberLives() {
    try (Channel channel = Channel.open(path());
        Loader loader = channel.attachLoader("l", 1)) {
      loader.poll();
      assertEquals(0, baton.run("repair", path()), baton.err());
    }
    assertEquals("nothing to repair in channel " + path() + "\n", baton.out());
  }

  @Test
  void shouldSayWhatItTookBack() throws Exception {
    leaveADeadMember();

    assertEquals(0, baton.run("repair", path()), baton.err());

    assertEquals("member crasher was dead; taken back: 1 slot 0\n", baton.out());
  }

  @Test
  void shouldSayItToPrograms() throws Exception {
    leaveADeadMember();

    assertEquals(0, baton.run("repair", path(), "--format", "json"), baton.err());

    assertTrue(baton.out().contains("\"in_order\": true"), baton.out());
    assertTrue(
        baton.out().contains("\"kind\": \"dead\"") && baton.out().contains("\"crasher\""),
        baton.out());
  }

  @Test
  void shouldForgetAMemberThatIsNotToComeBack() throws Exception {
    leaveADeadMember();

    assertEquals(0, baton.run("repair", path(), "--forget", "crasher"), baton.err());

    assertEquals(
        "forgot loader crasher, which had 0 slots committed; nobody waits for it, and its name begins"
            + " anew\n",
        baton.out());
    assertEquals(66, baton.run("repair", path(), "--forget", "crasher"));
  }

  @Test
  void shouldRefuseToForgetTheLiving() {
    try (Channel channel = Channel.open(path());
        Loader loader = channel.attachLoader("l", 1)) {
      assertEquals(75, baton.run("repair", path(), "--forget", loader.name()));
    }
    assertTrue(baton.err().contains("member l of channel " + path() + " is alive"), baton.err());
  }

  @Test
  void shouldSayThatThereIsNoChannel() {
    assertEquals(66, baton.run("repair", directory.resolve("none")));
  }

  private void leaveADeadMember() throws Exception {
    Process crasher = ChildJvm.start(List.of(), Crasher.class, path());
    assertEquals("holds 0", crasher.inputReader().readLine());
    crasher.destroyForcibly().waitFor();
  }

  private Path path() {
    return directory.resolve("channel");
  }
}

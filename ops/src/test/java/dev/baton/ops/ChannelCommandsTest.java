package dev.baton.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.error.BatonException;
import dev.baton.layout.Geometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code create}, {@code bail} and {@code destroy}. */
final class ChannelCommandsTest {
  private static final Geometry GEOMETRY = new Geometry(2, 100, Dtype.F8, 10);

  @TempDir private Path directory;
  private final Baton baton = new Baton();

  @Test
  void shouldCreateAChannel() {
    assertEquals(0, create(), baton.err());
    try (Channel channel = Channel.open(path())) {
      assertEquals(GEOMETRY, channel.geometry());
    }
    assertTrue(
        baton.out().startsWith("created channel " + path() + ": 2 slots of 100 x <f8"),
        baton.out());
  }

  @Test
  void shouldNotCreateAChannelTwice() {
    assertEquals(0, create(), baton.err());
    assertEquals(73, create());
    assertTrue(
        baton.err().contains("there is one already; look at it with: baton status "), baton.err());
  }

  @Test
  void shouldNotCreateAChannelThatCannotBe() {
    assertEquals(64, baton.run("create", path(), "--slots", "0"));
    assertFalse(Files.exists(path()));
  }

  @Test
  void shouldAskForTheChannel() {
    assertEquals(64, baton.run("status"));
    assertEquals(
        "baton status: no channel: expected its directory;"
            + " give it as DIR or --channel DIR, or set BATON_CHANNEL\n",
        baton.err());
  }

  @Test
  void shouldAskEverybodyToStop() {
    try (Channel channel = Channel.create(path(), GEOMETRY);
        Loader loader = channel.attachLoader("reader", 1);
        Processor processor = channel.attachProcessor("writer", 1)) {
      assertEquals(0, baton.run("bail", "--channel", path(), "--reason", "lunch\nbreak"));

      assertEquals(
          "asked 2 members of channel " + path() + " to stop: reader writer\n", baton.out());
      assertTrue(loader.isBailed());
      assertTrue(processor.isBailed());
      String why = loader.bailed().getMessage();
      assertTrue(why.matches("bail by operator .*: lunch break"), why);
    }
  }

  @Test
  void shouldSayThatNobodyWasAskedToStop() {
    Channel.create(path(), GEOMETRY).close();
    assertEquals(0, baton.run("bail", path()), baton.err());
    assertTrue(baton.out().startsWith("no member of channel "), baton.out());
  }

  @Test
  void shouldDestroyAChannel() {
    Channel.create(path(), GEOMETRY).close();
    assertEquals(0, baton.run("destroy", path()), baton.err());
    assertEquals("destroyed channel " + path() + "\n", baton.out());
    assertFalse(Files.exists(path()));
  }

  @Test
  void shouldNotDestroyAChannelWhileAMemberLives() {
    try (Channel channel = Channel.create(path(), GEOMETRY);
        Loader loader = channel.attachLoader("reader", 1)) {
      assertEquals(75, baton.run("destroy", path()));
      assertEquals(
          "baton destroy: channel "
              + path()
              + " is in use by "
              + loader.name()
              + "; stop them first, or let --force do that\n",
          baton.err());
      assertTrue(Channel.exists(path()));
    }
  }

  @Test
  void shouldStopEverybodyBeforeItDestroysByForce() throws InterruptedException {
    CountDownLatch attached = new CountDownLatch(1);
    Thread service = new Thread(() -> serve(attached));
    try (Channel channel = Channel.create(path(), GEOMETRY)) {
      service.start();
      attached.await();

      assertEquals(0, baton.run("destroy", "--force", path()), baton.err());
      assertEquals(GEOMETRY, channel.geometry()); // whoever has it open is not hurt
    }
    service.join();
    assertFalse(Files.exists(path()));
  }

  private void serve(CountDownLatch attached) {
    try (Channel channel = Channel.open(path());
        Processor processor = channel.attachProcessor("writer", 1)) {
      attached.countDown();
      processor.borrow(IdleStrategy.sleep());
      throw new AssertionError("nothing was published");
    } catch (BatonException bailed) {
      assertEquals(69, bailed.reason().exitCode());
    }
  }

  @Test
  void shouldDestroyUnderWhoeverDoesNotLeave() {
    try (Channel channel = Channel.create(path(), GEOMETRY);
        Loader loader = channel.attachLoader("stubborn", 1)) {
      assertEquals(0, baton.run("destroy", "--force", path()), baton.err());
      assertFalse(Files.exists(path()));
      assertTrue(loader.isBailed());
    }
  }

  @Test
  void shouldKeepFilesThatAreNotBatons() throws IOException {
    Channel.create(path(), GEOMETRY).close();
    Files.writeString(path().resolve("thesis.txt"), "years of work");
    assertEquals(0, baton.run("destroy", "--force", path()), baton.err());

    assertEquals("years of work", Files.readString(path().resolve("thesis.txt")));
    assertFalse(Files.exists(path().resolve("slots")));
    assertTrue(baton.out().contains("the directory stays"), baton.out());
  }

  @Test
  void shouldNotDestroyWhatIsNoChannel() throws IOException {
    Path slots = Files.createDirectories(path().resolve("slots"));
    assertEquals(66, baton.run("destroy", path()));
    assertEquals(66, baton.run("destroy", "--force", path()));
    assertTrue(Files.exists(slots));
  }

  @Test
  void shouldDestroyADamagedChannelByForceOnly() throws IOException {
    Channel.create(path(), GEOMETRY).close();
    Files.write(path().resolve("control.dat"), new byte[300_000]);
    assertEquals(65, baton.run("destroy", path()));
    assertEquals(0, baton.run("destroy", "--force", path()), baton.err());
    assertFalse(Files.exists(path()));
  }

  private int create() {
    return baton.run(
        "create", path(), "--slots", 2, "--slot-length", 100, "--dtype", "f8", "--row-length", 10);
  }

  private Path path() {
    return directory.resolve("channel");
  }
}

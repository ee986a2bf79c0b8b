package dev.baton.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.channel.Channel;
import dev.baton.testing.Channels;
import dev.baton.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ControlViewTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  /** Prints a channel's geometry, as a tool that only looks. */
  static final class Looker {
    private Looker() {}

    public static void main(String[] args) {
      System.out.println(
          "found " + ControlView.map(new ChannelDirectory(Path.of(args[0]))).geometry());
    }
  }

  @Test
  void shouldLoadNoClassOfChronicles() throws Exception {
    Path channel = dir.resolve("channel");
    Channel.create(channel, Channels.small(3)).close();

    ChildJvm child =
        ChildJvm.start(
            dir.resolve("log"), List.of("-verbose:class"), Looker.class, channel.toString());

    assertEquals(0, child.await());
    assertTrue(child.output().contains("found 3 slots of 16 x <i8"), child.output());
    assertTrue(child.output().contains("dev.baton.store.ControlView"), "lists what it loads");
    assertEquals(
        List.of(), child.output().lines().filter(line -> line.contains("net.openhft")).toList());
  }

  @Test
  void shouldTouchNothing() throws Exception {
    Path channel = dir.resolve("channel");
    Channel.create(channel, Channels.small(3)).close();
    Path control = new ChannelDirectory(channel).control();
    Files.setLastModifiedTime(control, FileTime.fromMillis(1000));

    ControlView view = Channels.view(channel);

    assertEquals(Channels.small(3), view.geometry());
    assertTrue(view.bail().isEmpty());
    assertEquals(FileTime.fromMillis(1000), Files.getLastModifiedTime(control));
    try (var files = Files.list(channel)) {
      assertEquals(5, files.count(), "control.dat, attach.lock, slots, members, outbox");
    }
  }

  @Test
  void shouldTellMonotonicStampsInWallClock() {
    Path channel = dir.resolve("channel");
    Channel.create(channel, Channels.small(1)).close();

    long now = Channels.view(channel).millisOf(System.nanoTime());

    assertTrue(Math.abs(System.currentTimeMillis() - now) < 60_000);
  }

  @Test
  void shouldTellOneCreationFromAnother() throws Exception {
    Path one = dir.resolve("one");
    Path other = dir.resolve("other");
    Channel.create(one, Channels.small(1)).close();
    Channel.create(other, Channels.small(1)).close();

    assertTrue(Channels.view(one).channelId() != Channels.view(other).channelId());
  }
}

package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.Reason;
import dev.baton.store.ChannelDirectory;
import dev.baton.testing.Channels;
import dev.baton.testing.ChildJvm;
import dev.baton.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Creation by processes that race, die or run out of space. */
@Timeout(60)
final class CreatorsTest {
  private static final int MIB = 1 << 20;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Path path;
  private ChannelDirectory directory;

  @BeforeEach
  void name() {
    path = dir.resolve("channel");
    directory = new ChannelDirectory(path);
  }

  @Test
  void shouldBeCreatedByOneOfTwoWhoRace() throws Exception {
    try (ChildJvm one = creator("one", path, 8, MIB);
        ChildJvm other = creator("other", path, 8, MIB)) {
      one.tell("go");
      other.tell("go");
      int exits = one.await() + other.await();

      String said = one.output() + other.output();
      assertEquals(Reason.CANNOT_CREATE.exitCode(), exits, said);
      assertTrue(said.contains("there is one already"), said);
      assertTrue(said.contains("created " + Channels.view(path).channelId()), said);
      Channel.open(path).close();
    }
  }

  @Test
  void shouldBeRecreatedAfterACreatorWasKilled() throws Exception {
    try (ChildJvm creator = creator("killed", path, 512, MIB)) {
      creator.tell("go");
      Awaitility.await()
          .pollDelay(0, TimeUnit.MILLISECONDS)
          .pollInterval(1, TimeUnit.MILLISECONDS)
          .until(() -> Files.exists(directory.slot(7)));
      creator.kill();
    }
    assertFalse(Channel.exists(path), "control.dat comes last");

    try (Channel channel = Channel.openOrCreate(path, Channels.small(2))) {
      assertEquals(2, channel.geometry().slots());
    }
    try (var slots = Files.list(directory.slots())) {
      assertEquals(2, slots.count());
    }
  }

  @Test
  void shouldRefuseMoreThanThereIsFreeAndSayBoth() throws Exception {
    try (ChildJvm creator = creator("large", path, 65_536, 1 << 30)) {
      creator.tell("go");

      assertEquals(Reason.CANNOT_CREATE.exitCode(), creator.await());
      assertTrue(
          creator.output().matches("(?s).* needs 64\\.0 TiB for .*, [0-9.]+ [GMT]iB free\n"),
          creator.output());
      assertFalse(Files.exists(path), "leaves nothing");
    }
  }

  /** A limit of the kernel's that root has as well: no file above 1 MiB. */
  @Test
  void shouldLeaveNothingWhenWritingFails() throws Exception {
    List<String> limited = List.of("sh", "-c", "ulimit -f 2048; exec \"$@\"", "sh");
    try (ChildJvm creator =
        ChildJvm.start(
            dir.resolve("log"),
            limited,
            List.of("-XX:-UsePerfData"),
            Creator.class,
            path.toString(),
            "3",
            "" + 4 * MIB)) {
      creator.tell("go");

      assertEquals(Reason.CANNOT_CREATE.exitCode(), creator.await(), creator.output());
      assertTrue(creator.output().contains("File too large"), creator.output());
      assertFalse(Files.exists(path), "leaves nothing");
    }
  }

  @Test
  void shouldLeaveNothingOnAFullTmpfs() throws Exception {
    Path small = mountTmpfs("64m");
    try (ChildJvm creator = creator("full", small.resolve("channel"), 1, 1 << 30)) {
      creator.tell("go");

      assertEquals(Reason.CANNOT_CREATE.exitCode(), creator.await(), creator.output());
      assertTrue(
          creator.output().matches("(?s).* needs 1\\.0 GiB for .*, 64\\.0 MiB free\n"),
          creator.output());
      try (var left = Files.list(small)) {
        assertEquals(List.of(), left.toList());
      }
    } finally {
      unmount(small);
    }
  }

  /** Its mount point is the channel's directory: that stays, and is empty. */
  @Test
  void shouldFreeWhatADeadCreatorFilledBeforeItAsksForSpace() throws Exception {
    path = mountTmpfs("100m");
    directory = new ChannelDirectory(path);
    try (ChildJvm creator = creator("killed", path, 24, MIB)) {
      Files.createDirectory(directory.slots());
      Files.write(directory.slot(0), new byte[60 * MIB]);
      creator.tell("go");

      assertEquals(0, creator.await(), creator.output());
      assertEquals(24, Channels.view(path).geometry().slots());
    } finally {
      unmount(path);
    }
  }

  @Test
  void shouldRunOutOfFileNamesInTheMiddleAndLeaveNothing() throws Exception {
    path = mountTmpfs("64m,nr_inodes=20");
    try (ChildJvm creator = creator("names", path, 100, 1)) {
      creator.tell("go");

      assertEquals(Reason.CANNOT_CREATE.exitCode(), creator.await(), creator.output());
      assertTrue(creator.output().contains("No space left"), creator.output());
      try (var left = Files.list(path)) {
        assertEquals(List.of(path.resolve("attach.lock")), left.toList());
      }
    } finally {
      unmount(path);
    }
  }

  private ChildJvm creator(String log, Path channel, int slots, int bytes) {
    return ChildJvm.start(
            dir.resolve(log + ".log"), Creator.class, channel.toString(), "" + slots, "" + bytes)
        .awaitOutput("ready");
  }

  private Path mountTmpfs(String size) throws Exception {
    Path at = Files.createDirectory(dir.resolve("tmpfs"));
    int exit = run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + size, "tmpfs", at.toString());
    Needs.require(exit == 0, "the right to mount a file system");
    return at;
  }

  private static void unmount(Path at) throws Exception {
    assertEquals(0, run("umount", "--lazy", at.toString()));
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}

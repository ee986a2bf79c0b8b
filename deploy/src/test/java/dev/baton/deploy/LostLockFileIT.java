package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.crash.CrashPoint;
import dev.baton.layout.Activity;
import dev.baton.layout.MemberState;
import dev.baton.layout.SlotState;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.KernelLock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lock files that somebody removed: the living stay alive, and the dead can come back. */
final class LostLockFileIT {
  private static final int SLOTS = 2;
  private static final int SLOT_BYTES = 4_096;

  @RegisterExtension final Scene scene = new Scene();

  /** It is stopped meanwhile, so that it cannot help itself. */
  @Test
  void shouldTakeNothingFromAMemberWhoseLockFileIsGone() throws IOException {
    LiveChannel channel = new LiveChannel(scene.channel());
    Path lock = new ChannelDirectory(scene.channel()).memberLock("l");
    Started loader = loader("raw:-").and("--linger", "none").start();
    loader.await("its claim", () -> isClaimed(channel));
    loader.signal("STOP");

    Files.delete(lock);
    requireAlive(channel);
    assertTrue(Files.exists(lock), "made anew, for the second of its name: another file");
    Tree.remove(lock.getParent());
    requireAlive(channel);
    String status = scene.command("baton", "status", scene.channel()).run().out();
    assertTrue(status.lines().anyMatch(line -> line.matches("l .*alive.*")), status);

    loader.signal("CONT");
    Started processor = scene.processor("--sink", "null:", "--name", "p").start();
    giveSlots(loader.process().getOutputStream(), 2 * SLOTS);
    loader.awaitOut("event=lock_file_lost member=l");
    assertTrue(isHeld(lock), "locked anew");
    loader.await("the next claim", () -> channel.sequence("l") == 2 * SLOTS && isClaimed(channel));

    processor.kill();
    loader.signal("STOP");
    Files.delete(lock);
    loader.kill();
    Finished repaired = scene.command("baton", "repair", scene.channel()).run().requireSuccess();
    assertTrue(repaired.out().contains("member l was dead; taken back: 1 slot"), repaired::out);
    assertEquals(SLOTS, channel.slots(SlotState.FREE));
  }

  @Test
  void shouldLetTheDeadComeBackWhenAllFilesOfMembersAreGone() {
    String expected =
        Numbers.sha256(Numbers.write(scene.file("input"), scene.random(), 9 * SLOT_BYTES));
    Deaths.at(CrashPoint.PUBLISH_SWAPPED, loader("raw:" + scene.file("input")));
    Deaths.at(CrashPoint.RELEASE_SWAPPED, processor());
    ChannelDirectory directory = new ChannelDirectory(scene.channel());
    remove(directory.members());
    remove(directory.outboxes());

    Started loader = loader("raw:" + scene.file("input")).start();
    processor().run().requireSuccess();
    loader.finished().requireSuccess();

    assertEquals(expected, Numbers.sha256(scene.file("output")));
  }

  /** By whoever looks for the dead, for an operator, and to the second of its name. */
  private void requireAlive(LiveChannel channel) {
    assertEquals(
        "nothing to repair in channel " + scene.channel() + "\n",
        scene.command("baton", "repair", scene.channel()).run().requireSuccess().out());
    loader("raw:-").run().requireRefusal(75, "member name 'l' is borne by a live member");
    assertEquals(1, channel.slots(SlotState.FILLING));
    assertTrue(channel.is("l", MemberState.ATTACHED));
  }

  /** One slot, and all others are free; its input is a pipe that nothing comes from. */
  private static boolean isClaimed(LiveChannel channel) {
    return channel.does("l", Activity.WAITING_FOR_DATA)
        && channel.slots(SlotState.FILLING) == 1
        && channel.slots(SlotState.FREE) == SLOTS - 1;
  }

  private static boolean isHeld(Path lock) {
    try {
      return KernelLock.isHeld(lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path directory) {
    try {
      Tree.remove(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void giveSlots(OutputStream pipe, int slots) throws IOException {
    pipe.write(new byte[slots * SLOT_BYTES]);
    pipe.flush();
  }

  private Launch loader(String source) {
    return scene.loader(
        "--source", source, "--name", "l", "--slots", SLOTS, "--slot-length", SLOT_BYTES / 4);
  }

  private Launch processor() {
    return scene.processor("--sink", "raw:" + scene.file("output"), "--name", "p");
  }
}

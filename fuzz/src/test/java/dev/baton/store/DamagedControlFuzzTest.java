package dev.baton.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.exchange.SlotHeader;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Geometry;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The file of a channel that was in use, damaged, is opened and read, or refused as bad data. */
final class DamagedControlFuzzTest {
  private static final int SLOTS = 3;
  private static final int LENGTH = 16;

  /** Three bytes of place, and the byte that is written there. */
  private static final int EDIT = 4;

  private static ChannelDirectory directory;
  private static byte[] sound;

  @BeforeAll
  static void useAChannel() throws IOException {
    Path path = Files.createTempDirectory("baton-fuzz-").resolve("channel");
    directory = new ChannelDirectory(path);
    try (Channel channel = Channel.create(path, new Geometry(SLOTS, LENGTH, Dtype.F4, 1));
        Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      for (int i = 0; i < SLOTS; i++) {
        loader.poll().publish(LENGTH);
      }
      processor.poll().release();
      sound = Files.readAllBytes(directory.control());
    }
  }

  @AfterAll
  static void removeTheChannel() throws IOException {
    ChannelRemover.removeTree(directory.path().getParent());
  }

  @FuzzTest(maxDuration = "5s")
  void shouldReadOrRefuseADamagedFile(byte[] edits) throws IOException {
    damage(edits);
    try (ControlStore control = ControlStore.open(directory)) {
      ControlView view = control.view();
      assertEquals(SLOTS, view.geometry().slots());
      view.bail();
      view.standingOrder();
      for (MemberRecord member : new MemberTable(control.words()).members()) {
        assertTrue(member.name().length() <= 64);
        member.role();
        member.state();
        member.activity();
        member.isNoteSound();
        member.committedSequence();
      }
      for (int slot = 0; slot < SLOTS; slot++) {
        SlotHeader.damage(control.words(), slot, 0);
      }
    } catch (BatonException refused) {
      assertEquals(Reason.BAD_DATA, refused.reason(), refused::toString);
    }
  }

  /** Writes some bytes over, and cuts the file where an edit is left half. */
  private static void damage(byte[] edits) throws IOException {
    byte[] damaged = sound.clone();
    int at = 0;
    for (; at + EDIT <= edits.length; at += EDIT) {
      damaged[place(edits, at)] = edits[at + 3];
    }
    int size = at + 3 == edits.length ? place(edits, at) : damaged.length;
    try (FileChannel file =
        FileChannel.open(
            directory.control(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      file.write(ByteBuffer.wrap(damaged, 0, size));
    }
  }

  private static int place(byte[] edits, int at) {
    int place = (edits[at] & 0xFF) | ((edits[at + 1] & 0xFF) << 8) | ((edits[at + 2] & 0xFF) << 16);
    return place % Math.min(sound.length, ControlLayout.size(SLOTS));
  }
}

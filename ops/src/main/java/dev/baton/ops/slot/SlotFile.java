package dev.baton.ops.slot;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotFileLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.npy.NpyHeader;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import dev.baton.store.SlotStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One slot, looked at read-only: its header in {@code control.dat} and its array's file. */
final class SlotFile {
  private final ChannelDirectory directory;
  private final ControlView view;
  private final int slot;
  private final int header;

  SlotFile(ChannelDirectory directory, ControlView view, int slot) {
    this.directory = directory;
    this.view = view;
    this.slot = slot;
    this.header = ControlLayout.slot(slot);
  }

  int slot() {
    return slot;
  }

  Path path() {
    return directory.slot(slot);
  }

  Geometry geometry() {
    return view.geometry();
  }

  /**
   * The slot word: the same before and after something was read tells that it is of one filling.
   */
  long word() {
    return view.words().getLongAcquire(header + SlotLayout.WORD);
  }

  /** A field of 8 bytes of the slot header. */
  long field(int offset) {
    return view.words().getLongOpaque(header + offset);
  }

  /** A field of 4 bytes of the slot header. */
  int intField(int offset) {
    return view.words().getInt(header + offset);
  }

  /** Whether a word speaks of a published array. */
  static boolean isPublished(long word) {
    return SlotWord.is(word, SlotState.READY) || SlotWord.is(word, SlotState.READING);
  }

  /** What the file's {@code .npy} header says. */
  NpyHeader npy() throws IOException {
    try (FileChannel file = open()) {
      return NpyHeader.read(path().toString(), file::read);
    }
  }

  /**
   * The elements, mapped read-only, little-endian.
   *
   * @param length how many of them
   */
  ByteBuffer elements(long length) throws IOException {
    SlotStore.check(directory, geometry(), slot);
    if (length < 0 || length > geometry().slotLength()) {
      throw new BatonException(
          Reason.BAD_DATA,
          "slot " + slot + ": length " + length + ", expected 0 to " + geometry().slotLength(),
          "see what else is damaged: baton slot verify " + directory);
    }
    try (FileChannel file = open()) {
      return file.map(
              FileChannel.MapMode.READ_ONLY,
              SlotFileLayout.DATA,
              length * geometry().dtype().itemSize())
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }
}

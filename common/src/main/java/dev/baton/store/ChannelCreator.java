package dev.baton.store;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Geometry;
import dev.baton.layout.HeaderLayout;
import dev.baton.layout.SlotFileLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Set;

/**
 * Makes a channel's files. All space is written, so that a lack of it is an error now and never a
 * bus error later. {@code control.dat} appears last, under its name at once and whole: whoever sees
 * it sees a finished channel.
 */
public final class ChannelCreator {
  private static final int BLOCK_BYTES = 1 << 20;

  /** What a member's outbox grows to while the channel is used. */
  private static final long OUTBOX_BYTES = 20L << 20;

  /** One loader and one processor: a channel with less is of no use. */
  private static final int LEAST_MEMBERS = 2;

  private final ChannelDirectory directory;
  private final Geometry geometry;
  private final Access access;

  /** Will make a channel of this geometry, for its owner alone or for the directory's group too. */
  public ChannelCreator(ChannelDirectory directory, Geometry geometry, Access access) {
    this.directory = directory;
    this.geometry = geometry;
    this.access = access;
  }

  /**
   * Makes the directory if it is missing. One that is there, without a channel, is opened to its
   * group if that is wanted; otherwise it keeps its mode.
   *
   * @return whether it was missing
   * @throws BatonException {@link Reason#CANNOT_CREATE} if it cannot be made, or is not ours to
   *     open to its group
   */
  public static boolean makeDirectory(ChannelDirectory directory, Access access) {
    try {
      Files.createDirectory(directory.path(), Access.OWNER_DIRECTORY);
      access.giveTo(directory.path());
      CrashPoint.CREATE_DIRECTORY_MADE.reached();
      return true;
    } catch (FileAlreadyExistsException e) {
      directory.check();
      if (access == Access.GROUP && !Files.exists(directory.control(), LinkOption.NOFOLLOW_LINKS)) {
        openToGroup(directory);
      }
      return false;
    } catch (IOException e) {
      Path parent = directory.path().getParent();
      boolean missing = parent != null && !Files.exists(parent);
      throw new BatonException(
          Reason.CANNOT_CREATE,
          "cannot create channel "
              + directory
              + ": "
              + (missing ? parent + " does not exist" : e.getMessage()),
          missing ? "make it with: mkdir -p " + parent : "choose a directory you may write to",
          e);
    }
  }

  private static void openToGroup(ChannelDirectory directory) {
    try {
      Access.GROUP.giveTo(directory.path());
    } catch (IOException e) {
      throw new BatonException(
          Reason.CANNOT_CREATE,
          "cannot create channel " + directory + " for its group: " + e.getMessage(),
          "let its owner say: chmod 2770 " + directory,
          e);
    }
  }

  /**
   * Makes the files. The caller holds the attach lock and has seen that there is no {@code
   * control.dat}. What a creator who died has left is replaced, before space is asked for; after a
   * failure nothing is left. Arrays that were set aside are nobody's to replace.
   *
   * @throws BatonException {@link Reason#CANNOT_CREATE} with needed and free space, or because
   *     foreign files are there
   */
  public void create() {
    refuseForeignFiles();
    try {
      refuseUnwantedGroup();
      ChannelRemover.removeContents(directory);
      requireSpace();
      for (Path part : Set.of(directory.slots(), directory.members(), directory.outboxes())) {
        Access.createDirectory(part);
      }
      ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK_BYTES);
      ByteBuffer page = ByteBuffer.allocateDirect(SlotFileLayout.DATA);
      SlotStore.template(geometry).write(page, 0);
      for (int slot = 0; slot < geometry.slots(); slot++) {
        writeSlot(directory.slot(slot), page, zeros);
        CrashPoint.CREATE_SLOT_WRITTEN.reached();
      }
      writeControl(zeros);
    } catch (IOException e) {
      throw cannotReserve(e);
    }
  }

  private void writeSlot(Path file, ByteBuffer page, ByteBuffer zeros) throws IOException {
    try (FileChannel channel = Access.createFile(file)) {
      extend(channel, zeros);
      writeFully(channel, page.clear());
      writeZeros(channel, geometry.slotFileBytes() - SlotFileLayout.DATA, zeros);
    }
  }

  /**
   * Gives a slot's file its length before its pages: a tmpfs with {@code huge=within_size} takes
   * large pages only for what lies within a file when it is written.
   */
  private void extend(FileChannel channel, ByteBuffer zeros) throws IOException {
    channel.write(zeros.clear().limit(1), geometry.slotFileBytes() - 1);
  }

  private void writeControl(ByteBuffer zeros) throws IOException {
    Path unfinished = directory.path().resolve("control.dat.new");
    try (FileChannel channel = Access.createFile(unfinished)) {
      writeZeros(channel, ControlLayout.size(geometry.slots()), zeros);
      channel.position(0);
      writeFully(channel, header());
    }
    CrashPoint.CREATE_CONTROL_WRITTEN.reached();
    Files.move(unfinished, directory.control(), StandardCopyOption.ATOMIC_MOVE);
    CrashPoint.CREATE_RENAMED.reached();
  }

  private ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocateDirect(HeaderLayout.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(HeaderLayout.MAGIC_WORD, HeaderLayout.MAGIC);
    header.putInt(HeaderLayout.LAYOUT_VERSION, HeaderLayout.VERSION);
    header.putInt(HeaderLayout.SLOT_COUNT, geometry.slots());
    header.putLong(HeaderLayout.SLOT_LENGTH, geometry.slotLength());
    header.putInt(HeaderLayout.DTYPE_KIND, geometry.dtype().kind().code());
    header.putInt(HeaderLayout.ITEM_SIZE, geometry.dtype().itemSize());
    header.putInt(HeaderLayout.ROW_LENGTH, geometry.rowLength());
    header.putInt(HeaderLayout.MEMBER_CAPACITY, ControlLayout.MEMBERS);
    header.putLong(HeaderLayout.CHANNEL_ID, new SecureRandom().nextLong());
    header.putLong(HeaderLayout.CREATED_MILLIS, System.currentTimeMillis());
    header.putLong(HeaderLayout.CREATED_NANOS, System.nanoTime());
    long check = CheckWord.of(new Words(header), 0, HeaderLayout.GEOMETRY_LONGS);
    header.putLong(HeaderLayout.GEOMETRY_CHECK, check);
    return header;
  }

  private void refuseForeignFiles() {
    try (var entries = Files.list(directory.path())) {
      var foreign =
          entries
              .filter(entry -> !ChannelRemover.isOurs(directory, entry) || isSetAside(entry))
              .sorted()
              .findFirst();
      if (foreign.isPresent()) {
        throw new BatonException(
            Reason.CANNOT_CREATE,
            "cannot create channel "
                + directory
                + ": found "
                + foreign.get().getFileName()
                + " in it, expected an empty directory",
            "choose a directory of its own for the channel");
      }
    } catch (IOException e) {
      throw new BatonException(
          Reason.PERMISSION,
          "cannot list " + directory + ": " + e.getMessage(),
          "choose a directory you may read and write",
          e);
    }
  }

  /** A directory that was there before may be open to a group that nobody has spoken of. */
  private void refuseUnwantedGroup() throws IOException {
    if (access == Access.OWNER && Access.of(directory.path()) == Access.GROUP) {
      throw new BatonException(
          Reason.PERMISSION,
          "cannot create channel "
              + directory
              + ": its group may write to the directory, expected owner alone",
          "make it the group's channel with --group, or: chmod g-w " + directory);
    }
  }

  /** Bytes that a channel takes with the token queues of so many members. */
  public static long spaceNeeded(Geometry geometry, int members) {
    return geometry.totalBytes() + members * OUTBOX_BYTES;
  }

  private boolean isSetAside(Path entry) {
    return entry.equals(directory.setAside());
  }

  private void requireSpace() {
    long free = usableSpace();
    if (free < spaceNeeded(geometry, LEAST_MEMBERS)) {
      throw new BatonException(
          Reason.CANNOT_CREATE,
          "cannot create channel "
              + directory
              + ": needs "
              + needed()
              + ", "
              + Sizes.human(free)
              + " free",
          "make room there, choose another directory, or fewer or shorter slots");
    }
  }

  private String needed() {
    return Sizes.human(geometry.totalBytes())
        + " for "
        + geometry
        + " and "
        + Sizes.human(LEAST_MEMBERS * OUTBOX_BYTES)
        + " for token queues";
  }

  private BatonException cannotReserve(IOException e) {
    String free = Sizes.human(usableSpace());
    try {
      ChannelRemover.removeContents(directory);
    } catch (IOException left) {
      e.addSuppressed(left);
    }
    return new BatonException(
        Reason.CANNOT_CREATE,
        "cannot create channel "
            + directory
            + ": "
            + e.getMessage()
            + "; needs "
            + needed()
            + ", "
            + free
            + " free",
        "make room there, choose another directory, or fewer or shorter slots",
        e);
  }

  private long usableSpace() {
    try {
      return FreeSpace.in(directory.path());
    } catch (IOException e) {
      throw new BatonException(
          Reason.IO, "cannot read the free space of " + directory + ": " + e.getMessage(), "", e);
    }
  }

  private static void writeZeros(FileChannel channel, long bytes, ByteBuffer zeros)
      throws IOException {
    for (long left = bytes; left > 0; left -= zeros.limit()) {
      zeros.clear().limit((int) Math.min(left, zeros.capacity()));
      writeFully(channel, zeros);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}

package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Geometry;
import dev.baton.layout.HeaderLayout;
import dev.baton.layout.SlotFileLayout;
import dev.baton.npy.NpyHeader;
import dev.baton.store.Access;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ChannelCreationTest {
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
  void shouldReserveItsSpaceAndGrowNoMore() throws IOException {
    Geometry geometry = new Geometry(3, 5000, Dtype.F4, 1);
    try (Channel channel = Channel.create(path, geometry)) {
      channel.attachLoader(null, 0).close();
    }

    assertEquals(ControlLayout.size(3), Files.size(directory.control()));
    for (int slot = 0; slot < 3; slot++) {
      assertEquals(geometry.slotFileBytes(), Files.size(directory.slot(slot)));
      assertTrue(bytesOnDisk(directory.slot(slot)) >= geometry.slotFileBytes(), "no holes");
    }
  }

  private static long bytesOnDisk(Path file) throws IOException {
    Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
    try (var output = stat.inputReader()) {
      return 512 * Long.parseLong(output.readLine());
    }
  }

  @Test
  void shouldBelongToItsOwnerAlone() throws IOException {
    Channel.create(path, Channels.small(2)).close();
    useIt();

    assertModes(0700, 0600);
  }

  @Test
  void shouldBelongToItsGroupWithAllThatMembersMake() throws IOException {
    Channel.create(path, Channels.small(2), Access.GROUP).close();
    useIt();

    assertModes(02770, 0660);
    try (Channel channel = Channel.open(path)) {
      assertEquals(Access.GROUP, channel.access());
    }
  }

  @Test
  void shouldOpenADirectoryThatIsThereToItsGroup() throws IOException {
    Files.createDirectory(path);
    Files.setAttribute(path, "unix:mode", 0755);

    Channel.create(path, Channels.small(2), Access.GROUP).close();

    assertModes(02770, 0660);
  }

  @Test
  void shouldNotMakeAChannelWhereAGroupMayWriteThatNobodySpokeOf() throws IOException {
    Files.createDirectory(path);
    Files.setAttribute(path, "unix:mode", 0775);

    BatonException refused =
        assertThrows(BatonException.class, () -> Channel.create(path, Channels.small(2)));

    assertEquals(Reason.PERMISSION, refused.reason());
    assertTrue(refused.getMessage().contains("its group may write"), refused.getMessage());
    assertTrue(refused.hint().contains("--group"), refused.hint());
    assertFalse(Files.exists(directory.control()));
  }

  /** So that there are locks, outboxes, and more than one file in one of these. */
  private void useIt() {
    try (Channel channel = Channel.open(path);
        Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      for (int i = 0; i < (1 << 16) + 1; i++) {
        assertTrue(loader.poll().publish(1));
        processor.poll().release();
      }
    }
  }

  private void assertModes(int ofDirectories, int ofFiles) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.toList()) {
        int expected = Files.isDirectory(each) ? ofDirectories : ofFiles;
        int mode = (int) Files.getAttribute(each, "unix:mode") & 07777;
        assertEquals(Integer.toOctalString(expected), Integer.toOctalString(mode), "" + each);
        files.add(path.relativize(each).toString());
      }
    }
    assertTrue(files.contains("attach.lock"), "" + files);
  }

  @Test
  void shouldBeginWithNothingButItsHeader() {
    Channel.create(path, Channels.small(2)).close();
    Words words = Channels.words(path);

    for (int offset = HeaderLayout.CONTROL_WORD; offset < words.size(); offset += Long.BYTES) {
      assertEquals(0, words.getLong(offset), "offset " + offset);
    }
  }

  @Test
  void shouldMakeSlotFilesThatAreEmptyArrays() throws IOException {
    Channel.create(path, new Geometry(2, 12, Dtype.F8, 3)).close();

    try (FileChannel file = FileChannel.open(directory.slot(1))) {
      NpyHeader header = NpyHeader.read("slot 1", file::read);
      assertEquals(Dtype.F8, header.dtype());
      assertEquals(List.of(0L, 3L), header.shape());
      assertEquals(4096, header.dataOffset());
    }
  }

  @Test
  void shouldOpenWhatWasCreated() {
    Geometry geometry = new Geometry(2, 12, Dtype.of(Dtype.Kind.VOID, 16), 4);
    assertFalse(Channel.exists(path));
    Channel.create(path, geometry).close();
    assertTrue(Channel.exists(path));

    try (Channel channel = Channel.open(path)) {
      assertEquals(geometry, channel.geometry());
      assertEquals(path, channel.path());
    }
    try (Channel channel = Channel.openOrCreate(path, geometry)) {
      assertEquals(geometry, channel.geometry());
    }
  }

  @Test
  void shouldCreateWhatIsNotThere() {
    try (Channel channel = Channel.openOrCreate(path, Channels.small(2))) {
      assertEquals(Channels.small(2), channel.geometry());
    }
  }

  @Test
  void shouldRefuseToCreateASecondTime() {
    Channel.create(path, Channels.small(2)).close();
    long id = Channels.view(path).channelId();

    BatonException refused =
        assertThrows(BatonException.class, () -> Channel.create(path, Channels.small(2)));

    assertEquals(Reason.CANNOT_CREATE, refused.reason());
    assertEquals(id, Channels.view(path).channelId());
  }

  @Test
  void shouldRefuseAChannelOfAnotherGeometry() {
    Channel.create(path, Channels.small(2)).close();

    BatonException refused =
        assertThrows(BatonException.class, () -> Channel.openOrCreate(path, Channels.small(3)));

    assertEquals(Reason.CONFIGURATION, refused.reason());
    assertEquals(
        "channel " + path + " has 2 slots of 16 x <i8, expected 3 slots of 16 x <i8",
        refused.getMessage());
  }

  @Test
  void shouldLeaveForeignFilesAlone() throws IOException {
    Files.createDirectory(path);
    Path thesis = Files.writeString(path.resolve("thesis.txt"), "years of work");

    BatonException refused =
        assertThrows(BatonException.class, () -> Channel.create(path, Channels.small(2)));

    assertEquals(Reason.CANNOT_CREATE, refused.reason());
    assertTrue(refused.getMessage().contains("thesis.txt"), refused.getMessage());
    assertEquals("years of work", Files.readString(thesis));
    assertFalse(Files.exists(directory.control()));
  }

  @Test
  void shouldLeaveArraysAloneThatWereSetAside() throws IOException {
    Files.createDirectories(directory.setAside());
    Path array = Files.writeString(directory.setAside().resolve("one.npy"), "an array");

    BatonException refused =
        assertThrows(BatonException.class, () -> Channel.create(path, Channels.small(2)));

    assertTrue(refused.getMessage().contains("set-aside"), refused.getMessage());
    assertEquals("an array", Files.readString(array));
  }

  @Test
  void shouldReplaceWhatADeadCreatorLeft() throws IOException {
    Files.createDirectories(directory.slots());
    Files.writeString(directory.slot(0), "half an array");
    Files.writeString(path.resolve("control.dat.new"), "half a header");
    Files.createFile(directory.attachLock());

    try (Channel channel = Channel.create(path, Channels.small(2))) {
      assertEquals(2, channel.geometry().slots());
    }
    assertFalse(Files.exists(path.resolve("control.dat.new")));
  }

  @Test
  void shouldNameAParentThatIsMissing() {
    Path deep = dir.resolve("no").resolve("such").resolve("channel");

    BatonException refused =
        assertThrows(BatonException.class, () -> Channel.create(deep, Channels.small(1)));

    assertEquals(Reason.CANNOT_CREATE, refused.reason());
    assertTrue(
        refused.getMessage().endsWith(deep.getParent() + " does not exist"), refused.getMessage());
    assertEquals("make it with: mkdir -p " + deep.getParent(), refused.hint());
  }

  @Test
  void shouldStayMappedUntilTheLastMemberIsClosed() {
    Channel channel = Channel.create(path, Channels.small(2));
    Loader loader = channel.attachLoader("a", 1);
    channel.close();
    channel.close();

    ClaimedSlot slot = loader.poll();
    slot.array().longBuffer().put(0, 42);
    assertTrue(slot.publish(1));
    loader.end();
    loader.close();
    loader.close();

    assertThrows(IllegalStateException.class, () -> channel.attachLoader("b", 1));
    assertThrows(IllegalStateException.class, loader::poll);
  }

  /** Two slots of the largest size, over files with holes: more than an int counts, in no time. */
  @Test
  void shouldReachTheLastElementOfTheLargestSlots() throws IOException {
    Channel.create(path, new Geometry(2, 1, Dtype.U1, 1)).close();
    Geometry geometry = new Geometry(2, SlotFileLayout.MAX_BYTES, Dtype.U1, 1);
    Channels.words(path).putLong(HeaderLayout.SLOT_LENGTH, geometry.slotLength());
    Channels.sealGeometry(path);
    for (int slot = 0; slot < 2; slot++) {
      try (RandomAccessFile file = new RandomAccessFile(directory.slot(slot).toFile(), "rw")) {
        file.setLength(geometry.slotFileBytes());
      }
    }
    assertTrue(geometry.totalBytes() > 1L << 32);

    int last = (int) geometry.slotLength() - 1;
    try (Channel channel = Channel.open(path);
        Loader loader = channel.attachLoader(null, 0);
        Processor processor = channel.attachProcessor(null, 0)) {
      for (byte slot = 0; slot < 2; slot++) {
        ClaimedSlot claimed = loader.poll();
        claimed.array().byteBuffer().put(last, (byte) (7 + slot));
        assertTrue(claimed.publish(geometry.slotLength()));
      }
      for (byte slot = 0; slot < 2; slot++) {
        BorrowedSlot borrowed = processor.poll();
        assertEquals(geometry.slotLength(), borrowed.length());
        assertEquals(7 + slot, borrowed.array().byteBuffer().get(last));
        assertEquals(geometry.slotLength(), borrowed.array().bytes().readRemaining());
        borrowed.release();
      }
    }
    try (FileChannel file = FileChannel.open(directory.slot(1))) {
      NpyHeader header = NpyHeader.read("slot 1", file::read);
      assertEquals(geometry.slotLength(), header.count());
    }
  }
}

package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.HeaderLayout;
import dev.baton.store.Access;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever attaches and whoever only looks refuses the same, with what it expected and found. */
@Timeout(60)
final class ChannelRefusalTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Path path;
  private ChannelDirectory directory;

  @BeforeEach
  void create() {
    path = dir.resolve("channel");
    directory = new ChannelDirectory(path);
    Channel.create(path, Channels.small(2)).close();
  }

  @Test
  void shouldRefuseWhatIsNotThere() {
    path = dir.resolve("nowhere");
    assertRefused(Reason.NO_INPUT, "no channel at " + path + ": the directory does not exist");
  }

  @Test
  void shouldRefuseADirectoryWithoutAChannel() throws IOException {
    Files.delete(directory.control());
    assertRefused(
        Reason.NO_INPUT, "no channel at " + path + ": there is no file control.dat in it");
  }

  @Test
  void shouldRefuseAFile() {
    path = directory.control();
    assertRefused(Reason.NO_INPUT, "channel " + path + " is not a directory");
  }

  @Test
  void shouldRefuseASymbolicLinkToADirectory() throws IOException {
    path = Files.createSymbolicLink(dir.resolve("link"), path);
    assertRefused(
        Reason.PERMISSION, "channel " + path + " is a symbolic link: expected a directory");
    BatonException refused =
        assertThrows(BatonException.class, () -> Channel.openOrCreate(path, Channels.small(2)));
    assertEquals(Reason.PERMISSION, refused.reason());
  }

  @Test
  void shouldRefuseASymbolicLinkToAControlFile() throws IOException {
    Path elsewhere = Files.move(directory.control(), dir.resolve("elsewhere"));
    Files.createSymbolicLink(directory.control(), elsewhere);
    assertRefused(
        Reason.NO_INPUT, "no channel at " + path + ": there is no file control.dat in it");
  }

  @Test
  void shouldRefuseADirectoryThatOthersMayWriteTo() throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx----w-"));
    assertRefused(
        Reason.PERMISSION,
        "channel "
            + path
            + " may be written to by everybody (mode rwx----w-): expected owner and group alone");
  }

  @Test
  void shouldRefuseADirectoryThatAGroupMayWriteToWithoutItsBeingTheGroups() throws IOException {
    Files.setAttribute(path, "unix:mode", 02770);
    assertRefused(
        Reason.PERMISSION,
        "channel "
            + path
            + " may be written to by its group (mode rwxrwx---): expected owner alone, as it was"
            + " made without --group");
  }

  @Test
  void shouldRefuseAGroupsDirectoryThatIsNotItsGroupsAnyMore() throws IOException {
    makeAnewForItsGroup();
    Files.setAttribute(path, "unix:mode", 0700);
    assertRefused(Reason.PERMISSION, "channel " + path + " may not be written to by its group");
  }

  @Test
  void shouldRefuseAGroupsDirectoryWhoseFilesWouldNotBeTheGroups() throws IOException {
    makeAnewForItsGroup();
    Files.setAttribute(path, "unix:mode", 0770);
    assertRefused(
        Reason.PERMISSION, "channel " + path + " is its group's without the set-group-ID bit");
  }

  @Test
  void shouldRefuseAControlFileThatOthersMayWriteTo() throws IOException {
    Files.setAttribute(directory.control(), "unix:mode", 0602);
    assertRefused(Reason.PERMISSION, directory.control() + " may be written to by everybody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slots", "members", "outbox"})
  void shouldRefuseAPartThatAGroupMayWriteTo(String part) throws IOException {
    Files.setAttribute(path.resolve(part), "unix:mode", 0770);
    assertRefused(Reason.PERMISSION, path.resolve(part) + " may be written to by its group");
  }

  private void makeAnewForItsGroup() {
    path = dir.resolve("for-a-group");
    Channel.create(path, Channels.small(2), Access.GROUP).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slots", "members", "outbox"})
  void shouldRefuseAPartThatIsASymbolicLink(String part) throws IOException {
    Path elsewhere = Files.move(path.resolve(part), dir.resolve("elsewhere"));
    Files.createSymbolicLink(path.resolve(part), elsewhere);
    assertRefused(Reason.PERMISSION, path.resolve(part) + " is a symbolic link: expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slots", "members", "outbox"})
  void shouldRefuseAPartThatOthersMayWriteTo(String part) throws IOException {
    Files.setPosixFilePermissions(path.resolve(part), PosixFilePermissions.fromString("rwx----w-"));
    assertRefused(Reason.PERMISSION, path.resolve(part) + " may be written to by everybody");
  }

  @Test
  void shouldRefuseAnotherVersion() {
    Channels.words(path).putInt(HeaderLayout.LAYOUT_VERSION, 99);
    assertRefused(Reason.BAD_DATA, directory.control() + ": layout version 99, expected 3");
  }

  @Test
  void shouldRefuseAForeignFile() {
    Channels.words(path).putLong(HeaderLayout.MAGIC_WORD, 0x1234);
    assertRefused(
        Reason.BAD_DATA,
        directory.control() + ": found magic 0000000000001234, expected 0a1a0d4e4f544142");
  }

  @Test
  void shouldRefuseATruncatedControlFile() throws IOException {
    truncate(directory.control(), 100);
    assertRefused(
        Reason.BAD_DATA,
        directory.control()
            + ": found size 100, expected "
            + ControlLayout.size(1)
            + " to "
            + ControlLayout.size(ControlLayout.MAX_SLOTS)
            + " bytes");
  }

  @Test
  void shouldRefuseAnEmptyControlFile() throws IOException {
    truncate(directory.control(), 0);
    assertRefused(Reason.BAD_DATA, directory.control() + ": found size 0, expected ");
  }

  @Test
  void shouldRefuseASizeThatDoesNotGoWithTheHeader() {
    Channels.words(path).putInt(HeaderLayout.SLOT_COUNT, 1000);
    assertRefused(
        Reason.BAD_DATA,
        directory.control()
            + ": found size "
            + ControlLayout.size(2)
            + ", expected "
            + ControlLayout.size(1000)
            + " bytes for 1000 slots");
  }

  @Test
  void shouldRefuseAnotherMemberCapacity() {
    Channels.words(path).putInt(HeaderLayout.MEMBER_CAPACITY, 64);
    assertRefused(
        Reason.BAD_DATA, directory.control() + ": found member capacity 64, expected 128");
  }

  @Test
  void shouldRefuseADtypeThatNobodyKnows() {
    Channels.words(path).putInt(HeaderLayout.DTYPE_KIND, 'O');
    assertRefused(Reason.BAD_DATA, directory.control() + ": found dtype 79 of 8 bytes");
  }

  @Test
  void shouldRefuseGeometriesThatNoChannelCanHave() {
    assertRefusedWith(HeaderLayout.SLOT_COUNT, 0);
    assertRefusedWith(HeaderLayout.SLOT_COUNT, -1);
    assertRefusedWith(HeaderLayout.SLOT_COUNT, Integer.MAX_VALUE);
    assertRefusedWith(HeaderLayout.SLOT_LENGTH + 4, Integer.MAX_VALUE);
    assertRefusedWith(HeaderLayout.SLOT_LENGTH + 4, -1);
    assertRefusedWith(HeaderLayout.ITEM_SIZE, 3);
    assertRefusedWith(HeaderLayout.ITEM_SIZE, -8);
    assertRefusedWith(HeaderLayout.ROW_LENGTH, 0);
    assertRefusedWith(HeaderLayout.ROW_LENGTH, 5);
  }

  /**
   * Whatever a header says: either it is sound, or it is refused by name. Never another failure.
   */
  @Test
  void shouldRefuseOrAcceptEveryDamagedHeaderInOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      int offset = random.nextInt(HeaderLayout.CHANNEL_ID / 4) * 4;
      int before = Channels.words(path).getInt(offset);
      Channels.words(path).putInt(offset, before ^ (1 << random.nextInt(32)));
      try (Channel channel = Channel.open(path)) {
        assertEquals(2, channel.geometry().slots());
      } catch (BatonException refused) {
        assertEquals(Reason.BAD_DATA, refused.reason(), "seed " + seed + ": " + refused);
      }
      Channels.words(path).putInt(offset, before);
    }
  }

  @Test
  void shouldRefuseASlotFileCutShort() throws IOException {
    truncate(directory.slot(1), 4096);
    assertSlotRefused("slot file " + directory.slot(1) + ": found 4096 bytes, expected 8192 bytes");
  }

  @Test
  void shouldRefuseAMissingSlotFile() throws IOException {
    Files.delete(directory.slot(0));
    assertSlotRefused("slot file " + directory.slot(0) + ": found none, expected 8192 bytes");
  }

  @Test
  void shouldRefuseASymbolicLinkToASlotFile() throws IOException {
    Path elsewhere = Files.move(directory.slot(0), dir.resolve("elsewhere.npy"));
    Files.createSymbolicLink(directory.slot(0), elsewhere);
    assertSlotRefused("slot file " + directory.slot(0) + ": found none, expected 8192 bytes");
  }

  @Test
  void shouldRefuseAnotherDtypeThanTheSlotsHave() {
    Channels.words(path).putInt(HeaderLayout.DTYPE_KIND, 'V');
    Channels.words(path).putInt(HeaderLayout.ITEM_SIZE, Dtype.MAX_ITEM_SIZE);
    Channels.sealGeometry(path);
    assertSlotRefused("slot file " + directory.slot(0) + ": found 8192 bytes, expected ");
  }

  private void assertRefusedWith(int offset, int value) {
    int before = Channels.words(path).getInt(offset);
    Channels.words(path).putInt(offset, value);
    assertRefused(Reason.BAD_DATA, directory.control() + ": found ");
    Channels.words(path).putInt(offset, before);
  }

  private void assertRefused(Reason reason, String message) {
    BatonException refused = assertThrows(BatonException.class, () -> Channel.open(path));
    assertEquals(reason, refused.reason());
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());

    BatonException unseen =
        assertThrows(BatonException.class, () -> ControlView.map(new ChannelDirectory(path)));
    assertEquals(refused.getMessage(), unseen.getMessage());
  }

  private void assertSlotRefused(String message) {
    BatonException refused = assertThrows(BatonException.class, () -> Channel.open(path));
    assertEquals(Reason.BAD_DATA, refused.reason());
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
  }

  private static void truncate(Path file, long size) throws IOException {
    try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
      opened.truncate(size);
    }
  }
}

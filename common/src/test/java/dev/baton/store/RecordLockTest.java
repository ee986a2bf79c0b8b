package dev.baton.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.testing.ChildJvm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class RecordLockTest {
  private static final int RECORD = 5;

  @TempDir Path dir;
  private ChannelDirectory directory;

  @BeforeEach
  void makeFile() throws IOException {
    directory = new ChannelDirectory(Files.createDirectory(dir.resolve("a channel, ä+%41")));
    Files.createFile(directory.control());
  }

  @Test
  void shouldGoToOneHolderOfARecord() throws IOException {
    try (RecordLock lock = RecordLock.tryAcquire(directory, RECORD);
        RecordLock next = RecordLock.tryAcquire(directory, RECORD + 1)) {
      assertNotNull(lock);
      assertNotNull(next);
      assertNull(RecordLock.tryAcquire(directory, RECORD));
      assertTrue(RecordLock.isHeld(directory, RECORD));
      assertFalse(RecordLock.isHeld(directory, RECORD - 1));
    }
    assertFalse(RecordLock.isHeld(directory, RECORD));
  }

  /** As mapping and looking do all the time; it would end a lock of the process's. */
  @Test
  void shouldOutliveOtherDescriptorsOfTheFile() throws Exception {
    try (RecordLock lock = RecordLock.tryAcquire(directory, RECORD)) {
      assertNotNull(lock);
      FileChannel.open(directory.control(), StandardOpenOption.WRITE).close();

      ChildJvm child = hold();

      assertEquals(0, child.await());
      assertTrue(child.output().contains("refused"), child.output());
    }
  }

  @Test
  void shouldEndWithTheProcessThatIsKilled() throws Exception {
    ChildJvm child = hold();
    child.awaitOutput("holding");
    assertTrue(RecordLock.isHeld(directory, RECORD));
    assertNull(RecordLock.tryAcquire(directory, RECORD));

    child.kill();

    assertFalse(RecordLock.isHeld(directory, RECORD));
    try (RecordLock lock = RecordLock.tryAcquire(directory, RECORD)) {
      assertNotNull(lock);
    }
  }

  /** Two who look at once must not take each other for the holder. */
  @Test
  void shouldNotBeHeldByWhoeverLooks() throws IOException {
    try (OpenFileLock looking = OpenFileLock.open(directory.control(), 0, Long.MAX_VALUE)) {
      assertTrue(looking.tryShared());
      assertFalse(RecordLock.isHeld(directory, RECORD));
    }
  }

  @Test
  void shouldTellWhetherItsFileIsStillTheChannels() throws IOException {
    try (RecordLock lock = RecordLock.tryAcquire(directory, RECORD)) {
      assertTrue(lock.isInPlace());
      Files.move(directory.control(), dir.resolve("elsewhere"));
      assertFalse(lock.isInPlace());
      assertTrue(RecordLock.isHeld(directory, RECORD), "no file, so unsure, so held");
      Files.createFile(directory.control());
      assertFalse(lock.isInPlace());
    }
  }

  @Test
  void shouldFollowNoLink() throws IOException {
    Path real = Files.move(directory.control(), dir.resolve("real"));
    Files.createSymbolicLink(directory.control(), real);

    assertThrows(IOException.class, () -> RecordLock.tryAcquire(directory, RECORD));
    assertThrows(IOException.class, () -> RecordLock.isHeld(directory, RECORD));
  }

  private ChildJvm hold() throws IOException {
    return ChildJvm.start(
        dir.resolve("log"), RecordHolder.class, directory.toString(), Integer.toString(RECORD));
  }
}

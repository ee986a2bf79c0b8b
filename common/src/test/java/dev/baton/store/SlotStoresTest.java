package dev.baton.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotFileLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On real files, and by what the kernel says is mapped. */
@Timeout(60)
final class SlotStoresTest {
  private static final int MANY = 65_536;
  private static final long LARGE = (2L << 20) / Long.BYTES;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private ChannelDirectory directory;

  @BeforeEach
  void name() throws IOException {
    directory = new ChannelDirectory(dir);
    Files.createDirectories(directory.slot(0).getParent());
  }

  /** Short slots, slots that end within a page, large ones, and more than lie side by side. */
  @ParameterizedTest
  @CsvSource({"3,512", "3,513", "3,1", "4," + LARGE, MANY + ",512"})
  void shouldMapEachFileAndNoOther(int slots, long length) throws IOException {
    Geometry geometry = new Geometry(slots, length, Dtype.I8, 1);
    int[] mapped = {slots - 1, 0, slots / 2};
    try (SlotStores stores = new SlotStores(directory, geometry)) {
      for (int slot : mapped) {
        make(geometry, slot);
      }
      for (int slot : mapped) {
        SlotStore store = stores.map(slot);
        assertEquals(length * Long.BYTES, store.elements().capacity());
        assertEquals(ByteOrder.LITTLE_ENDIAN, store.elements().order());
        assertEquals(0, store.mendHeader(true), "there was none");
        store.writeLength(length - 1);
        store.elements().putLong(0, ~slot).putLong((int) (length - 1) * Long.BYTES, slot);
      }
    }

    for (int slot : mapped) {
      ByteBuffer expected = ByteBuffer.allocate((int) geometry.slotFileBytes());
      ByteBuffer header = ByteBuffer.allocateDirect(SlotFileLayout.DATA);
      SlotStore.template(geometry).write(header, length - 1);
      expected.put(header);
      expected.order(ByteOrder.LITTLE_ENDIAN).putLong(SlotFileLayout.DATA, ~slot);
      expected.putLong(SlotFileLayout.DATA + (int) (length - 1) * Long.BYTES, slot);
      assertArrayEquals(expected.array(), Files.readAllBytes(directory.slot(slot)), "slot " + slot);
    }
  }

  @Test
  void shouldPutShortArraysSideBySide() throws IOException {
    Geometry geometry = new Geometry(4, 1024, Dtype.I8, 1);
    try (SlotStores stores = new SlotStores(directory, geometry)) {
      for (int slot : new int[] {2, 0, 1, 3}) {
        make(geometry, slot);
      }
      long third = address(stores.map(2));
      long first = address(stores.map(0));
      long second = address(stores.map(1));

      assertEquals(geometry.slotBytes(), second - first);
      assertEquals(geometry.slotBytes(), third - second);
    }
  }

  @Test
  void shouldLeaveNothingMapped() throws IOException {
    for (long length : new long[] {512, LARGE}) {
      Geometry geometry = new Geometry(2, length, Dtype.I8, 1);
      make(geometry, 0);
      SlotStores stores = new SlotStores(directory, geometry);
      stores.map(0);
      assertNotEquals(0, mappings());

      stores.close();

      assertEquals(0, mappings());
    }
  }

  @Test
  void shouldGiveElementsAsChronicleBytes() throws IOException {
    Geometry geometry = new Geometry(1, 512, Dtype.I8, 1);
    make(geometry, 0);
    try (SlotStores stores = new SlotStores(directory, geometry)) {
      SlotStore store = stores.map(0);
      Bytes<?> bytes = store.bytes();
      bytes.writeLong(42);

      assertEquals(42, store.elements().getLong(0));
      assertEquals(geometry.slotBytes(), bytes.capacity());
    }
  }

  @Test
  void shouldRefuseWhatIsNoSlotFile() throws IOException {
    Geometry geometry = new Geometry(2, 512, Dtype.I8, 1);
    try (SlotStores stores = new SlotStores(directory, geometry)) {
      BatonException missing = assertThrows(BatonException.class, () -> stores.map(0));
      make(geometry, 0);
      Files.createSymbolicLink(directory.slot(1), directory.slot(0));
      BatonException link = assertThrows(BatonException.class, () -> stores.map(1));

      assertEquals(Reason.BAD_DATA, missing.reason());
      assertEquals(Reason.BAD_DATA, link.reason());
      assertEquals(0, mappings());
    }
  }

  @Test
  void shouldSayWhatTheKernelDoesNotGive() throws IOException {
    Geometry geometry = new Geometry(1, 512, Dtype.I8, 1);
    make(geometry, 0);
    int descriptor = Libc.open(directory.slot(0));
    try (Mapping mapping = Mapping.reserve(2 * SlotFileLayout.PAGE)) {
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> mapping.place(SlotFileLayout.PAGE, descriptor, 0, 2 * SlotFileLayout.PAGE));
      assertThrows(
          IndexOutOfBoundsException.class, () -> mapping.memory(0, 3 * SlotFileLayout.PAGE));
    } finally {
      Libc.close(descriptor);
    }
    assertTrue(
        assertThrows(RuntimeException.class, () -> Mapping.reserve(Long.MAX_VALUE))
            .getMessage()
            .contains("memory"));
  }

  private void make(Geometry geometry, int slot) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            directory.slot(slot), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.truncate(0);
      file.write(ByteBuffer.allocate(1), geometry.slotFileBytes() - 1);
    }
  }

  private static long address(SlotStore store) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(store.elements()));
  }

  /** How many mappings of the channel's files this process has. */
  private long mappings() throws IOException {
    String slots = directory.slot(0).getParent().toRealPath().toString();
    try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.filter(line -> line.contains(slots)).count();
    }
  }
}

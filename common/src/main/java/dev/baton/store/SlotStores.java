package dev.baton.store;

import com.sun.jna.LastErrorException;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotFileLayout;
import dev.baton.npy.NpyTemplate;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.openhft.chronicle.core.OS;

/**
 * One member's mappings of the files of its channel's slots. One thread at a time.
 *
 * <p>Short arrays lie side by side in memory, slot after slot, with all their {@code .npy} headers
 * elsewhere: a core that goes from one array to the next then goes straight on, and what it fetches
 * ahead is what comes next. Files of {@value #LARGE_PAGE} bytes and more are mapped as a whole, so
 * that all of them can lie in large pages; for such it makes no difference.
 */
public final class SlotStores implements AutoCloseable {
  /** Bytes of a large page where pages have 4 KiB: no shorter file can lie in one. */
  private static final int LARGE_PAGE = 2 << 20;

  /** With two mappings each it is half of what the kernel allows by itself, 65,530. */
  private static final int MOST_SIDE_BY_SIDE = 16_384;

  /** EPERM, EACCES, EROFS, and ELOOP for a symbolic link: errno(3), on all of Linux. */
  private static final Set<Integer> DENIED = Set.of(1, 13, 30, 40);

  private final ChannelDirectory directory;
  private final Geometry geometry;
  private final NpyTemplate template;
  private final boolean sideBySide;
  private final long arrayBytes;
  private final List<Mapping> mappings = new ArrayList<>();
  private Mapping headers;
  private Mapping arrays;

  /** For a channel's slots; nothing is mapped yet. */
  public SlotStores(ChannelDirectory directory, Geometry geometry) {
    this.directory = directory;
    this.geometry = geometry;
    this.template = SlotStore.template(geometry);
    this.arrayBytes = SlotFileLayout.wholePages(geometry.slotBytes());
    this.sideBySide = liesSideBySide(geometry);
  }

  private static boolean liesSideBySide(Geometry geometry) {
    return geometry.slotFileBytes() < LARGE_PAGE
        && geometry.slots() <= MOST_SIDE_BY_SIDE
        && OS.pageSize() <= SlotFileLayout.PAGE;
  }

  /** How many mappings all slots of a channel take. */
  static long mappings(Geometry geometry) {
    return liesSideBySide(geometry) ? 2L * geometry.slots() : geometry.slots();
  }

  /** The header that every slot's file has, but for the length. */
  public NpyTemplate template() {
    return template;
  }

  /**
   * Maps a slot that is not mapped yet.
   *
   * @throws BatonException {@link Reason#BAD_DATA} if its file does not have its size
   */
  public SlotStore map(int slot) {
    SlotStore.check(directory, geometry, slot);
    Path file = directory.slot(slot);
    int descriptor = open(file);
    try {
      return sideBySide ? mapSideBySide(slot, descriptor) : mapWhole(descriptor);
    } catch (LastErrorException e) {
      throw new BatonException(
          Reason.IO,
          "cannot map " + file + ", slot " + slot + " of " + geometry + ": " + e.getMessage(),
          "the kernel gives a process no more mappings than sysctl vm.max_map_count and no more"
              + " addresses than ulimit -v: raise them, or make a channel of fewer, longer slots",
          e);
    } finally {
      Libc.close(descriptor);
    }
  }

  private int open(Path file) {
    try {
      return Libc.open(file);
    } catch (LastErrorException e) {
      boolean denied = DENIED.contains(e.getErrorCode());
      throw new BatonException(
          denied ? Reason.PERMISSION : Reason.IO,
          file + " cannot be opened for writing: " + e.getMessage(),
          denied
              ? "run as the channel's owner, or in its group if it was made with --group"
              : "baton doctor " + directory,
          e);
    }
  }

  private SlotStore mapSideBySide(int slot, int descriptor) {
    if (arrays == null) {
      headers = reserve(SlotFileLayout.DATA);
      arrays = reserve(arrayBytes);
    }
    long header = (long) slot * SlotFileLayout.DATA;
    long array = slot * arrayBytes;
    headers.place(header, descriptor, 0, SlotFileLayout.DATA);
    arrays.place(array, descriptor, SlotFileLayout.DATA, arrayBytes);
    return store(
        headers.memory(header, SlotFileLayout.DATA), arrays.memory(array, geometry.slotBytes()));
  }

  private SlotStore mapWhole(int descriptor) {
    Mapping file = keep(Mapping.of(descriptor, geometry.slotFileBytes()));
    return store(
        file.memory(0, SlotFileLayout.DATA),
        file.memory(SlotFileLayout.DATA, geometry.slotBytes()));
  }

  private SlotStore store(ByteBuffer header, ByteBuffer elements) {
    return new SlotStore(template, header, elements);
  }

  private Mapping reserve(long bytesOfSlot) {
    return keep(Mapping.reserve(geometry.slots() * bytesOfSlot));
  }

  private Mapping keep(Mapping mapping) {
    mappings.add(mapping);
    return mapping;
  }

  @Override
  public void close() {
    mappings.forEach(Mapping::close);
    mappings.clear();
  }
}

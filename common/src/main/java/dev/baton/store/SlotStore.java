package dev.baton.store;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotFileLayout;
import dev.baton.npy.NpyTemplate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;

/**
 * One slot's store, mapped: a page of {@code .npy} header, and the elements. Used by whoever holds
 * the slot. Lives as long as the {@link SlotStores} that mapped it.
 */
public final class SlotStore {
  private final NpyTemplate template;
  private final ByteBuffer header;
  private final ByteBuffer elements;
  private Bytes<?> bytes;

  SlotStore(NpyTemplate template, ByteBuffer header, ByteBuffer elements) {
    this.template = template;
    this.header = header;
    this.elements = elements;
  }

  /**
   * Refuses a slot file that is missing or does not have its size.
   *
   * @throws BatonException {@link Reason#BAD_DATA} with expected and found
   */
  public static void check(ChannelDirectory directory, Geometry geometry, int slot) {
    Path file = directory.slot(slot);
    try {
      String found =
          !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              ? "none"
              : Files.size(file) + " bytes";
      String expected = geometry.slotFileBytes() + " bytes";
      if (!found.equals(expected)) {
        throw new BatonException(
            Reason.BAD_DATA,
            "slot file "
                + file
                + ": found "
                + found
                + ", expected "
                + expected
                + " for "
                + geometry,
            "the channel is damaged; save what is needed, then: baton destroy --force "
                + directory);
      }
    } catch (IOException e) {
      throw new BatonException(
          Reason.IO, "cannot read the size of " + file + ": " + e.getMessage(), "", e);
    }
  }

  /** The header that every slot's file of a channel has, but for the length. */
  public static NpyTemplate template(Geometry geometry) {
    return new NpyTemplate(geometry.dtype(), geometry.rowLength(), SlotFileLayout.DATA);
  }

  /** The elements, little-endian, from index 0 on. Shared: take a duplicate to move positions. */
  public ByteBuffer elements() {
    return elements;
  }

  /** The elements as Chronicle Bytes: from offset 0 on, with one position for all callers. */
  public Bytes<?> bytes() {
    if (bytes == null) {
      bytes = BytesStore.wrap(elements.duplicate()).bytesForWrite();
    }
    return bytes;
  }

  /**
   * Mends the {@code .npy} header, all but the length. Any member may, at any time.
   *
   * @param whole whether the padding is mended too
   * @return the first damaged byte of the file, in whole words of 8 bytes; -1 if nothing was
   */
  public int mendHeader(boolean whole) {
    return template.mend(header, whole);
  }

  /** Whether this valid length stands in the {@code .npy} header: {@link NpyTemplate#hasLength}. */
  public boolean hasLength(long[] words) {
    return template.hasLength(header, words);
  }

  /** Writes the valid length into the {@code .npy} header. */
  public void writeLength(long length) {
    template.setLength(header, length);
  }

  /** Has the header's lines brought to this core: {@link NpyTemplate#fetch}. */
  public void fetchHeader() {
    template.fetch(header);
  }
}

package dev.baton.channel;

import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.member.MemberRecord;
import dev.baton.npy.NpyTemplate;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.SlotStore;
import dev.baton.store.SlotStores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's mappings of the slots' files. Whoever loads such a file, {@code np.load} for instance,
 * goes by its header; so this is compared with what it was made as, all of it when a file is
 * mapped, and what decides about the array at every publish, and what is damaged is named and
 * written anew. One thread at a time.
 */
final class SlotArrays implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlotArrays.class);

  private final ChannelDirectory directory;
  private final Geometry geometry;
  private final MemberRecord record;
  private final SlotStores mappings;
  private final SlotStore[] stores;
  private final SlotArray[] arrays;
  private final long[] lastWords = new long[NpyTemplate.LENGTH_WORDS];
  private long lastLength = -1;

  /** For the member with that record; nothing is mapped yet. */
  SlotArrays(ChannelDirectory directory, Geometry geometry, MemberRecord record) {
    this.directory = directory;
    this.geometry = geometry;
    this.record = record;
    this.mappings = new SlotStores(directory, geometry);
    this.stores = new SlotStore[geometry.slots()];
    this.arrays = new SlotArray[geometry.slots()];
  }

  /** The array of a slot, mapped when it is first needed. */
  SlotArray get(int slot) {
    if (arrays[slot] == null) {
      stores[slot] = mappings.map(slot);
      arrays[slot] = new SlotArray(geometry, stores[slot]);
      mendHeader(slot, true);
    }
    return arrays[slot];
  }

  /**
   * Has the header brought here while the slot is filled: publish looks at it, and waits for it.
   */
  void fetchHeader(int slot) {
    stores[slot].fetchHeader();
  }

  /** Writes the valid length for whoever loads the file. */
  void writeLength(int slot, long length) {
    if (length != lastLength) {
      mappings.template().lengthWords(length, lastWords);
      lastLength = length;
    }
    get(slot);
    if (!stores[slot].hasLength(lastWords)) {
      stores[slot].writeLength(length);
    }
  }

  /** Looks at what of the header says anything; any member may, at any time. */
  void mendHeader(int slot) {
    mendHeader(slot, false);
  }

  private void mendHeader(int slot, boolean whole) {
    int damaged = stores[slot].mendHeader(whole);
    if (damaged >= 0) {
      record.add(Counter.DAMAGED, 1);
      LOG.error(
          "event=npy_header_damaged slot={} file={} byte={} expected=\"the header of {}\""
              + " effect=\"written anew\"",
          slot,
          directory.slot(slot),
          damaged,
          geometry);
    }
  }

  @Override
  public void close() {
    mappings.close();
  }
}

package dev.baton.store;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.BailLayout;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.HeaderLayout;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code control.dat}, mapped for reading and writing. Its words may be used by any thread, until
 * all who share it have closed it.
 */
public final class ControlStore implements AutoCloseable {
  private final MappedStore store;
  private final ControlView view;
  private final AtomicInteger users = new AtomicInteger(1);

  private ControlStore(MappedStore store, ControlView view) {
    this.store = store;
    this.view = view;
  }

  /**
   * Maps and validates.
   *
   * @throws BatonException {@link Reason#NO_INPUT} if there is none, {@link Reason#BAD_DATA} if it
   *     is not sound
   */
  public static ControlStore open(ChannelDirectory directory) {
    long size = ControlView.checkedSize(directory);
    Path file = directory.control();
    MappedStore store = MappedStore.map(file, size);
    try {
      return new ControlStore(store, new ControlView(file, new Words(store.memory())));
    } catch (RuntimeException refused) {
      store.close();
      throw refused;
    }
  }

  /** What is read of it. */
  public ControlView view() {
    return view;
  }

  /** The shared words. */
  public Words words() {
    return view.words();
  }

  /**
   * Asks everybody who is attached now to stop. Two who ask at once each write a record of their
   * own; the later swap's is the one that is shown.
   */
  public void bail(String who, String reason) {
    Words words = words();
    int ticket = (int) words.getAndAdd(HeaderLayout.BAIL_TICKET, 1);
    CrashPoint.BAIL_TICKET_TAKEN.reached();
    int record = ControlLayout.bailRecord(ticket);
    words.putLong(record + BailLayout.MILLIS, System.currentTimeMillis());
    words.putText(record + BailLayout.WHO, BailLayout.WHO_BYTES, who);
    words.putText(record + BailLayout.REASON, BailLayout.REASON_BYTES, reason);
    CrashPoint.BAIL_RECORDED.reached();
    long seen;
    long next;
    do {
      seen = view.controlWord();
      long count = (seen >>> Integer.SIZE) + 1;
      next = (count << Integer.SIZE) | (ticket & 0xFFFF_FFFFL);
    } while (!words.compareAndSet(HeaderLayout.CONTROL_WORD, seen, next));
    CrashPoint.BAIL_SWAPPED.reached();
  }

  /** One more user, who closes it too: the mapping stays until all have done so. */
  public ControlStore share() {
    users.incrementAndGet();
    return this;
  }

  @Override
  public void close() {
    if (users.decrementAndGet() == 0) {
      store.close();
    }
  }
}

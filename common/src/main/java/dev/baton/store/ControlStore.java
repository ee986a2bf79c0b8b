package dev.baton.store;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.BailLayout;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.ControlWord;
import dev.baton.layout.Flow;
import dev.baton.layout.FlowWord;
import dev.baton.layout.HeaderLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * {@code control.dat}, mapped for reading and writing. Its words may be used by any thread, until
 * all who share it have closed it.
 */
public final class ControlStore implements AutoCloseable {
  private static final long ORDER_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final MappedStore store;
  private final ControlView view;
  private final AtomicInteger users = new AtomicInteger(1);

  ControlStore(MappedStore store, ControlView view) {
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
    record(ControlLayout.bailRecord(ticket), who, reason);
    CrashPoint.BAIL_RECORDED.reached();
    long seen;
    long next;
    do {
      seen = view.controlWord();
      next = ControlWord.next(seen, ticket);
    } while (!words.compareAndSet(HeaderLayout.CONTROL_WORD, seen, next));
    CrashPoint.BAIL_SWAPPED.reached();
  }

  /**
   * Orders everybody, now and later, to pause, to drain or to go on: under the attach lock, so that
   * one order is written at a time, and never into the record of the one in force.
   *
   * @param notice told once, after a second, what is waited for
   * @throws BatonException {@link Reason#TRY_AGAIN} if somebody holds the attach lock for long
   */
  public static void order(
      ChannelDirectory directory, Consumer<String> notice, Flow flow, String who, String reason) {
    ControlView.map(directory); // before a lock file is made in what is no channel
    try {
      AttachLock.holding(
          directory,
          ORDER_TIMEOUT_NANOS,
          notice,
          () -> {
            try (ControlStore control = open(directory)) {
              control.order(flow, who, reason);
              return true;
            }
          });
    } catch (IOException e) {
      throw new BatonException(
          Reason.IO, "channel " + directory + " takes no order: " + e.getMessage(), "", e);
    }
  }

  /** The caller holds the attach lock. */
  void order(Flow flow, String who, String reason) {
    long next = FlowWord.next(view.flowWord(), flow);
    CrashPoint.ORDER_LOCKED.reached();
    record(ControlLayout.flowRecord(FlowWord.count(next)), who, reason);
    CrashPoint.ORDER_RECORDED.reached();
    words().putLongRelease(HeaderLayout.FLOW_WORD, next);
    CrashPoint.ORDER_GIVEN.reached();
  }

  private void record(int record, String who, String reason) {
    words().putLong(record + BailLayout.MILLIS, System.currentTimeMillis());
    words().putText(record + BailLayout.WHO, BailLayout.WHO_BYTES, who);
    words().putText(record + BailLayout.REASON, BailLayout.REASON_BYTES, reason);
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

package dev.baton.channel;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.exchange.Exchange;
import dev.baton.exchange.Outbox;
import dev.baton.exchange.TokenKind;
import dev.baton.layout.Activity;
import dev.baton.layout.Flow;
import dev.baton.layout.FlowWord;
import dev.baton.layout.Geometry;
import dev.baton.layout.Role;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberLock;
import dev.baton.member.MemberName;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.AttachLock;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import dev.baton.store.ControlView;
import dev.baton.store.MappingLimit;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a loader and a processor have in common: a lock, a record, an outbox, ears for the others,
 * and mapped slots.
 */
final class Attachment implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
  private static final long ATTACH_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ChannelDirectory directory;
  private final ControlStore control;
  private final MemberLock lock;
  private final MemberTable table;
  private final MemberRecord record;
  private final Exchange exchange;
  private final Outbox outbox;
  private final News news;
  private final SlotArrays arrays;
  private final String name;
  private final Role role;
  private final BailWatch bailWatch;
  private final Reclaimer reclaimer;
  private boolean done;
  private boolean appending = true;

  private Attachment(
      ChannelDirectory directory,
      ControlStore control,
      MemberLock lock,
      MemberTable table,
      MemberRecord record,
      Outbox outbox) {
    this.directory = directory;
    this.control = control;
    this.lock = lock;
    this.table = table;
    this.record = record;
    this.outbox = outbox;
    this.name = record.name();
    this.role = record.role();
    this.exchange = new Exchange(control.words());
    this.arrays = new SlotArrays(directory, geometry(), record);
    this.news = new News(directory, table, record.index());
    this.bailWatch = new BailWatch(directory, control.view());
    this.reclaimer =
        new Reclaimer(
            directory,
            table,
            record.index(),
            new Recovery(exchange, geometry().slots(), this::tellTakenBack));
  }

  /**
   * Attaches. Everything that may fail comes before the record begins its incarnation: until then
   * nobody has heard of this member, and nobody waits for it.
   */
  static Attachment attach(
      ChannelDirectory directory, ControlStore control, Role role, String wanted, long job) {
    if (role == Role.LOADER) {
      requireNoDrain(directory, control.view());
    }
    MappingLimit.require(directory, control.view().geometry());
    MemberTable table = new MemberTable(control.words());
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      opened.push(control.share());
      Registered registered =
          AttachLock.holding(
              directory,
              ATTACH_TIMEOUT_NANOS,
              LOG::info,
              () -> register(directory, control, table, role, wanted));
      opened.push(registered.lock());
      MemberRecord record = registered.record();
      recover(control, record);
      OwnRecord.requireSound(directory, record);
      Outbox outbox = OwnOutbox.open(directory, record.name(), record.incarnation() + 1);
      opened.push(outbox);
      CrashPoint.OUTBOX_MADE.reached();
      // Reads the control word: who can see this member attached can make it stop.
      Attachment attachment =
          new Attachment(directory, control, registered.lock(), table, record, outbox);
      attachment.done = OwnRecord.begin(directory, record, job);
      table.announce();
      attachment.reclaimer.look();
      return attachment;
    } catch (IOException e) {
      close(opened, e);
      throw new BatonException(
          Reason.IO,
          "cannot attach to channel " + directory + ": " + e.getMessage(),
          "see the channel with: baton status " + directory,
          e);
    } catch (RuntimeException e) {
      close(opened, e);
      throw e;
    }
  }

  ChannelDirectory directory() {
    return directory;
  }

  Geometry geometry() {
    return control.view().geometry();
  }

  ControlView view() {
    return control.view();
  }

  Exchange exchange() {
    return exchange;
  }

  MemberTable table() {
    return table;
  }

  MemberRecord record() {
    return record;
  }

  News news() {
    return news;
  }

  String name() {
    return name;
  }

  /** Whether this member had come to the end of this very job before it attached. */
  boolean isDone() {
    return done;
  }

  void beginAnew() {
    record.beginAnew();
    done = false;
  }

  /** Whether everybody was asked to stop since this member attached. One volatile read. */
  boolean isBailed() {
    return bailWatch.isBailed();
  }

  /** Whether free slots may be claimed. One volatile read. */
  boolean mayClaim() {
    return FlowWord.mayClaim(control.view().flowWord());
  }

  /** Whether nobody may take a slot now. One volatile read. */
  boolean isPaused() {
    return FlowWord.is(control.view().flowWord(), Flow.PAUSED);
  }

  /** Whether loaders are to claim no more. One volatile read. */
  boolean isDraining() {
    return FlowWord.is(control.view().flowWord(), Flow.DRAINING);
  }

  /**
   * Says that this member waits: for a slot, or in a pause for its end. A turn of its work loop.
   */
  void waits(Activity activity) {
    record.tick();
    record.activity(isPaused() ? Activity.PAUSED : activity);
  }

  void bail(String reason) {
    control.bail(name, reason);
  }

  /** Who asked everybody to stop, and why, as an exception. */
  BatonException bailed() {
    String why =
        control.view().bail().map(b -> "bail by " + b.who() + ": " + b.reason()).orElse("bail");
    return new BatonException(
        Reason.UNAVAILABLE,
        why,
        "when the cause is mended, start again: nothing that was published is lost");
  }

  /** The array of a slot, mapped when it is first needed. */
  SlotArray array(int slot) {
    return arrays.get(slot);
  }

  void fetchHeader(int slot) {
    arrays.fetchHeader(slot);
  }

  void writeLength(int slot, long length) {
    arrays.writeLength(slot, length);
  }

  void mendHeader(int slot) {
    arrays.mendHeader(slot);
  }

  /**
   * Appends a token and tells everybody. One that cannot be written is no loss: whoever misses it
   * looks over the slot words, which say the same.
   */
  void append(
      TokenKind kind,
      int slot,
      long generation,
      long sequence,
      long length,
      long attempts,
      long nanos) {
    try {
      outbox.append(kind, slot, generation, sequence, length, attempts, nanos);
      CrashPoint.TOKEN_APPENDED.reached();
      appending = true;
    } catch (Exception | InternalError e) { // a file that others cut short is an InternalError
      if (appending) { // once, not for every token
        LOG.warn("event=outbox_append_failed member={} error=\"{}\"", name, e.toString());
      }
      appending = false;
    }
    record.news(outbox.appended());
    CrashPoint.TOKEN_TOLD.reached();
  }

  /**
   * Takes back the slots of members that died, now and then.
   *
   * @return whether it was due
   */
  boolean reclaimIfDue(long now) {
    boolean due = reclaimer.lookIfDue(now);
    if (due) {
      OwnRecord.mend(record, name, role);
      lock.keepFile();
    }
    return due;
  }

  private void tellTakenBack(TokenKind kind, int slot, long word) {
    append(kind, slot, SlotWord.generation(word), 0, 0, SlotWord.attempts(word), System.nanoTime());
    news.miss(); // our own token does not come back to us
  }

  /** Lets go of everything, the member's lock last but the memory that others may still look at. */
  @Override
  public void close() {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    open.push(control);
    open.push(lock);
    open.push(arrays);
    open.push(outbox);
    open.push(news);
    RuntimeException failure = new IllegalStateException("member " + name + " did not close");
    close(open, failure);
    if (failure.getSuppressed().length > 0) {
      LOG.warn("event=close_failed member={}", name, failure);
    }
  }

  private static void recover(ControlStore control, MemberRecord record) {
    Exchange exchange = new Exchange(control.words());
    int slots = control.view().geometry().slots();
    int reclaimed = new Recovery(exchange, slots, Recovery.News.UNTOLD).recover(record);
    if (reclaimed > 0) {
      LOG.warn(
          "event=reclaimed member={} slots={} why=\"its last incarnation died\"",
          record.name(),
          reclaimed);
    }
  }

  /** A member's record, and the lock that makes it ours. */
  private record Registered(MemberRecord record, MemberLock lock) {}

  private static Registered register(
      ChannelDirectory directory, ControlStore control, MemberTable table, Role role, String wanted)
      throws IOException {
    CrashPoint.ATTACH_LOCKED.reached();
    requireSameChannel(directory, control);
    MemberName.Taken taken =
        MemberName.take(directory, role, wanted, name -> table.isFree(directory, name, role));
    CrashPoint.NAME_LOCKED.reached();
    try {
      MemberRecord record = table.findOrRegister(directory, taken.name(), role);
      MemberLock lock = MemberName.complete(directory, taken, record);
      CrashPoint.NAME_REGISTERED.reached();
      return new Registered(record, lock);
    } catch (IOException | RuntimeException refused) {
      taken.lock().close();
      throw refused;
    }
  }

  /** A loader that comes meanwhile would leave with nothing done, and look as if it had ended. */
  private static void requireNoDrain(ChannelDirectory directory, ControlView view) {
    view.standingOrder()
        .filter(order -> order.flow() == Flow.DRAINING)
        .ifPresent(
            order -> {
              throw new BatonException(
                  Reason.TRY_AGAIN,
                  "channel " + directory + " takes no loader: " + order,
                  "let it go on with: baton resume " + directory);
            });
  }

  private static void requireSameChannel(ChannelDirectory directory, ControlStore control) {
    if (ControlView.map(directory).channelId() != control.view().channelId()) {
      throw new BatonException(
          Reason.UNAVAILABLE,
          "channel " + directory + " was destroyed and made anew meanwhile",
          "start again");
    }
  }

  /** Closes what was opened, the newest first; failures are kept with the cause. */
  private static void close(Deque<AutoCloseable> opened, Exception cause) {
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception e) {
        cause.addSuppressed(e);
      }
    }
  }
}

package dev.baton.channel;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberState;
import dev.baton.member.MemberLock;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import dev.baton.store.KernelLock;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for members that died and takes their slots back. The kernel drops a member's lock at its
 * death and never before; so whoever gets the lock of a member that has not left knows that it is
 * dead, and keeps everybody else from recovering it, or from coming back under its name, until that
 * is done.
 *
 * <p>A member's lock is taken under the attach lock only, here as at attaching. So whoever wants a
 * name and does not get its lock has met a live member, and not somebody who is recovering it.
 */
final class Reclaimer {
  private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);

  private static final int NOBODY = -1;

  /** A death is found within two of these. */
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ChannelDirectory directory;
  private final MemberTable table;
  private final int self;
  private final Recovery recovery;
  private long last = System.nanoTime();

  /** For the member with index {@code self}, which is alive. */
  Reclaimer(ChannelDirectory directory, MemberTable table, int self, Recovery recovery) {
    this.directory = directory;
    this.table = table;
    this.self = self;
    this.recovery = recovery;
  }

  /** For somebody who is no member: a service at its start, before it attaches. */
  static Reclaimer ofNobody(ChannelDirectory directory, ControlView view) {
    MemberTable table = new MemberTable(view.words());
    return new Reclaimer(
        directory,
        table,
        NOBODY,
        new Recovery(
            new Exchange(view.words()), view.geometry().slots(), Recovery.News.countedOn(table)));
  }

  /**
   * Looks, if that is due. Cheap otherwise: two longs compared.
   *
   * @return whether it was due
   */
  boolean lookIfDue(long now) {
    boolean due = now - last >= INTERVAL_NANOS;
    if (due) {
      last = now;
      look();
    }
    return due;
  }

  /** Looks at every other member that has not left. */
  void look() {
    for (int i = 0; i < ControlLayout.MEMBERS; i++) {
      MemberRecord member = table.get(i);
      if (i != self && member.isUsed() && mayHaveDied(member)) {
        try {
          if (!MemberLock.isHeld(directory, member)) {
            reclaim(member);
          }
        } catch (IOException | BatonException e) {
          LOG.warn("event=lock_unreadable member={} error=\"{}\"", member.name(), e.getMessage());
        }
      }
    }
  }

  /** A damaged state says nothing; if its bearer is alive, it is said anew by it. */
  private static boolean mayHaveDied(MemberRecord member) {
    MemberState state = member.state();
    return state == MemberState.ATTACHED || state == MemberState.DAMAGED;
  }

  /** If somebody is attaching at this very moment, the next look is early enough. */
  private void reclaim(MemberRecord member) throws IOException {
    try (KernelLock attaching = KernelLock.tryAcquire(directory.attachLock())) {
      if (attaching != null) {
        CrashPoint.RECLAIM_ATTACH_LOCKED.reached();
        table.mendNames(directory);
        reclaimIfDead(member);
      }
    }
  }

  private void reclaimIfDead(MemberRecord member) throws IOException {
    String name = member.name();
    try (MemberLock lock = MemberLock.tryAcquire(directory, name, member.index())) {
      // It may have come back, left, or been reclaimed by another, before we had its locks.
      if (lock != null && mayHaveDied(member) && member.name().equals(name)) {
        CrashPoint.RECLAIM_LOCKED.reached();
        int slots = recovery.recover(member);
        member.state(MemberState.DEAD);
        CrashPoint.DEAD_DECLARED.reached();
        LOG.warn(
            "event=reclaimed member={} slots={} why=\"it died\" sequence={}",
            name,
            slots,
            member.committedSequence());
      }
    }
  }
}

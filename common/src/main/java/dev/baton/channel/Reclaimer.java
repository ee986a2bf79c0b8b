package dev.baton.channel;

import dev.baton.layout.MemberState;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
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
 */
final class Reclaimer {
  private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);

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

  /** Looks, if that is due. Cheap otherwise: two longs compared. */
  void lookIfDue(long now) {
    if (now - last >= INTERVAL_NANOS) {
      last = now;
      look();
    }
  }

  /** Looks at every other member that has not left. */
  void look() {
    for (MemberRecord member : table.members()) {
      if (member.index() != self && member.state() == MemberState.ATTACHED) {
        try {
          reclaimIfDead(member);
        } catch (IOException e) {
          LOG.warn("event=lock_unreadable member={} error=\"{}\"", member.name(), e.getMessage());
        }
      }
    }
  }

  private void reclaimIfDead(MemberRecord member) throws IOException {
    String name = member.name();
    KernelLock lock = KernelLock.tryAcquire(directory.memberLock(name));
    if (lock == null) {
      return;
    }
    try {
      // It may have left, or been reclaimed by another, before we had its lock.
      if (member.state() == MemberState.ATTACHED && member.name().equals(name)) {
        int slots = recovery.recover(member);
        member.state(MemberState.DEAD);
        LOG.warn(
            "event=reclaimed member={} slots={} why=\"it died\" sequence={}",
            name,
            slots,
            member.committedSequence());
      }
    } finally {
      lock.close();
    }
  }
}

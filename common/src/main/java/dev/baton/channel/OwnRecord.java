package dev.baton.channel;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.SourcePosition;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.member.MemberRecord;
import dev.baton.store.ChannelDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a member sees to in its own record, whose lock it holds. */
final class OwnRecord {
  private static final Logger LOG = LoggerFactory.getLogger(OwnRecord.class);

  /** A note about no slot, which leaves the job as it is: true as soon as it is valid. */
  private static final int NO_SLOT_YET = -2;

  private OwnRecord() {}

  /**
   * Begins an incarnation. Checks once more what {@link #requireSound} let pass: making an outbox
   * takes long enough for damage to come in between, and a job that is not recognized begins anew.
   *
   * @return whether the last incarnation came to the end of this very job
   */
  static boolean begin(ChannelDirectory directory, MemberRecord record, long job) {
    boolean same = record.hadJob(job);
    requireSound(directory, record);
    return record.begin(ProcessHandle.current().pid(), job, same);
  }

  /** Where the source is to be read on. */
  static SourcePosition committedPosition(ChannelDirectory directory, MemberRecord record) {
    SourcePosition position = new SourcePosition();
    position.input(record.committedPosition(0));
    position.offset = record.committedPosition(1);
    position.line = record.committedPosition(2);
    position.part = record.committedPosition(3);
    requireSound(directory, record);
    return position;
  }

  /** How many values there are before what comes next. */
  static long committedOffset(ChannelDirectory directory, MemberRecord record) {
    long offset = record.committedOffset();
    requireSound(directory, record);
    return offset;
  }

  /** What the next note says of the source. */
  static void notePosition(MemberRecord record, SourcePosition next) {
    record.notePosition(0, next.input());
    record.notePosition(1, next.offset);
    record.notePosition(2, next.line);
    record.notePosition(3, next.part);
  }

  /** Commits a position, and nothing else. */
  static void moveOn(ChannelDirectory directory, MemberRecord record, SourcePosition next) {
    long sequence = record.committedSequence();
    long offset = record.committedOffset();
    long output = record.committedOutput();
    requireSound(directory, record);
    notePosition(record, next);
    record.note(NO_SLOT_YET, 0, sequence, offset, output);
    record.commitNote();
  }

  /**
   * Refuses to go on from what cannot be proven: an output would be cut in the wrong place. Comes
   * behind the reading of what is to be used, not before it.
   *
   * @throws BatonException {@link Reason#BAD_DATA}
   */
  static void requireSound(ChannelDirectory directory, MemberRecord record) {
    boolean noted = record.hasNote(); // one that could not be settled
    if (noted || !record.isProgressSound()) {
      throw new BatonException(
          Reason.BAD_DATA,
          "member "
              + record.name()
              + " of channel "
              + directory
              + ": its "
              + (noted ? "note of the last slot" : "committed position")
              + " is damaged: its check does not match",
          "where it stopped cannot be told; start under another --name, with a new output, and compare;"
              + " that nobody waits for this one: baton repair "
              + directory
              + " --forget "
              + record.name());
    }
  }

  /** Says once more what this member is, if its own record says so no more. */
  static void mend(MemberRecord record, String name, Role role) {
    boolean nameSound = record.isNameSound();
    if (!nameSound) {
      record.restoreName(name, role);
    }
    boolean stateSound = record.state() != MemberState.DAMAGED;
    if (!stateSound) {
      record.restoreAttached();
    }
    if (!nameSound || !stateSound) {
      LOG.error(
          "event=member_record_mended member={} damaged={}", name, nameSound ? "state" : "name");
    }
  }
}

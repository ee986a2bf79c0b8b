package dev.baton.channel;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.MemberState;
import dev.baton.layout.Role;
import dev.baton.member.MemberRecord;
import dev.baton.store.ChannelDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a member sees to in its own record, whose lock it holds. */
final class OwnRecord {
  private static final Logger LOG = LoggerFactory.getLogger(OwnRecord.class);

  private OwnRecord() {}

  /**
   * Refuses to go on from what cannot be proven: an output would be cut in the wrong place.
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

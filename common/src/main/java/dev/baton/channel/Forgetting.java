package dev.baton.channel;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.member.MemberLock;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.AttachLock;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up a dead member for good, on an operator's word: one that will not come back, or that is
 * refused since its record is damaged. Nobody waits for it any more, and its name begins anew.
 *
 * <p>Refused while it lives, and while slots hold what it published: so nothing that was published
 * is lost.
 */
public final class Forgetting {
  private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);
  private static final long LOCK_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** In front of a record's number, for one whose name cannot be told; no name has a colon. */
  private static final String RECORD = "record:";

  private final ChannelDirectory directory;
  private final ControlStore control;
  private final MemberTable table;
  private final String which;

  private Forgetting(ChannelDirectory directory, ControlStore control, String which) {
    this.directory = directory;
    this.control = control;
    this.table = new MemberTable(control.words());
    this.which = which;
  }

  /**
   * What was given up.
   *
   * @param takenBack how many slots it still owned
   * @param sequence slots that it had published or released, as far as its record tells
   * @param isProgressSound whether that is what it wrote
   */
  public record Forgotten(
      String member, String role, int takenBack, long sequence, boolean isProgressSound) {}

  /**
   * Gives up a member.
   *
   * @param which its name, or {@code record:} and the number of its record
   * @param notice told what is waited for
   * @throws BatonException {@link Reason#NO_INPUT} if there is no such member, {@link
   *     Reason#TRY_AGAIN} if it lives, or slots hold what it published
   */
  public static Forgotten forget(ChannelDirectory directory, String which, Consumer<String> notice)
      throws IOException {
    try (ControlStore control = ControlStore.open(directory)) {
      return AttachLock.holding(
          directory, LOCK_NANOS, notice, () -> new Forgetting(directory, control, which).run());
    }
  }

  private Forgotten run() throws IOException {
    try {
      table.mendNames(directory);
    } catch (BatonException damaged) { // which may be the very one to be forgotten
      LOG.debug("not mended: {}", damaged.getMessage());
    }
    MemberRecord record =
        find()
            .orElseThrow(
                () ->
                    new BatonException(
                        Reason.NO_INPUT,
                        "channel " + directory + " has no member '" + which + "'",
                        "see its members with: baton status " + directory));
    try (MemberLock lock = MemberLock.tryAcquire(directory, record)) {
      if (lock == null) {
        throw new BatonException(
            Reason.TRY_AGAIN,
            "member " + which + " of channel " + directory + " is alive: it holds its lock",
            "stop it first; nobody who lives is forgotten");
      }
      return giveUp(record);
    }
  }

  private Forgotten giveUp(MemberRecord record) throws IOException {
    int slots = control.view().geometry().slots();
    Recovery recovery = new Recovery(new Exchange(control.words()), slots, Recovery.News.UNTOLD);
    int taken = recovery.recover(record);
    List<Integer> named = table.slotsOf(record.index());
    if (!named.isEmpty()) {
      throw new BatonException(
          Reason.TRY_AGAIN,
          "member "
              + which
              + " of channel "
              + directory
              + ": slots "
              + named
              + " hold what it published",
          "let a processor have them, then forget it");
    }
    Forgotten forgotten =
        new Forgotten(
            record.isNameSound() ? record.name() : which,
            record.role().word(),
            taken,
            record.committedSequence(),
            record.isProgressSound() && !record.hasNote());
    table.giveUp(directory, record);
    table.announce();
    return forgotten;
  }

  private Optional<MemberRecord> find() {
    if (!which.startsWith(RECORD)) {
      return table.find(which).filter(MemberRecord::isNameSound);
    }
    String number = which.substring(RECORD.length());
    return number.matches("[0-9]{1,3}") && Integer.parseInt(number) < ControlLayout.MEMBERS
        ? Optional.of(table.get(Integer.parseInt(number))).filter(MemberRecord::isUsed)
        : Optional.empty();
  }
}

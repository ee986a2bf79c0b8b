package dev.baton.channel;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.HeaderLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.Region;
import dev.baton.layout.SlotLayout;

/**
 * A bit that flips in {@code control.dat}: which field it hits, and what becomes of that.
 *
 * @param field where it is; "none" between fields
 * @param fate what becomes of it
 */
record Flip(String field, Fate fate) {

  /** What becomes of a flipped bit. */
  enum Fate {
    /** Somebody says what is damaged, expected and found, and does not go by it. */
    NAMED,
    /** Written as it was, from its check or by the member that it is about. */
    MENDED,
    /** Nobody reads it before it is written again. */
    WRITTEN_ANEW,
    /** It only says when to look at what does have a check. */
    COSTS_A_LOOK,
    /** It is shown to people, and decides nothing. */
    SHOWN,
    /** No field. */
    UNUSED
  }

  /**
   * What becomes of a flip.
   *
   * @param at byte of {@code control.dat}
   * @param ready whether the slot that it lies in, if any, is ready
   */
  static Flip of(int at, boolean ready) {
    if (at < ControlLayout.MEMBER_TABLE) {
      return of(HeaderLayout.REGION, at, ready);
    }
    return at < ControlLayout.SLOT_HEADERS
        ? of(MemberLayout.REGION, (at - ControlLayout.MEMBER_TABLE) % MemberLayout.SIZE, ready)
        : of(SlotLayout.REGION, (at - ControlLayout.SLOT_HEADERS) % SlotLayout.SIZE, ready);
  }

  private static Flip of(Region region, int at, boolean ready) {
    String field =
        region.fields().stream()
            .filter(each -> each.offset() <= at && at < each.offset() + each.size())
            .map(Region.Field::name)
            .findFirst()
            .orElse("none");
    return new Flip(region.name() + " " + field, fate(region.name(), field, ready));
  }

  /** As decision 10 says; a field that is named nowhere here has to be named when it is damaged. */
  private static Fate fate(String region, String field, boolean ready) {
    return switch (field) {
      case "none", "reserved" -> Fate.UNUSED;
      case "bailRecords",
          "flowRecords",
          "pid",
          "attachedMillis",
          "leftMillis",
          "activity",
          "activityNanos",
          "ticks",
          "counters",
          "handOffBuckets",
          "sinceNanos",
          "tries" ->
          Fate.SHOWN;
      case "bailTicket", "membersVersion", "news", "incarnation" -> Fate.COSTS_A_LOOK;
      case "role", "state", "name", "nameCheck" -> Fate.MENDED;
      case "controlWord", "flowWord", "holder" -> Fate.WRITTEN_ANEW;
      case "noteCheck",
          "noteSlot",
          "noteGeneration",
          "noteSequence",
          "noteOffset",
          "noteOutput",
          "notePosition" ->
          Fate.WRITTEN_ANEW; // there is none at that moment
      case "word" -> Fate.NAMED;
      case "position" -> Fate.SHOWN; // with a check, but only where a slot is set aside or shown
      default -> region.equals("slot header") && !ready ? Fate.WRITTEN_ANEW : Fate.NAMED;
    };
  }
}

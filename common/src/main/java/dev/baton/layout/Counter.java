package dev.baton.layout;

/**
 * What every member counts, in its record in {@code control.dat}: status, logs and metrics print
 * these. Places are part of the layout and never change their meaning.
 */
public enum Counter {
  SLOTS_PUBLISHED(0, "slots_published_total", "", "Slots published."),
  SLOTS_RELEASED(1, "slots_released_total", "", "Slots processed and released."),
  SLOTS_ABORTED(2, "slots_aborted_total", "", "Slots given back unfilled."),
  SLOTS_REQUEUED(3, "slots_requeued_total", "", "Slots given back for another try."),
  SLOTS_REDELIVERED(4, "slots_redelivered_total", "", "Slots borrowed that had been tried before."),
  SLOTS_SET_ASIDE(5, "slots_set_aside_total", "", "Slots set aside after too many tries."),
  SLOTS_RECLAIMED(6, "slots_reclaimed_total", "", "Slots taken back from dead members."),
  ELEMENTS(7, "elements_total", "", "Elements published or released."),
  BYTES(8, "bytes_total", "bytes", "Bytes of elements published or released."),
  BAD_VALUES(9, "bad_values_total", "", "Bad values or lines skipped or replaced."),
  WAITING_NANOS(10, "waiting_seconds_total", "nanoseconds", "Time spent waiting for a slot."),
  SWAPS_LOST(11, "swaps_lost_total", "", "Swaps that another member made first."),
  SCANS(12, "scans_total", "", "Looks over all slot words."),
  HAND_OFF_NANOS(
      13, "hand_off_seconds_sum", "nanoseconds", "Sum of the time from publish to borrow."),
  DAMAGED(14, "slots_damaged_total", "", "Slots found with a damaged word, header or array.");

  private final int place;
  private final String metric;
  private final String unit;
  private final String help;

  Counter(int place, String metric, String unit, String help) {
    this.place = place;
    this.metric = metric;
    this.unit = unit;
    this.help = help;
  }

  /** Its place among the counters of a member record; part of the layout. */
  public int place() {
    return place;
  }

  /** The Prometheus name without the {@code baton_} prefix. */
  public String metric() {
    return metric;
  }

  /** The unit of the stored number; empty for a plain count. */
  public String unit() {
    return unit;
  }

  /** One line of help. */
  public String help() {
    return help;
  }
}

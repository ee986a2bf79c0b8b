package dev.baton.layout;

/** Every way in which a slot word may change. There is no other. */
public enum Transition {
  CLAIM(SlotState.FREE, SlotState.FILLING),
  PUBLISH(SlotState.FILLING, SlotState.READY),
  ABORT(SlotState.FILLING, SlotState.FREE),
  BORROW(SlotState.READY, SlotState.READING),
  RELEASE(SlotState.READING, SlotState.FREE),
  REQUEUE(SlotState.READING, SlotState.READY);

  private final SlotState from;
  private final SlotState to;

  Transition(SlotState from, SlotState to) {
    this.from = from;
    this.to = to;
  }

  /** The state before. */
  public SlotState from() {
    return from;
  }

  /** The state after. */
  public SlotState to() {
    return to;
  }
}

package dev.baton.bench.transport;

/** Reads one array of a {@link BareRing} after the other. */
final class BareReceiver implements Receiver {
  private final BareRing ring;
  private int slot;
  private long word = 1;

  BareReceiver(Setup setup) {
    ring = BareRing.open(setup);
  }

  /** Every array goes back, whether somebody waits for it or not. */
  @Override
  public void receive(Reading reading, boolean answered) {
    ring.await(slot, word);
    reading.read(ring.array(slot));
    ring.set(slot, word + 1);
    slot++;
    if (slot == ring.slots()) {
      slot = 0;
      word += 2;
    }
  }

  @Override
  public void close() {}
}

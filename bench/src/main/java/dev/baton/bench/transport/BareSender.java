package dev.baton.bench.transport;

/** Fills one array of a {@link BareRing} after the other. */
final class BareSender implements Sender {
  private final BareRing ring;
  private int slot;
  private int last;
  private long word;

  BareSender(Setup setup) {
    ring = BareRing.make(setup);
  }

  @Override
  public void send(Filling filling) {
    ring.await(slot, word);
    filling.fill(ring.array(slot), 0);
    ring.set(slot, word + 1);
    last = slot;
    slot++;
    if (slot == ring.slots()) {
      slot = 0;
      word += 2;
    }
  }

  @Override
  public void awaitReturn() {
    ring.await(last, last < slot ? word + 2 : word);
  }

  @Override
  public void close() {}
}

package dev.baton.bench.transport;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;

/** Gets each array as one message, reassembled. */
final class AeronReceiver implements Receiver {
  private final Aeron aeron;
  private final Subscription there;
  private final ExclusivePublication back;
  private final FragmentAssembler assembler;
  private Reading reading;
  private boolean received;

  AeronReceiver(Setup setup) {
    aeron = AeronSettings.connect(setup);
    there = AeronSettings.receiveThere(aeron, setup);
    back = AeronSettings.sendBack(aeron, setup);
    assembler =
        new FragmentAssembler(
            (buffer, offset, length, header) -> {
              reading.read(AeronSettings.view(buffer, offset, length));
              received = true;
            },
            setup.bytes(),
            true);
  }

  @Override
  public void receive(Reading what, boolean answered) {
    reading = what;
    received = false;
    while (!received) {
      // One fragment, so that nothing of the next array is read before it is asked for.
      if (there.poll(assembler, 1) == 0) {
        Thread.onSpinWait();
      }
    }
    if (answered) {
      AeronSettings.answer(back);
    }
  }

  @Override
  public void close() {
    aeron.close();
  }
}

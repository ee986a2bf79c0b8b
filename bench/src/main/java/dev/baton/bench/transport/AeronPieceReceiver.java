package dev.baton.bench.transport;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;

/** Reads each piece of an array in Aeron's own buffer. */
final class AeronPieceReceiver implements Receiver {
  private final Aeron aeron;
  private final Subscription there;
  private final ExclusivePublication back;
  private final FragmentHandler handler =
      (buffer, offset, length, header) -> {
        this.reading.read(AeronSettings.view(buffer, offset, length));
        this.left -= length;
      };
  private final int bytes;
  private Reading reading;
  private int left;

  AeronPieceReceiver(Setup setup) {
    aeron = AeronSettings.connect(setup);
    there = AeronSettings.receiveThere(aeron, setup);
    back = AeronSettings.sendBack(aeron, setup);
    bytes = setup.bytes();
  }

  @Override
  public void receive(Reading what, boolean answered) {
    reading = what;
    left = bytes;
    while (left > 0) {
      // One fragment, so that nothing of the next array is read before it is asked for.
      if (there.poll(handler, 1) == 0) {
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

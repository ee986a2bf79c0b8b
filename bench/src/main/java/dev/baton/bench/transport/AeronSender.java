package dev.baton.bench.transport;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Offers each array as one message. */
final class AeronSender implements Sender {
  private final Aeron aeron;
  private final ExclusivePublication there;
  private final Subscription back;
  private final ByteBuffer array;
  private final UnsafeBuffer message;

  AeronSender(Setup setup) {
    aeron = AeronSettings.connect(setup);
    there = AeronSettings.sendThere(aeron, setup);
    back = AeronSettings.receiveBack(aeron, setup);
    array = ByteBuffer.allocateDirect(setup.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    message = new UnsafeBuffer(array);
  }

  @Override
  public void send(Filling filling) {
    filling.fill(array, 0);
    for (long result = there.offer(message); result < 0; result = there.offer(message)) {
      AeronSettings.again(result);
    }
  }

  @Override
  public void awaitReturn() {
    AeronSettings.awaitAnswer(back);
  }

  @Override
  public void close() {
    aeron.close();
  }
}

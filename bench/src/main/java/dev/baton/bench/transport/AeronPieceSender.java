package dev.baton.bench.transport;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;

/** Claims room in Aeron's own buffer for each piece of an array, and fills it there. */
final class AeronPieceSender implements Sender {
  private final Aeron aeron;
  private final ExclusivePublication there;
  private final Subscription back;
  private final BufferClaim claim = new BufferClaim();
  private final int bytes;

  AeronPieceSender(Setup setup) {
    aeron = AeronSettings.connect(setup);
    there = AeronSettings.sendThere(aeron, setup);
    back = AeronSettings.receiveBack(aeron, setup);
    bytes = setup.bytes();
  }

  @Override
  public void send(Filling filling) {
    int most = there.maxPayloadLength() / 64 * 64;
    for (int at = 0; at < bytes; at += most) {
      int length = Math.min(most, bytes - at);
      for (long result = there.tryClaim(length, claim);
          result < 0;
          result = there.tryClaim(length, claim)) {
        AeronSettings.again(result);
      }
      filling.fill(AeronSettings.view(claim.buffer(), claim.offset(), length), at);
      claim.commit();
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

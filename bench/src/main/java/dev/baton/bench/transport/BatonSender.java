package dev.baton.bench.transport;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Loader;
import dev.baton.layout.Geometry;

/** A loader. */
class BatonSender implements Sender {
  private final IdleStrategy idle = IdleStrategy.spin();
  private final Channel channel;
  private final Loader loader;
  private final long length;
  private ClaimedSlot claimed;
  private int sent;

  BatonSender(Setup setup) {
    length = setup.bytes() / Dtype.I8.itemSize();
    Geometry geometry = new Geometry(setup.slots(), length, Dtype.I8, 1);
    channel = Channel.openOrCreate(setup.channel(), geometry);
    loader = channel.attachLoader("loader", 0);
  }

  @Override
  public void send(Filling filling) {
    ClaimedSlot slot = claimed == null ? loader.claim(idle) : claimed;
    claimed = null;
    filling.fill(slot.array().byteBuffer(), 0);
    sent = slot.id();
    slot.publish(length);
  }

  /** The slot that was sent last. */
  int sent() {
    return sent;
  }

  /** Seen free again is claimed again, where there is only this one slot to claim. */
  @Override
  public void awaitReturn() {
    claimed = loader.claim(idle);
  }

  @Override
  public void close() {
    loader.close();
    channel.close();
  }
}

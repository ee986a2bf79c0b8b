package dev.baton.bench.part;

import dev.baton.array.Dtype;
import dev.baton.bench.run.Serving;
import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Channel;
import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.io.Elements;
import dev.baton.io.Kinds;
import dev.baton.io.Providers;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.layout.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/**
 * A process that reads sources as the loader does. {@code read SPEC} reads all of it into memory of
 * its own, {@code load SPEC} into the slots of a channel, which one thread fills, publishes,
 * borrows and releases.
 */
public final class SourceSide {
  private static final int SLOT_BYTES = 4 << 20;
  private static final int SLOTS = 4;
  private static final int PIECE_BYTES = 1 << 20;

  private final Providers providers = Providers.onClassPath();
  private final IdleStrategy idle = IdleStrategy.spin();
  private final ByteBuffer memory =
      ByteBuffer.allocateDirect(SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final Loader loader;
  private final Processor processor;

  private SourceSide(Loader loader, Processor processor) {
    this.loader = loader;
    this.processor = processor;
  }

  /** An empty directory in memory. */
  public static void main(String... arguments) throws Exception {
    Geometry geometry = new Geometry(SLOTS, SLOT_BYTES / Float.BYTES, Dtype.F4, 1);
    try (Channel channel = Channel.create(Path.of(arguments[0]).resolve("channel"), geometry);
        Loader loader = channel.attachLoader(null, 0);
        Processor processor = channel.attachProcessor(null, 0)) {
      Serving.until(new SourceSide(loader, processor)::run);
    }
  }

  private Map<String, Number> run(String[] command) throws IOException {
    long start = System.nanoTime();
    long elements;
    try (Source source = open(command[1])) {
      elements = command[0].equals("read") ? read(source) : load(source);
    }
    return Map.of("seconds", (System.nanoTime() - start) / 1e9, "elements", elements);
  }

  private Source open(String spec) throws IOException {
    Kinds.Found<SourceProvider> found = providers.sources().resolve(spec);
    return found.provider().open(found.spec(), new Elements(Dtype.F4, 1));
  }

  private long read(Source source) throws IOException {
    long bytes = 0;
    Source.Supply supply;
    do {
      memory.clear();
      supply = fill(source, memory);
      bytes += memory.position();
    } while (supply == Source.Supply.MORE);
    return bytes / Float.BYTES;
  }

  private long load(Source source) throws IOException {
    long elements = 0;
    Source.Supply supply;
    do {
      ClaimedSlot claimed = loader.claim(idle);
      ByteBuffer slot = claimed.array().byteBuffer();
      supply = fill(source, slot);
      elements += slot.position() / Float.BYTES;
      claimed.publish(slot.position() / Float.BYTES);
      BorrowedSlot borrowed = processor.borrow(idle);
      borrowed.release();
    } while (supply == Source.Supply.MORE);
    return elements;
  }

  /** Fills a slot piece by piece, as the loader does. */
  private static Source.Supply fill(Source source, ByteBuffer slot) throws IOException {
    int end = slot.limit();
    Source.Supply supply = Source.Supply.MORE;
    while (supply == Source.Supply.MORE && slot.position() < end) {
      slot.limit(Math.min(end, slot.position() + PIECE_BYTES));
      supply = source.fill(slot);
    }
    return supply;
  }
}

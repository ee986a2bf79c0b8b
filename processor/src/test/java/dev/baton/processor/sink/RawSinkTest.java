package dev.baton.processor.sink;

import static dev.baton.processor.sink.SinkFixture.deliver;
import static dev.baton.processor.sink.SinkFixture.doubles;
import static dev.baton.processor.sink.SinkFixture.floats;
import static dev.baton.processor.sink.SinkFixture.open;
import static dev.baton.processor.sink.SinkFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawSinkTest {
  @TempDir Path dir;

  @Test
  void shouldWriteSlotsOneBehindTheOther() throws IOException {
    Path file = dir.resolve("a.raw");
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 0)) {
      deliver(sink, floats(1, 2, 3));
      deliver(sink, floats());
      deliver(sink, floats(4));
      assertEquals(16, sink.position());
      sink.finish();
    }
    assertEquals(floats(1, 2, 3, 4), read(file, ByteOrder.LITTLE_ENDIAN));
  }

  @Test
  void shouldReverseElementsOnRequest() throws IOException {
    Path file = dir.resolve("a.raw");
    ByteBuffer many = SinkFixture.buffer(200_000);
    for (int i = 0; i < 25_000; i++) {
      many.putDouble(i * 8, i);
    }
    try (Sink sink = open(file + "?order=big", Dtype.F8, 1, 0)) {
      deliver(sink, many);
    }
    ByteBuffer written = read(file, ByteOrder.BIG_ENDIAN);
    assertEquals(200_000, written.remaining());
    for (int i = 0; i < 25_000; i++) {
      assertEquals(i, written.getDouble(i * 8));
    }
  }

  @Test
  void shouldTakeBackASlotThatWasGivenBack() throws IOException {
    Path file = dir.resolve("a.raw");
    try (Sink sink = open(file.toString(), Dtype.F8, 1, 0)) {
      deliver(sink, doubles(1, 2));
      write(sink, doubles(3, 4, 5));
      sink.rollback();
      assertEquals(16, Files.size(file));
      deliver(sink, doubles(6));
      write(sink, doubles(7));
    }
    assertEquals(doubles(1, 2, 6), read(file, ByteOrder.LITTLE_ENDIAN));
  }

  @Test
  void shouldGoOnWhereItsProcessorWas() throws IOException {
    Path file = dir.resolve("a.raw");
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 0)) {
      deliver(sink, floats(1, 2, 3));
    }
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 8)) {
      deliver(sink, floats(4));
      assertEquals(12, sink.position());
    }
    assertEquals(floats(1, 2, 4), read(file, ByteOrder.LITTLE_ENDIAN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.raw?order=middle", "a.raw?dtype=f4", "raw:", "a.raw.gz", "a.f64"})
  void shouldRefuseSpecsThatItCannotKeep(String spec) {
    BatonException refused = assertThrows(BatonException.class, () -> open(spec, Dtype.F4, 1, 0));
    assertEquals(Reason.USAGE, refused.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"little", "big"})
  void shouldAllocateNothingPerSlot(String order) throws IOException {
    try (Sink sink = open(dir.resolve("a.raw") + "?order=" + order, Dtype.F4, 1, 0)) {
      ByteBuffer slot = SinkFixture.buffer(100_000);
      SinkFixture.Slot delivery = new SinkFixture.Slot(0, "load", 1, 25_000);
      long least =
          SinkFixture.leastAllocated(
              () -> {
                sink.begin(delivery);
                sink.write(slot.clear());
                sink.end();
              });
      assertEquals(0, least);
    }
  }

  private static ByteBuffer read(Path file, ByteOrder order) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(order);
  }
}

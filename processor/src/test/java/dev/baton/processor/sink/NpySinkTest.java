package dev.baton.processor.sink;

import static dev.baton.processor.sink.SinkFixture.deliver;
import static dev.baton.processor.sink.SinkFixture.doubles;
import static dev.baton.processor.sink.SinkFixture.floats;
import static dev.baton.processor.sink.SinkFixture.open;
import static dev.baton.processor.sink.SinkFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Sink;
import dev.baton.npy.NpyHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpySinkTest {
  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = dir.resolve("out.npy");
  }

  @Test
  void shouldBeAnEmptyArrayFromTheStart() throws IOException {
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 0)) {
      assertHolds(0, List.of(0L));
      assertEquals(128, sink.position());
      sink.finish();
    }
    assertHolds(0, List.of(0L));
  }

  @Test
  void shouldCountEverySlotAsItEnds() throws IOException {
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 0)) {
      deliver(sink, floats(1, 2, 3));
      assertHolds(12, List.of(3L));
      deliver(sink, floats(4));
      assertHolds(16, List.of(4L));
      assertEquals(144, sink.position());
      write(sink, floats(5, 6));
      assertEquals(List.of(4L), header().shape());
      sink.finish();
    }
    assertHolds(16, List.of(4L));
    assertEquals(floats(1, 2, 3, 4), elements());
  }

  @Test
  void shouldHaveRowsWhereTheChannelHas() throws IOException {
    try (Sink sink = open(file.toString(), Dtype.F8, 2, 0)) {
      assertHolds(0, List.of(0L, 2L));
      deliver(sink, doubles(1, 2, 3, 4, 5, 6));
    }
    assertHolds(48, List.of(3L, 2L));
  }

  @Test
  void shouldTakeBackASlotThatWasGivenBack() throws IOException {
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 0)) {
      deliver(sink, floats(1, 2));
      write(sink, floats(3, 4, 5));
      sink.rollback();
      assertHolds(8, List.of(2L));
      deliver(sink, floats(6));
    }
    assertHolds(12, List.of(3L));
    assertEquals(floats(1, 2, 6), elements());
  }

  @Test
  void shouldGoOnWhereItsProcessorWas() throws IOException {
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 0)) {
      deliver(sink, floats(1, 2));
      deliver(sink, floats(3, 4, 5));
    }
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 136)) {
      assertHolds(8, List.of(2L));
      deliver(sink, floats(6));
      assertEquals(140, sink.position());
    }
    assertHolds(12, List.of(3L));
    assertEquals(floats(1, 2, 6), elements());
  }

  @Test
  void shouldReplaceAnOlderArray() throws IOException {
    try (Sink sink = open(file.toString(), Dtype.F8, 1, 0)) {
      deliver(sink, doubles(1, 2, 3, 4, 5, 6, 7, 8, 9));
    }
    open(file.toString(), Dtype.F4, 3, 0).close();
    assertHolds(0, List.of(0L, 3L));
  }

  @Test
  void shouldCarryOpaqueRecords() throws IOException {
    try (Sink sink = open(file.toString(), Dtype.parse("V16"), 1, 0)) {
      deliver(sink, doubles(1, 2, 3, 4));
    }
    assertHolds(32, List.of(2L));
    assertEquals(Dtype.parse("V16"), header().dtype());
  }

  @Test
  void shouldRefuseWhatCannotBeCompletedInPlace() {
    BatonException refused =
        assertThrows(BatonException.class, () -> open("npy:-", Dtype.F4, 1, 0));
    assertEquals(Reason.USAGE, refused.reason());
    assertEquals("write the elements alone: raw:-", refused.hint());
    assertThrows(BatonException.class, () -> open("npy:/dev/null", Dtype.F4, 1, 0));
  }

  @Test
  void shouldRefuseToGoOnInsideARowOrHeader() throws IOException {
    try (Sink sink = open(file.toString(), Dtype.F4, 3, 0)) {
      deliver(sink, floats(1, 2, 3, 4, 5, 6));
    }
    for (long position : new long[] {1, 127, 132}) {
      BatonException refused =
          assertThrows(BatonException.class, () -> open(file.toString(), Dtype.F4, 3, position));
      assertEquals(Reason.CONFIGURATION, refused.reason());
    }
    assertHolds(24, List.of(2L, 3L));
  }

  @Test
  void shouldAllocateNothingPerSlot() throws IOException {
    try (Sink sink = open(file.toString(), Dtype.F4, 1, 0)) {
      ByteBuffer slot = SinkFixture.buffer(4000);
      SinkFixture.Slot delivery = new SinkFixture.Slot(0, "load", 1, 1000);
      long least =
          SinkFixture.leastAllocated(
              () -> {
                sink.begin(delivery);
                sink.write(slot.clear());
                sink.end();
              });
      assertEquals(0, least);
    }
    assertTrue(Files.size(file) > 4000);
  }

  /** As strict as a source: the file's size is what the header promises. */
  private void assertHolds(long bytes, List<Long> shape) throws IOException {
    NpyHeader header = header();
    assertEquals(shape, header.shape());
    assertEquals(bytes, header.dataBytes());
    header.checkSize(file.toString(), Files.size(file));
  }

  private NpyHeader header() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return NpyHeader.read(file.toString(), channel::read);
    }
  }

  private ByteBuffer elements() throws IOException {
    byte[] all = Files.readAllBytes(file);
    return ByteBuffer.wrap(all, 128, all.length - 128).slice();
  }
}

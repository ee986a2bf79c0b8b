package dev.baton.loader.source;

import static dev.baton.loader.source.ArraySourceFixture.npy;
import static dev.baton.loader.source.ArraySourceFixture.open;
import static dev.baton.loader.source.ArraySourceFixture.position;
import static dev.baton.loader.source.ArraySourceFixture.ramp;
import static dev.baton.loader.source.ArraySourceFixture.readAll;
import static dev.baton.loader.source.ArraySourceFixture.refused;
import static dev.baton.loader.source.ArraySourceFixture.slot;
import static dev.baton.loader.source.ArraySourceFixture.write;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.npy.NpyTemplate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpySourceTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"a.npy", "a.npy.gz"})
  void shouldFillSlotsWithTheElementsBehindTheHeader(String name) throws IOException {
    Path file = write(dir.resolve(name), npy(Dtype.F4, 1, ramp(Dtype.F4, 1000, LITTLE_ENDIAN)));
    try (Source source = open(file, Dtype.F4)) {
      assertEquals(ramp(Dtype.F4, 1000, LITTLE_ENDIAN), readAll(source, 96));
      assertEquals(Files.size(file), source.size());
      assertEquals(source.size(), source.consumed());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npy", "a.npy.gz"})
  void shouldWidenElementsOfAnotherType(String name) throws IOException {
    Path file = write(dir.resolve(name), npy(Dtype.F4, 1, ramp(Dtype.F4, 50_000, LITTLE_ENDIAN)));
    try (Source source = open(file, Dtype.F8)) {
      assertEquals(ramp(Dtype.F8, 50_000, LITTLE_ENDIAN), readAll(source, 8 * 12_345));
    }
  }

  @Test
  void shouldKeepAnArraysRows() throws IOException {
    Path file = write(dir.resolve("a.npy"), npy(Dtype.F4, 3, ramp(Dtype.F4, 12, LITTLE_ENDIAN)));
    try (Source source = open(file, Dtype.F4)) {
      assertEquals(3, source.rowLength());
    }
    BatonException refused =
        assertThrows(BatonException.class, () -> open(file.toString(), Dtype.F4, 5));
    assertEquals(
        file + ": expected whole rows of 5 elements, found 12 elements", refused.getMessage());
  }

  @Test
  void shouldCarryOpaqueRecords() throws IOException {
    Dtype record = Dtype.parse("V16");
    Path file = write(dir.resolve("a.npy"), npy(record, 1, ramp(Dtype.F8, 20, LITTLE_ENDIAN)));
    try (Source source = open(file, record)) {
      assertEquals(ramp(Dtype.F8, 20, LITTLE_ENDIAN), readAll(source, 48));
    }
  }

  @Test
  void shouldEndAtOnceWhenTheArrayIsEmpty() throws IOException {
    Path file = write(dir.resolve("a.npy"), npy(Dtype.F4, 1, ByteBuffer.allocate(0)));
    try (Source source = open(file, Dtype.F4)) {
      ByteBuffer slot = slot(64);
      assertEquals(Source.Supply.END, source.fill(slot));
      assertEquals(0, slot.position());
    }
  }

  @Test
  void shouldReadACopyOfASlotUpToItsLength() throws IOException {
    ByteBuffer copy = ByteBuffer.allocateDirect(4096 + 400);
    new NpyTemplate(Dtype.F4, 1, 4096).write(copy, 10);
    copy.position(4096).put(ramp(Dtype.F4, 100, LITTLE_ENDIAN)).flip();
    for (String name : new String[] {"0000.npy", "0000.npy.gz"}) {
      try (Source source = open(write(dir.resolve(name), copy), Dtype.F4)) {
        assertEquals(ramp(Dtype.F4, 10, LITTLE_ENDIAN), readAll(source, 400));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npy", "a.npy.gz"})
  void shouldGoOnExactlyWhereItWas(String name) throws IOException {
    for (Dtype dtype : new Dtype[] {Dtype.F4, Dtype.F8}) {
      Path file = write(dir.resolve(name), npy(Dtype.F4, 1, ramp(Dtype.F4, 100, LITTLE_ENDIAN)));
      SourcePosition position;
      try (Source source = open(file, dtype)) {
        source.fill(slot(37 * dtype.itemSize()));
        position = position(source);
      }
      assertEquals(37, position.offset);
      try (Source source = open(file, dtype)) {
        source.resume(position);
        ByteBuffer rest = readAll(source, 10 * dtype.itemSize());
        assertEquals(63 * dtype.itemSize(), rest.remaining());
        assertEquals(37, dtype.equals(Dtype.F4) ? rest.getFloat(0) : rest.getDouble(0));
      }
    }
  }

  @Test
  void shouldNotGoOnBehindTheEnd() throws IOException {
    Path file = write(dir.resolve("a.npy"), npy(Dtype.F4, 1, ramp(Dtype.F4, 4, LITTLE_ENDIAN)));
    SourcePosition position = new SourcePosition();
    position.offset = 5;
    try (Source source = open(file, Dtype.F4)) {
      BatonException refused = assertThrows(BatonException.class, () -> source.resume(position));
      assertEquals(Reason.CONFIGURATION, refused.reason());
      position.offset = 4;
      source.resume(position);
      assertEquals(Source.Supply.END, source.fill(slot(16)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void shouldRefuseDataOfAnotherSizeThanTheHeaderSays(int difference) throws IOException {
    ByteBuffer whole = npy(Dtype.F4, 1, ramp(Dtype.F4, 100, LITTLE_ENDIAN));
    ByteBuffer other = ByteBuffer.allocate(whole.remaining() + difference);
    other.put(whole.limit(Math.min(whole.limit(), other.capacity()))).clear();
    Path plain = write(dir.resolve("a.npy"), other);
    assertEquals(
        plain + ": expected 528 bytes for <f4 of shape (100,), found " + (528 + difference),
        refused(plain.toString(), Dtype.F4, Reason.BAD_DATA).getMessage());

    Path compressed = write(dir.resolve("a.npy.gz"), other);
    for (Dtype dtype : new Dtype[] {Dtype.F4, Dtype.F8}) {
      try (Source source = open(compressed, dtype)) {
        ByteBuffer slot = slot(4096);
        BatonException refused = assertThrows(BatonException.class, () -> source.fill(slot));
        assertEquals(
            compressed
                + ": expected 100 elements of 4 bytes, found "
                + (difference < 0 ? "only 399 bytes of them" : "more bytes behind them"),
            refused.getMessage());
        assertEquals((difference < 0 ? 99 : 100) * dtype.itemSize(), slot.position());
      }
    }
  }

  @Test
  void shouldRefuseValuesThatDoNotSurvive() throws IOException {
    ByteBuffer data = ramp(Dtype.F8, 10, LITTLE_ENDIAN).putDouble(56, 0.1);
    Path file = write(dir.resolve("a.npy"), npy(Dtype.F8, 1, data));
    try (Source source = open(file, Dtype.F4)) {
      ByteBuffer slot = slot(40);
      BatonException refused = assertThrows(BatonException.class, () -> source.fill(slot));
      assertEquals(Reason.BAD_DATA, refused.reason());
      assertEquals(
          file + ": element 7: expected a value that <f4 can hold, found 0.1 (<f8)",
          refused.getMessage());
      assertEquals(28, slot.position());
      assertEquals(7, position(source).offset);
    }
  }

  @Test
  void shouldRefuseStandardInputWithTheWayOut() {
    BatonException refused = refused("npy:-", Dtype.F4, Reason.NO_INPUT);
    assertTrue(refused.hint().contains("raw:-"));
  }

  @Test
  void shouldRefuseUnknownKeysAndFilesThatAreNoArrays() throws IOException {
    Path text = write(dir.resolve("a.npy"), ByteBuffer.wrap(new byte[] {'1', '\n'}));
    refused(text + "?order=big", Dtype.F4, Reason.USAGE);
    refused(text.toString(), Dtype.F4, Reason.BAD_DATA);
    refused("npy:" + dir.resolve("none"), Dtype.F4, Reason.NO_INPUT);
  }

  @Test
  void shouldAllocateNothingPerFill() throws IOException {
    ByteBuffer data = ramp(Dtype.F4, 100_000, LITTLE_ENDIAN);
    Path file = write(dir.resolve("a.npy"), npy(Dtype.F4, 1, data));
    LongSupplier allocated = ArraySourceFixture.allocatedBytes();
    for (Dtype dtype : new Dtype[] {Dtype.F4, Dtype.F8}) {
      try (Source source = open(file, dtype)) {
        ByteBuffer slot = slot(800);
        long least = Long.MAX_VALUE; // what the JVM takes once, while it compiles, is in some only
        for (int window = 0; window < 10; window++) {
          long before = allocated.getAsLong();
          for (int i = 0; i < 10; i++) {
            source.fill(slot.clear());
          }
          least = Math.min(least, allocated.getAsLong() - before);
        }
        assertEquals(0, least, dtype.toString());
      }
    }
  }

  @Test
  void shouldReverseBigEndianElements() throws IOException {
    ByteBuffer little = npy(Dtype.F8, 1, ramp(Dtype.F8, 300, LITTLE_ENDIAN));
    ByteBuffer big = slot(little.remaining()).put(little).flip();
    int order = 21;
    assertEquals('<', big.get(order));
    big.put(order, (byte) '>').position(128);
    big.put(ramp(Dtype.F8, 300, BIG_ENDIAN)).position(0);
    try (Source source = open(write(dir.resolve("a.npy"), big), Dtype.F8)) {
      assertEquals(ramp(Dtype.F8, 300, LITTLE_ENDIAN), readAll(source, 160));
    }
  }
}

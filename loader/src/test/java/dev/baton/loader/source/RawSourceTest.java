package dev.baton.loader.source;

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

import dev.baton.array.Conversion;
import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawSourceTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"a.raw", "a.bin", "a.f32", "a.raw.gz", "a.f32.gz"})
  void shouldFillSlotsWithAFilesBytes(String name) throws IOException {
    Path file = write(dir.resolve(name), ramp(Dtype.F4, 1000, LITTLE_ENDIAN));
    try (Source source = open(file, Dtype.F4)) {
      assertEquals(1, source.rowLength());
      assertEquals(ramp(Dtype.F4, 1000, LITTLE_ENDIAN), readAll(source, 96));
    }
  }

  @Test
  void shouldReverseBigEndianElements() throws IOException {
    Path file = write(dir.resolve("a.raw"), ramp(Dtype.F4, 1000, BIG_ENDIAN));
    try (Source source = open(file + "?order=big", Dtype.F4, 1)) {
      assertEquals(ramp(Dtype.F4, 1000, LITTLE_ENDIAN), readAll(source, 96));
    }
  }

  @ParameterizedTest
  @CsvSource({"a.f32,''", "a.raw,?dtype=f4", "a.f64,?dtype=<f4", "a.f32.gz,''"})
  void shouldTakeTheDtypeFromTheKeyOrTheEnding(String name, String options) throws IOException {
    Path file = write(dir.resolve(name), ramp(Dtype.F4, 100, LITTLE_ENDIAN));
    try (Source source = open(file + options, Dtype.F8, 1)) {
      assertEquals(ramp(Dtype.F8, 100, LITTLE_ENDIAN), readAll(source, 80));
    }
  }

  @Test
  void shouldTakeTheChannelsDtypeOtherwise() throws IOException {
    Path file = write(dir.resolve("a.bin"), ramp(Dtype.F4, 8, LITTLE_ENDIAN));
    try (Source source = open(file, Dtype.parse("V16"))) {
      assertEquals(32, readAll(source, 16).remaining());
    }
  }

  @Test
  void shouldRefuseASizeThatIsNoMultipleOfTheElements() throws IOException {
    Path file = write(dir.resolve("a.raw"), ByteBuffer.allocate(17));
    String expected = ": expected a multiple of 4 bytes, the size of an element, found 17";
    assertEquals(file + expected, refused(file.toString(), Dtype.F4, Reason.BAD_DATA).getMessage());
    Path compressed = write(dir.resolve("a.raw.gz"), ByteBuffer.allocate(17));
    try (Source source = open(compressed, Dtype.F4)) {
      ByteBuffer slot = slot(400);
      BatonException refused = assertThrows(BatonException.class, () -> source.fill(slot));
      assertEquals(compressed + expected, refused.getMessage());
      assertEquals(16, slot.position());
    }
  }

  @Test
  void shouldRefuseAPartOfARow() throws IOException {
    Path file = write(dir.resolve("a.raw"), ByteBuffer.allocate(16));
    BatonException refused =
        assertThrows(BatonException.class, () -> open(file.toString(), Dtype.F4, 3));
    assertEquals(
        file + ": expected whole rows of 3 elements, found 4 elements", refused.getMessage());
    Path compressed = write(dir.resolve("a.raw.gz"), ByteBuffer.allocate(16));
    try (Source source = open(compressed.toString(), Dtype.F4, 3)) {
      assertThrows(BatonException.class, () -> source.fill(slot(48)));
    }
  }

  @Test
  void shouldTakeAnEmptyFile() throws IOException {
    Path file = write(dir.resolve("a.raw"), ByteBuffer.allocate(0));
    try (Source source = open(file, Dtype.F4)) {
      assertEquals(0, readAll(source, 16).remaining());
    }
  }

  @Test
  void shouldGoOnExactlyWhereItWas() throws IOException {
    Path file = write(dir.resolve("a.raw"), ramp(Dtype.F4, 100, LITTLE_ENDIAN));
    SourcePosition position;
    try (Source source = open(file, Dtype.F4)) {
      source.fill(slot(40));
      position = position(source);
    }
    try (Source source = open(file, Dtype.F4)) {
      source.resume(position);
      assertEquals(10f, readAll(source, 40).getFloat(0));
    }
  }

  @Test
  void shouldEndWhereTheFileEndedWhenItWasOpened() throws IOException {
    Path file = write(dir.resolve("a.raw"), ramp(Dtype.F4, 10, LITTLE_ENDIAN));
    try (Source source = open(file, Dtype.F4)) {
      write(file, ramp(Dtype.F4, 20, LITTLE_ENDIAN));
      assertEquals(40, readAll(source, 400).remaining());
    }
    try (Source source = open(file, Dtype.F4)) {
      write(file, ramp(Dtype.F4, 10, LITTLE_ENDIAN));
      ByteBuffer slot = slot(400);
      BatonException refused = assertThrows(BatonException.class, () -> source.fill(slot));
      assertTrue(refused.getMessage().endsWith("found only 40 bytes of them"));
      assertEquals(40, slot.position());
    }
  }

  @Test
  void shouldRefuseWrongKeys() throws IOException {
    Path file = write(dir.resolve("a.raw"), ByteBuffer.allocate(16));
    refused(file + "?order=middle", Dtype.F4, Reason.USAGE);
    refused(file + "?dtype=f3", Dtype.F4, Reason.USAGE);
    refused(file + "?columns=1", Dtype.F4, Reason.USAGE);
    refused(file + "?dtype=V8", Dtype.F4, Reason.BAD_DATA);
  }

  /** Elements cut anywhere, slots of any size, inputs that have nothing for a while. */
  @Test
  void shouldKeepElementsWholeWhateverAPipeGives() throws IOException {
    Random random = new Random(20_261_122);
    for (int round = 0; round < 300; round++) {
      Dtype from = random.nextBoolean() ? Dtype.F4 : Dtype.F8;
      Dtype to = random.nextBoolean() ? Dtype.F4 : Dtype.F8;
      int count = random.nextInt(200);
      boolean big = random.nextBoolean();
      ByteBuffer data = ramp(from, count, big ? BIG_ENDIAN : LITTLE_ENDIAN);
      Conversion conversion = Conversion.of("pipe", from, big ? BIG_ENDIAN : LITTLE_ENDIAN, to);
      ArrayExtent extent = new ArrayExtent(0, from.itemSize(), 0, -1, 1, 1, false);
      try (Source source = new ArraySource(new DrippingInput(data, random), conversion, extent)) {
        int slotBytes = (1 + random.nextInt(20)) * to.itemSize();
        assertEquals(ramp(to, count, LITTLE_ENDIAN), readAll(source, slotBytes));
        assertEquals(count, position(source).offset);
      }
    }
  }

  /** Gives a few bytes, or none yet. */
  private static final class DrippingInput implements ByteInput {
    private final ByteBuffer data;
    private final Random random;

    DrippingInput(ByteBuffer data, Random random) {
      this.data = data;
      this.random = random;
    }

    @Override
    public String name() {
      return "pipe";
    }

    @Override
    public int read(ByteBuffer target) {
      if (!data.hasRemaining()) {
        return END;
      }
      int count = Math.min(Math.min(random.nextInt(12), data.remaining()), target.remaining());
      for (int i = 0; i < count; i++) {
        target.put(data.get());
      }
      return count;
    }

    @Override
    public boolean seekable() {
      return false;
    }

    @Override
    public void seek(long offset) {
      throw new AssertionError("seek");
    }

    @Override
    public long size() {
      return -1;
    }

    @Override
    public long consumed() {
      return data.position();
    }

    @Override
    public void close() {}
  }
}

package dev.baton.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.baton.array.Dtype;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTemplateTest {
  private static final long[] ROWS = {
    0,
    1,
    9,
    10,
    12_345_678,
    99_999_999,
    100_000_000,
    123_456_789,
    Integer.MAX_VALUE,
    1_000_000_000_000_000L,
    9_999_999_999_999_999L,
    12_345_678_999_999_999L,
    12_345_678_111_111_111L,
    Long.MAX_VALUE
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f4", "<f8", "|V1", "|V65536"
      })
  void shouldWriteWhatItsReaderReads(String descr) throws IOException {
    Dtype dtype = Dtype.parse(descr);
    for (int size : new int[] {128, 192, 4096}) {
      for (int rowLength : new int[] {1, 3, Integer.MAX_VALUE}) {
        ByteBuffer page = ByteBuffer.allocateDirect(size);
        new NpyTemplate(dtype, rowLength, size).write(page, 5L * rowLength);
        NpyHeader header = read(page);
        assertEquals(dtype, header.dtype());
        assertEquals(size, header.dataOffset());
        assertEquals(rowLength == 1 ? List.of(5L) : List.of(5L, (long) rowLength), header.shape());
        assertEquals('\n', page.get(size - 1));
      }
    }
  }

  @Test
  void shouldHaveItsLengthFieldInOneCacheLine() {
    NpyTemplate template = new NpyTemplate(Dtype.F4, 1, 4096);
    assertEquals(64, template.field());
    ByteBuffer page = ByteBuffer.allocateDirect(4096);
    template.write(page, 1_048_576);
    byte[] start = new byte[96];
    page.get(0, start);
    assertEquals(
        "\u0093NUMPY\1\0\u00f6\u000f"
            + "{'descr': '<f4', 'fortran_order': False, 'shape':    (1048576                 ,), }",
        new String(start, StandardCharsets.ISO_8859_1).stripTrailing());
  }

  @Test
  void shouldBeValidAfterEveryStoredWord() throws IOException {
    ByteBuffer page = ByteBuffer.allocateDirect(128);
    NpyTemplate template = new NpyTemplate(Dtype.U1, 1, 128);
    for (long before : ROWS) {
      for (long after : ROWS) {
        template.write(page, before);
        long found = before;
        int steps = 0;
        while (template.step(page, after)) {
          steps++;
          found = read(page).count();
          String digits = Long.toString(found);
          assertTrue(
              Long.toString(before).startsWith(digits) || Long.toString(after).startsWith(digits),
              before + " to " + after + ": " + found);
        }
        assertEquals(after, found);
        boolean oneWord = before < 100_000_000 && after < 100_000_000;
        assertTrue(steps <= (before == after ? 0 : oneWord ? 1 : 5), before + " to " + after);
      }
    }
  }

  @Test
  void shouldMendAnyBitThatIsFlippedButTheLengths() {
    NpyTemplate template = new NpyTemplate(Dtype.F4, 1, 4096);
    ByteBuffer sound = ByteBuffer.allocateDirect(4096);
    template.write(sound, 1_048_576);
    ByteBuffer page = ByteBuffer.allocateDirect(4096).put(sound.duplicate()).clear();
    assertEquals(-1, template.mend(page, true));
    for (int at = 0; at < 4096; at++) {
      page.put(at, (byte) (sound.get(at) ^ 1 << at % 8));
      boolean length = at >= template.field() && at < template.field() + NpyTemplate.FIELD_BYTES;
      int found = template.mend(page, at >= 96);
      assertEquals(length ? -1 : at / 8 * 8, found);
      if (length) { // which is written anew by every publish
        template.setLength(page, 1_048_576);
      }
      assertEquals(-1, page.mismatch(sound), "byte " + at);
    }
  }

  @Test
  void shouldShowAReaderTheOldLengthOrTheNewOne() throws Exception {
    ByteBuffer page = ByteBuffer.allocateDirect(4096);
    NpyTemplate template = new NpyTemplate(Dtype.F4, 1, 4096);
    template.write(page, 7);
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              while (!stop.get()) {
                template.setLength(page, 99_999_999);
                template.setLength(page, 7);
              }
            });
    writer.start();
    try {
      for (int i = 0; i < 20_000; i++) {
        long count = read(page).count();
        assertTrue(count == 7 || count == 99_999_999, () -> "found " + count);
      }
    } finally {
      stop.set(true);
      writer.join();
    }
  }

  @Test
  void shouldAllocateNothingWhenTheLengthChanges() {
    ByteBuffer page = ByteBuffer.allocateDirect(4096);
    NpyTemplate template = new NpyTemplate(Dtype.F4, 2, 4096);
    template.write(page, 0);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    threads.getThreadAllocatedBytes(self);
    long before = threads.getThreadAllocatedBytes(self);
    for (long i = 0; i < 10_000; i++) {
      template.setLength(page, i * 200_000);
    }
    assertEquals(0, threads.getThreadAllocatedBytes(self) - before);
  }

  @Test
  void shouldRefuseLengthsThatSplitARow() {
    ByteBuffer page = ByteBuffer.allocateDirect(128);
    NpyTemplate template = new NpyTemplate(Dtype.F4, 2, 128);
    assertThrows(IllegalArgumentException.class, () -> template.write(page, 3));
    assertThrows(IllegalArgumentException.class, () -> template.write(page, -2));
  }

  @Test
  void shouldRefuseSizesThatNoHeaderHas() {
    for (int size : new int[] {0, 64, 100, 65_536 + 64}) {
      assertThrows(IllegalArgumentException.class, () -> new NpyTemplate(Dtype.F4, 1, size));
    }
    assertFalse(new NpyTemplate(Dtype.F4, 1, 65_472).field() % 8 != 0);
  }

  /** Reads the page as another process would: a word at a time. */
  private static NpyHeader read(ByteBuffer page) throws IOException {
    ByteBuffer copy = ByteBuffer.allocate(page.capacity());
    for (int i = 0; i < page.capacity(); i += 8) {
      copy.putLong(page.getLong(i));
    }
    byte[] bytes = new byte[copy.capacity()];
    copy.get(0, bytes);
    return Npy.read(bytes);
  }
}

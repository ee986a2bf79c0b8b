package dev.baton.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class WordsTest {
  private final ByteBuffer memory = ByteBuffer.allocateDirect(64);
  private final Words words = new Words(memory);

  @Test
  void shouldBeLittleEndian() {
    words.putLong(8, 0x0102_0304_0506_0708L);
    assertEquals(8, memory.get(8));
    assertEquals(1, memory.get(15));
    assertEquals(0x0506_0708, words.getInt(8));
  }

  @Test
  void shouldSwapOnlyWhatItWasToldToExpect() {
    assertTrue(words.compareAndSet(0, 0, 7));
    assertFalse(words.compareAndSet(0, 0, 8));
    assertEquals(7, words.getLongAcquire(0));
    assertEquals(7, words.getAndAdd(0, 3));
    assertEquals(10, words.getLongOpaque(0));
  }

  @Test
  void shouldRefuseOffsetsOutsideOfTheMemory() {
    assertThrows(IndexOutOfBoundsException.class, () -> words.getLong(57));
    assertThrows(IndexOutOfBoundsException.class, () -> words.putLongRelease(-8, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> words.getText(60, 8));
  }

  @Test
  void shouldPadTextsWithZeros() {
    words.putText(0, 16, "a longer one");
    words.putText(0, 16, "short");
    assertEquals("short", words.getText(0, 16));
    assertEquals(0, words.getLong(8));
  }

  @Test
  void shouldFillTheWholeField() {
    words.putText(0, 8, "12345678");
    assertEquals("12345678", words.getText(0, 8));
  }

  @Test
  void shouldCutTextsToWholeCharacters() {
    words.putText(0, 8, "1234567\u00e4");
    assertEquals("1234567", words.getText(0, 8));
    words.putText(0, 8, "123456\u00e4");
    assertEquals("123456\u00e4", words.getText(0, 8));
    words.putText(0, 8, "12345\ud83d\ude00");
    assertEquals("12345", words.getText(0, 8));
  }

  @Test
  void shouldReadBytesThatAreNoTextWithoutFailing() {
    words.putLong(0, -1);
    assertEquals("\ufffd".repeat(8), words.getText(0, 8));
  }
}

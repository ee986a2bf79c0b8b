package dev.baton.loader.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.io.Source;
import dev.baton.io.Source.Supply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugSourceTest {
  @ParameterizedTest
  @ValueSource(strings = {"i1", "u1", "i2", "u8", "f4", "f8"})
  void shouldCountRoundAndRound(String name) throws IOException {
    Dtype dtype = Dtype.parse(name);
    int count = 1_000_000;
    ByteBuffer target =
        ByteBuffer.allocateDirect(count * dtype.itemSize()).order(ByteOrder.LITTLE_ENDIAN);
    try (Source source = TextFixture.open("debug:", dtype)) {
      assertEquals(Supply.MORE, source.fill(target));
      assertEquals(-1, source.size());
    }
    for (int i = 0; i < count; i++) {
      double value =
          switch (name) {
            case "i1", "u1" -> target.get(i);
            case "i2" -> target.getShort(2 * i);
            case "u8" -> target.getLong(8 * i);
            case "f4" -> target.getFloat(4 * i);
            default -> target.getDouble(8 * i);
          };
      assertEquals(i % 127 + 1, value, "element " + i);
    }
  }

  @Test
  void shouldEndInTheMiddleOfALine() throws IOException {
    assertEquals("", TextFixture.readAll("debug:?end=0"));
    assertEquals("1", TextFixture.readAll("debug:?end=1"));
    assertEquals("1 2 3 4 5 6 7 8 9 10 1", TextFixture.readAll("debug:?end=22"));
    String round = TextFixture.readAll("debug:?end=400");
    assertTrue(round.endsWith(" 126 127"), round);
    assertEquals(round + " " + round + " 1", TextFixture.readAll("debug:?end=802"));
    try (Source source = TextFixture.open("debug:?end=22")) {
      assertEquals(22, source.size());
    }
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertThrows(BatonException.class, () -> TextFixture.open("debug:x"));
    assertThrows(BatonException.class, () -> TextFixture.open("debug:?end=-1"));
    assertThrows(BatonException.class, () -> TextFixture.open("debug:?and=1"));
    assertThrows(BatonException.class, () -> TextFixture.open("debug:", Dtype.parse("V8")));
  }
}

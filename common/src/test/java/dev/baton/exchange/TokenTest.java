package dev.baton.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class TokenTest {
  private final Bytes<?> bytes = Bytes.allocateElasticOnHeap();

  @Test
  void shouldReadWhatItWrote() {
    for (TokenKind kind : TokenKind.values()) {
      Token written = token(kind);
      bytes.clear();
      written.write(bytes);
      assertEquals(Token.BYTES, bytes.readRemaining());

      Token read = new Token();
      assertTrue(read.read(bytes));

      assertEquals(kind, read.kind());
      assertEquals(2, read.slot());
      assertEquals(3, read.number());
      assertEquals(4, read.generation());
      assertEquals(5, read.sequence());
      assertEquals(6, read.length());
      assertEquals(7, read.attempts());
      assertEquals(8, read.nanos());
    }
  }

  /** As docs/memory-layout.md says it. */
  @Test
  void shouldKeepItsPlaces() {
    token(TokenKind.REQUEUE).write(bytes);

    assertEquals(4, bytes.readByte(0));
    assertEquals(2, bytes.readByte(4));
    for (int place = 1; place < 7; place++) {
      assertEquals(place + 2, bytes.readByte(8L * place));
    }
  }

  @Test
  void shouldNotTakeWhatIsNoToken() {
    Token token = new Token();
    assertFalse(token.read(bytes), "nothing");
    bytes.writeInt(1).writeInt(2);
    assertFalse(token.read(bytes), "too short");
    bytes.clear();
    token(TokenKind.END).write(bytes);
    bytes.writeInt(0, 99);
    assertFalse(token.read(bytes), "a kind of a later version");
  }

  @Test
  void shouldFreezeItsCodes() {
    assertEquals(
        "PUBLISH=1 ABORT=2 RELEASE=3 REQUEUE=4 END=5",
        String.join(
            " ", Stream.of(TokenKind.values()).map(kind -> kind + "=" + kind.code()).toList()));
  }

  private static Token token(TokenKind kind) {
    Token token = new Token();
    token.kind = kind;
    token.slot = 2;
    token.number = 3;
    token.generation = 4;
    token.sequence = 5;
    token.length = 6;
    token.attempts = 7;
    token.nanos = 8;
    return token;
  }
}

package dev.baton.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import net.openhft.chronicle.bytes.Bytes;

/** A record of an outbox is a token of a kind that is known, or none. */
final class TokenFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void shouldReadOrPassOver(byte[] record) {
    Token token = new Token();
    boolean read = token.read(Bytes.wrapForRead(record));
    if (read) {
      assertNotNull(token.kind());
      Bytes<byte[]> again = Bytes.wrapForWrite(new byte[Token.BYTES]);
      token.write(again);
      Token copy = new Token();
      copy.read(again);
      assertEquals(token.number(), copy.number());
    }
  }
}

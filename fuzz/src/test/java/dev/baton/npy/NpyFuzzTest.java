package dev.baton.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A {@code .npy} header is read, or refused as bad data. */
final class NpyFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void shouldReadOrRefuse(byte[] file) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(file);
    try {
      NpyHeader header = NpyHeader.read("fuzzed.npy", target -> move(left, target));
      assertEquals(left.position(), header.dataOffset(), "not a byte more is read");
      assertTrue(header.count() >= 0 && header.dataBytes() >= 0 && header.rowLength() >= 1);
    } catch (BatonException refused) {
      assertEquals(Reason.BAD_DATA, refused.reason());
    }
  }

  private static int move(ByteBuffer from, ByteBuffer to) {
    int count = Math.min(from.remaining(), to.remaining());
    if (count == 0) {
      return -1;
    }
    to.put(from.slice().limit(count));
    from.position(from.position() + count);
    return count;
  }
}

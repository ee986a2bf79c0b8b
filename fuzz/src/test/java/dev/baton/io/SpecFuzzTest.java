package dev.baton.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A spec is taken, or refused as a mistake of whoever wrote it. */
final class SpecFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void shouldParseOrRefuse(byte[] text) {
    try {
      String written = new String(text, StandardCharsets.UTF_8);
      Spec spec = Spec.parse(written, Set.of("text", "npy", "raw"), path -> "text");
      assertFalse(spec.kind().isEmpty());
      assertEquals(written, spec.text());
      spec.number("slots", 1, 0, 9);
    } catch (BatonException refused) {
      assertEquals(Reason.USAGE, refused.reason());
    }
  }
}

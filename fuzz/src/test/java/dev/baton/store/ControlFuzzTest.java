package dev.baton.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.HeaderLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** A control file of any content is validated, or refused as bad data, and read within bounds. */
final class ControlFuzzTest {
  private static final Path FILE = Path.of("fuzzed", "control.dat");

  /** The header's bytes as they come: the first decides whether they get as far as the geometry. */
  @FuzzTest(maxDuration = "5s")
  void shouldValidateOrRefuse(byte[] bytes) {
    ByteBuffer memory = ByteBuffer.allocateDirect(ControlLayout.size(slots(bytes)));
    memory.order(ByteOrder.LITTLE_ENDIAN);
    memory.put(bytes, 0, Math.min(bytes.length, memory.capacity())).clear();
    if (bytes.length > 0 && bytes[0] != 0) {
      memory.putLong(HeaderLayout.MAGIC_WORD, HeaderLayout.MAGIC);
      memory.putInt(HeaderLayout.LAYOUT_VERSION, HeaderLayout.VERSION);
      memory.putInt(HeaderLayout.MEMBER_CAPACITY, ControlLayout.MEMBERS);
    }
    try {
      ControlView view = new ControlView(FILE, new Words(memory));
      assertEquals(memory.capacity(), ControlLayout.size(view.geometry().slots()));
      assertTrue(view.geometry().slotLength() > 0);
      view.channelId();
      view.bail();
    } catch (BatonException refused) {
      assertEquals(Reason.BAD_DATA, refused.reason());
    }
  }

  private static int slots(byte[] bytes) {
    return bytes.length < 2 ? 1 : 1 + (bytes[1] & 0xF);
  }
}

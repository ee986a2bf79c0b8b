package dev.baton.processor.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.io.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NullSinkTest {
  @Test
  void shouldConsumeEverythingAndHaveNothingToTakeBack() throws IOException {
    try (Sink sink = SinkFixture.open("null:", Dtype.F4, 1, 0)) {
      ByteBuffer slot = SinkFixture.floats(1, 2, 3);
      sink.begin(new SinkFixture.Slot(0, "load", 1, 3));
      sink.write(slot);
      assertEquals(0, slot.remaining());
      sink.end();
      assertEquals(0, sink.position());
    }
  }

  @Test
  void shouldRefuseAnArgument() {
    assertThrows(BatonException.class, () -> SinkFixture.open("null:a.raw", Dtype.F4, 1, 0));
  }
}

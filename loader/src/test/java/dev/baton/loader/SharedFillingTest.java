package dev.baton.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.io.Elements;
import dev.baton.io.Kinds;
import dev.baton.io.Providers;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.io.SourceProvider;
import dev.baton.layout.Geometry;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slots of many pieces each, so that several threads are at one slot at the same time. */
@Timeout(120)
final class SharedFillingTest {
  private static final int SLOTS = 4;
  private static final int SLOT_LENGTH = 1 << 17;
  private static final int SHARES = 12;
  private static final int VALUES = SHARES * SLOT_LENGTH + 17;

  @TempDir Path dir;
  private final Providers providers = Providers.onClassPath();

  @Test
  void shouldFillSlotsFromPiecesOfNumbersInFreeForm() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < VALUES; i++) {
      text.append(value(i)).append(i % 10 == 0 ? "\r\n" : "\n");
    }
    check("text:" + write(text));
  }

  @Test
  void shouldFillSlotsFromPiecesOfColumns() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < VALUES; i++) {
      text.append("x,").append(value(i)).append(i % 1_000 == 0 ? "\n# none\n\n" : "\n");
    }
    check("text:" + write(text) + "?columns=2");
  }

  /** Nothing is given up: that would be filled anew, right, but slowly. */
  private void check(String spec) throws IOException {
    Geometry geometry = new Geometry(SLOTS, SLOT_LENGTH, Dtype.F4, 1);
    SourcePosition next = new SourcePosition();
    try (Channel channel = Channel.create(dir.resolve("c"), geometry);
        Source source = open(spec);
        Loader loader = channel.attachLoader("l", 1);
        SharedFilling shared = new SharedFilling(3, geometry, 1)) {
      assertTrue(shared.begin(source, Long.MAX_VALUE));
      for (int i = 0; i < SHARES; i++) {
        while (shared.wantsSlot()) {
          shared.fill(loader.poll());
        }
        Share first = shared.first();
        while (!first.isFull()) {
          assertNull(first.failure());
          shared.await();
        }
        requireValues(first.slot().array().floatBuffer(), i * SLOT_LENGTH);
        first.end(next);
        shared.drop();
        first.slot().abort();
      }
      while (!shared.isOver()) {
        shared.await();
      }
      assertEquals(17, shared.first().values());
      assertNull(shared.first().failure());
    }
  }

  private static void requireValues(FloatBuffer values, int first) {
    for (int i = 0; i < SLOT_LENGTH; i++) {
      if (values.get(i) != value(first + i)) {
        assertEquals(value(first + i), values.get(i), "value " + (first + i));
      }
    }
  }

  private static float value(int index) {
    return (index % 100_003 - 50_000) / 8.0f;
  }

  private Path write(StringBuilder text) throws IOException {
    return Files.writeString(dir.resolve("a.txt"), text);
  }

  private Source open(String spec) throws IOException {
    Kinds.Found<SourceProvider> found = providers.sources().resolve(spec);
    return found.provider().open(found.spec(), new Elements(Dtype.F4, 1));
  }
}

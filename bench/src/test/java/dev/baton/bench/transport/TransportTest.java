package dev.baton.bench.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.bench.run.Java;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every transport hands arrays over that arrive whole: receivers check each sum. */
@Timeout(120)
final class TransportTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final int BYTES = 128 << 10;

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void shouldHandOverArrays(Transport transport) {
    Setup setup = new Setup(dir, BYTES, 2, "backoff");
    List<Integer> moreSlots = transport.hasSlots() ? List.of(4) : List.of();
    try (TransportPair pair =
        TransportPair.start(transport, Java.running(), ROOT, setup, moreSlots)) {
      assertTrue(pair.stream(16, 0) > 0);
      Trips trips = pair.trips(16, 0);
      assertTrue(trips.p50() > 0 && trips.p50() <= trips.max(), trips::toString);
      assertTrue(pair.stream(16, moreSlots.size()) > 0);
    }
  }
}

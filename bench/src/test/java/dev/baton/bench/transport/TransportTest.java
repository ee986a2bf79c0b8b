package dev.baton.bench.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.bench.run.Java;
import java.nio.file.Path;
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
    try (TransportPair pair = TransportPair.start(transport, Java.running(), ROOT, setup)) {
      assertTrue(pair.stream(16) > 0);
      Trips trips = pair.trips(16, 0);
      assertTrue(trips.p50() > 0 && trips.p50() <= trips.max(), trips::toString);
      assertTrue(pair.stream(16) > 0);
    }
  }
}

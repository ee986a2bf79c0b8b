package dev.baton.bench.transport;

import dev.baton.bench.run.Serving;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.util.Arrays;
import java.util.Map;
import org.agrona.concurrent.BackoffIdleStrategy;

/**
 * The media driver, a process of its own. Its one thread sleeps when it has nothing to do, up to a
 * millisecond at a time, as Aeron has it by itself: one that wakes more often takes from whoever's
 * turn it is.
 */
public final class AeronDriver {
  private static final long LEAST_SLEEP_NANOS = 1_000;
  private static final long MOST_SLEEP_NANOS = 1_000_000;

  private AeronDriver() {}

  /** The words of a {@link Setup}. */
  @SuppressWarnings("try") // the driver works by itself
  public static void main(String... arguments) throws Exception {
    Setup setup = Setup.of(Arrays.asList(arguments));
    MediaDriver.Context context =
        new MediaDriver.Context()
            .aeronDirectoryName(AeronSettings.directory(setup).toString())
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new BackoffIdleStrategy(0, 0, LEAST_SLEEP_NANOS, MOST_SLEEP_NANOS))
            .ipcMtuLength(AeronSettings.MTU)
            .termBufferSparseFile(false);
    try (MediaDriver driver = MediaDriver.launch(context)) {
      Serving.until(command -> Map.of());
    }
  }
}

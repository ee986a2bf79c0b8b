package dev.baton.bench.transport;

import dev.baton.bench.run.Serving;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.util.Arrays;
import java.util.Map;
import org.agrona.concurrent.SleepingIdleStrategy;

/**
 * The media driver, a process of its own. Its one thread sleeps when it has nothing to do, so that
 * it takes no core from the two that are measured.
 */
public final class AeronDriver {
  private static final long SLEEP_NANOS = 1_000;

  private AeronDriver() {}

  /** The words of a {@link Setup}. */
  @SuppressWarnings("try") // the driver works by itself
  public static void main(String... arguments) throws Exception {
    Setup setup = Setup.of(Arrays.asList(arguments));
    MediaDriver.Context context =
        new MediaDriver.Context()
            .aeronDirectoryName(AeronSettings.directory(setup).toString())
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new SleepingIdleStrategy(SLEEP_NANOS))
            .ipcMtuLength(AeronSettings.MTU)
            .ipcPublicationTermWindowLength(AeronSettings.window(setup))
            .termBufferSparseFile(false);
    try (MediaDriver driver = MediaDriver.launch(context)) {
      Serving.until(command -> Map.of());
    }
  }
}

package dev.baton.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.service.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What systemd and a health check are told. */
final class SupervisionTest {
  private static final String WATCHDOG = "WATCHDOG=1";

  @TempDir Path dir;

  @Test
  void shouldTellNobodyWhereNobodyWatches() {
    assertSame(Supervisor.NONE, supervisor(Map.of()));
  }

  @Test
  void shouldTellSystemdOnItsSocket() {
    String socket = dir.resolve("notify").toString();
    try (DatagramReceiver systemd = new DatagramReceiver(socket)) {
      requireTold(systemd, supervisor(Map.of("NOTIFY_SOCKET", socket)));
    }
  }

  @Test
  void shouldTellSystemdOnAnAbstractSocket() {
    String socket = "@baton-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    try (DatagramReceiver systemd = new DatagramReceiver(socket)) {
      requireTold(systemd, supervisor(Map.of("NOTIFY_SOCKET", socket)));
    }
  }

  private static void requireTold(DatagramReceiver systemd, Supervisor supervisor) {
    supervisor.status("opening\nchannel");
    supervisor.ready("loader-1 works");
    supervisor.stopping("loader-1 leaves");

    assertEquals("STATUS=opening channel", systemd.next());
    assertEquals("READY=1\nSTATUS=loader-1 works", systemd.next());
    assertEquals("STOPPING=1\nSTATUS=loader-1 leaves", systemd.next());
  }

  @Test
  void shouldSayFourTimesInTheWatchdogsTimeThatItIsAlive() {
    String socket = dir.resolve("notify").toString();
    try (DatagramReceiver systemd = new DatagramReceiver(socket)) {
      Supervisor supervisor =
          supervisor(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "4000000"));
      long now = System.nanoTime();
      supervisor.alive(now + TimeUnit.MILLISECONDS.toNanos(1_001));
      supervisor.alive(now + TimeUnit.MILLISECONDS.toNanos(1_900));
      supervisor.status("one was too early");
      supervisor.alive(now + TimeUnit.MILLISECONDS.toNanos(2_002));

      assertEquals(WATCHDOG, systemd.next());
      assertEquals("STATUS=one was too early", systemd.next());
      assertEquals(WATCHDOG, systemd.next());
    }
  }

  @Test
  void shouldNotAnswerTheWatchdogOfAnotherProcess() {
    String socket = dir.resolve("notify").toString();
    try (DatagramReceiver systemd = new DatagramReceiver(socket)) {
      Supervisor supervisor =
          supervisor(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "4000", "WATCHDOG_PID", "1"));
      supervisor.alive(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
      supervisor.status("nothing before this");

      assertEquals("STATUS=nothing before this", systemd.next());
    }
  }

  @Test
  void shouldGoOnWhereSystemdDoesNotListen() {
    Supervisor supervisor = supervisor(Map.of("NOTIFY_SOCKET", dir.resolve("none").toString()));

    assertDoesNotThrow(() -> supervisor.ready("anyway"));
  }

  @Test
  void shouldRefuseASocketThatCannotBeOne() {
    BatonException refused =
        assertThrows(
            BatonException.class, () -> supervisor(Map.of("NOTIFY_SOCKET", "vsock:2:1234")));

    assertEquals(Reason.CONFIGURATION, refused.reason());
  }

  @Test
  void shouldKeepTheLastOfEachThingInTheStatusFile() throws IOException {
    Path file = dir.resolve("status");
    Files.writeString(file, "READY=1\nof a service before\n");

    Supervisor supervisor = supervisor(Map.of(), "--status-file", file.toString());
    assertEquals("STATUS=starting\n", Files.readString(file));

    supervisor.ready("up");
    supervisor.status("10 slots");
    supervisor.alive(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
    assertEquals("READY=1\nSTATUS=10 slots\nWATCHDOG=1\n", Files.readString(file));
    assertFalse(Files.exists(dir.resolve("status.new")));
  }

  @Test
  void shouldSayWhereTheStatusFileCannotBe() {
    BatonException refused =
        assertThrows(
            BatonException.class,
            () -> supervisor(Map.of(), "--status-file", dir.resolve("no/where").toString()));

    assertEquals(Reason.CANNOT_CREATE, refused.reason());
  }

  private static Supervisor supervisor(Map<String, String> environment, String... arguments) {
    SupervisionOptions options = new SupervisionOptions();
    new CommandLine(new Service(options)).parseArgs(arguments);
    return options.supervisor(environment);
  }

  /** A service with nothing but these options. */
  @CommandLine.Command
  private record Service(@CommandLine.Mixin SupervisionOptions supervision) {}
}

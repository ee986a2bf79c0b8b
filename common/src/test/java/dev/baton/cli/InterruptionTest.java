package dev.baton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals sent to a process of its own. */
final class InterruptionTest {
  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void shouldLeaveInOrderAndExitWithTheSignalsCode(String signal, int code) throws Exception {
    Process process = start("leave");
    try (BufferedReader out = process.inputReader()) {
      assertEquals("ready", out.readLine());
      send(signal, process);

      assertEquals("left after SIG" + signal, out.readLine());
      assertEquals(null, out.readLine());
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      assertEquals(code, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldHaltAtCtrlCOnceMore() throws Exception {
    Process process = start("stick");
    try (BufferedReader out = process.inputReader()) {
      assertEquals("ready", out.readLine());
      send("INT", process);
      assertEquals("stuck", out.readLine());

      Awaitility.await()
          .atMost(Duration.ofSeconds(15))
          .until(
              () -> {
                send("INT", process);
                return process.waitFor(100, TimeUnit.MILLISECONDS);
              });
      assertEquals(130, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldStayWhenTheSameSignalComesTwiceAtOnce() throws Exception {
    Process process = start("leave");
    try (BufferedReader out = process.inputReader()) {
      assertEquals("ready", out.readLine());
      send("TERM", process);
      send("TERM", process); // timeout(1) does that

      assertEquals("left after SIGTERM", out.readLine());
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      assertEquals(143, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldRememberTheFirstRequest() {
    Interruption interruption = new Interruption();
    assertFalse(interruption.isRequested());
    assertEquals(0, interruption.exitCode());

    interruption.request("TERM");
    interruption.request("INT");

    assertTrue(interruption.isRequested());
    assertEquals("SIGTERM", interruption.signal().orElseThrow());
    assertEquals(143, interruption.exitCode());
  }

  private static Process start(String what) throws IOException {
    return new ProcessBuilder(
            // Whoever runs this test may have been told to ignore signals, which children take
            // over.
            "env",
            "--default-signal=HUP,INT,TERM",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TryCommand.class.getName(),
            "--channel",
            "/c",
            what)
        .redirectErrorStream(true)
        .start();
  }

  private static void send(String signal, Process process) throws Exception {
    if (process.isAlive()) {
      List<String> kill = List.of("kill", "-" + signal, Long.toString(process.pid()));
      new ProcessBuilder(kill).start().waitFor(10, TimeUnit.SECONDS);
    }
  }
}

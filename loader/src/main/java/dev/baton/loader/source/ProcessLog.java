package dev.baton.loader.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a command says on its standard error: a line of the log for each of its lines, and the last
 * of them for whoever wants to know why it failed. Read by a daemon thread; safe for another.
 */
final class ProcessLog {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessLog.class);
  private static final int LAST_LINES = 5;
  private static final int MOST_CHARACTERS = 1000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long pid;
  private final Deque<String> last = new ArrayDeque<>();
  private volatile boolean open = true;
  private long askedNanos;

  private ProcessLog(long pid) {
    this.pid = pid;
  }

  /** Begins to log what a process says. */
  static ProcessLog of(Process process, String command) {
    ProcessLog log = new ProcessLog(process.pid());
    LOG.info("event=exec_started pid={} command=\"{}\"", log.pid, printable(command));
    Thread thread = new Thread(() -> log.pump(process.errorReader(UTF_8)), "baton-exec-log");
    thread.setDaemon(true);
    thread.start();
    return log;
  }

  /**
   * Whether more may come from a process that has ended. One that it left behind may hold its
   * standard error for ever: that is not waited for longer than a second after the first question.
   */
  boolean mayGoOn() {
    long now = System.nanoTime();
    if (askedNanos == 0) {
      askedNanos = now;
    }
    return open && now - askedNanos < PATIENCE_NANOS;
  }

  /** Its last lines, the newest last. */
  List<String> last() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  private void pump(BufferedReader lines) {
    try (lines) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        say(printable(line));
      }
    } catch (IOException gone) {
      LOG.warn("event=exec_stderr_lost pid={} error=\"{}\"", pid, gone.getMessage());
    } finally {
      open = false;
    }
  }

  private void say(String line) {
    LOG.info("event=exec_stderr pid={} line=\"{}\"", pid, line);
    synchronized (last) {
      if (last.size() == LAST_LINES) {
        last.removeFirst();
      }
      last.addLast(line);
    }
  }

  private static String printable(String line) {
    String shown = line.replaceAll("\\p{Cntrl}", "?").replace('"', '\'');
    return shown.length() > MOST_CHARACTERS ? shown.substring(0, MOST_CHARACTERS) + "..." : shown;
  }
}

package dev.baton.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that is measured: it sits still until it is told a line, does what that says, and
 * answers with a line. So any number of them can be started and warmed up first, and then measured
 * in turns.
 */
public final class Child implements AutoCloseable {
  private static final long MOST_SECONDS = 180;
  private static final int LINES_KEPT = 20;
  private static final String ENDED = "(ended)";

  private final String name;
  private final Process process;
  private final Writer input;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Deque<String> lastLines = new ArrayDeque<>();

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a command.
   *
   * @param name what to call it in messages
   */
  public static Child start(String name, List<String> command) {
    try {
      return new Child(name, new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
    }
  }

  /** The process ID. */
  public long pid() {
    return process.pid();
  }

  /** Tells it a line; {@link #answer} waits for what comes of it. */
  public void tell(String line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw failed("does not read: " + e.getMessage());
    }
  }

  /** Waits for an answer. */
  public Answer answer() {
    try {
      String line = answers.poll(MOST_SECONDS, TimeUnit.SECONDS);
      if (line == null || line.equals(ENDED)) {
        throw failed(line == null ? "is silent for " + MOST_SECONDS + " s" : "has ended");
      }
      return Answer.of(line);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not waited for");
    }
  }

  /** Tells it a line and waits for the answer. */
  public Answer ask(String line) {
    tell(line);
    return answer();
  }

  /** CPU time so far, user and system, ns. */
  public long cpuNanos() {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
      // Behind the command's name, which may have anything in it: utime and stime are fields 14,
      // 15.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return ticks * TimeUnit.SECONDS.toNanos(1) / 100; // USER_HZ is 100 on Linux
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (Answer.isAnswer(line)) {
          answers.add(line);
        } else {
          keep(line);
        }
      }
    } catch (IOException e) {
      keep(e.toString());
    }
    answers.add(ENDED);
  }

  private synchronized void keep(String line) {
    if (lastLines.size() == LINES_KEPT) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  private synchronized IllegalStateException failed(String what) {
    process.destroyForcibly();
    return new IllegalStateException(name + " " + what + "\n" + String.join("\n", lastLines));
  }

  /** Ends it: it goes when its input ends, or is killed. */
  @Override
  public void close() {
    try {
      input.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
